"""The row of tabs of the section Sổ tay as floors below it see it, and addresses of this area."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sotay.sections import Page, Section

SECTION = Section(
    "context",
    Page("book", _("Nội dung"), "manual:manual_detail", crumb=_("Sổ tay")),
    Page("selfcheck", _("Tự kiểm tra"), "manual:selfcheck"),
    Page("reports", _("Kế hoạch, báo cáo"), "manual:report_list"),
    Page("packs", _("Gói bằng chứng"), "manual:pack_list", permission="manual.make_pack", members_only=True),
    Page("amendments", _("Đợt sửa đổi"), "manual:amendment_list"),
    Page("policy", _("Chính sách chất lượng"), "leadership:policy_detail"),
    Page("scope", _("Phạm vi"), "context:scope_detail"),
    Page("announcements", pgettext_lazy("section", "Công bố"), "manual:announcement_list"),
    Page("processes", _("Quá trình"), "context:process_list"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
