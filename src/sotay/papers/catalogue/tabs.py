"""The row of tabs over the pages of documents, forms, law and records; most stand on floors above, hence names of addresses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sotay.sections import Page, Section

SECTION = Section(
    "papers",
    Page("documents", _("Tài liệu"), "support:document_list"),
    Page("requests", _("Phiếu yêu cầu"), "support:request_list", members_only=True),
    Page("issues", _("Đợt ban hành"), "support:issue_list"),
    Page("papers", _("Văn bản đi"), "support:paper_list", members_only=True),
    Page("forms", pgettext_lazy("section", "Biểu mẫu"), "papers:form_list", members_only=True),
    Page("laws", _("Văn bản pháp luật"), "context:law_list"),
    Page("records", _("Hồ sơ"), "support:record_file_list"),
    Page("coverage", _("Thông tin dạng văn bản"), "support:coverage"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
