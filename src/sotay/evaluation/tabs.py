"""The row of tabs over the pages of evaluation, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.sections import SEES_CYCLE, Page, Section

Role = Seat.Role

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
CUSTOMERS = Section(
    "evaluation",
    Page("coverage", _("Tổng quan"), "evaluation:coverage"),
    Page("surveys", _("Đợt khảo sát"), "evaluation:survey_list"),
    Page("batches", _("Nhập phiếu"), "evaluation:batch_list"),
    Page("suspicions", _("Cần xem lại"), "evaluation:suspicion_list"),
    Page("syntheses", _("Báo cáo khảo sát"), "evaluation:synthesis_list"),
    Page("questionnaires", _("Phiếu khảo sát"), "evaluation:questionnaire_list"),
    Page("feedback", _("Phản ánh, kiến nghị"), "evaluation:feedback_list"),
)
"""What customers say (9.1.2): a section of the rail of its own, since the desk works with it all day."""
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows evaluation; every member may still open it."""
    return actor.is_guest or bool(SEES_CYCLE & actor.roles)


def listens_to_customers(actor: Actor) -> bool:
    """Return whether the rail shows what customers say: to those who see the cycle, and to desk and clerk."""
    return actor.is_guest or bool((SEES_CYCLE | {Role.ONE_STOP, Role.CLERK}) & actor.roles)
