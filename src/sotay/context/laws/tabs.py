"""The row of tabs over the pages of documents, law and records; the documents themselves stand on a floor above, hence names."""

from django.utils.translation import gettext_lazy as _

from sotay.sections import Page, Section

SECTION = Section(
    "context",
    Page("documents", _("Tài liệu"), "support:document_list"),
    Page("requests", _("Phiếu yêu cầu"), "support:request_list", members_only=True),
    Page("issues", _("Đợt ban hành"), "support:issue_list"),
    Page("papers", _("Văn bản đi"), "support:paper_list", members_only=True),
    Page("laws", _("Văn bản pháp luật"), "context:law_list"),
    Page("records", _("Hồ sơ"), "support:record_file_list"),
    Page("coverage", _("Thông tin dạng văn bản"), "support:coverage"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
