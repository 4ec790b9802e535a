"""The row of tabs over the pages of evaluation, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.sections import SEES_CYCLE, Page, Section

SECTION = Section(
    "evaluation",
    Page("audits", _("Đánh giá nội bộ"), "evaluation:audit_list"),
    Page("programmes", _("Chương trình năm"), "evaluation:programme_list"),
    Page("findings", _("Phát hiện"), "evaluation:finding_list"),
    Page("reviews", _("Xem xét của lãnh đạo"), "evaluation:review_list"),
    Page("confirmations", _("Xác nhận hiệu lực"), "evaluation:confirmation_list"),
    Page("inspections", _("Kiểm tra"), "evaluation:inspection_list"),
    Page("auditors", _("Đánh giá viên"), "evaluation:auditor_list"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows evaluation; every member may still open it."""
    return actor.is_guest or bool(SEES_CYCLE & actor.roles)
