"""How records of this area are found again, searched and told, and what it tells beside others."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.search import index
from sotay.work.assignments import beside as _beside  # noqa: F401  registers the work beside every record
from sotay.work.assignments import handover as _handed_over  # noqa: F401  registers the parts of a hand-over
from sotay.work.assignments.models import Assignment
from sotay.work.assignments.sight import visible
from sotay.work.calendar.models import CalendarFeed
from sotay.work.notices.models import MailChoice

subjects.register(
    Assignment,
    label=_("Công việc"),
    url_name="work:assignment_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
)
subjects.register(
    CalendarFeed,
    label=_("Địa chỉ lịch"),
    url_name="work:calendar",
    url_kwargs=lambda _one: {},
    visible=lambda rows, viewer: rows.filter(user=viewer.user),
    related=("user",),
)
subjects.register(
    MailChoice,
    label=_("Lựa chọn nhận thư"),
    url_name="work:mail_choice",
    url_kwargs=lambda _one: {},
    visible=lambda rows, viewer: rows.filter(user=viewer.user),
    related=("user",),
)
index.register(Assignment, code=lambda one: one.code, text=lambda one: f"{one.what} {one.result}".strip())
sentences.register(
    {
        "work.assignment.given": _("Giao việc"),
        "work.assignment.given_again": _("Giao lại việc"),
        "work.assignment.changed": _("Sửa công việc"),
        "work.assignment.taken": _("Nhận việc"),
        "work.assignment.given_back": _("Trả lại người giao"),
        "work.assignment.done": _("Báo kết quả công việc"),
        "work.assignment.confirmed": _("Xác nhận hoàn thành công việc"),
        "work.assignment.sent_back": _("Trả lại làm tiếp"),
        "work.assignment.cancelled": _("Hủy công việc"),
        "work.calendar.made": _("Tạo địa chỉ lịch cá nhân"),
        "work.calendar.renewed": _("Tạo lại địa chỉ lịch cá nhân"),
        "work.calendar.revoked": _("Thu hồi địa chỉ lịch cá nhân"),
        "work.mail.chosen": _("Chọn thư muốn nhận"),
        "work.extension.asked": _("Xin gia hạn"),
        "work.extension.granted": _("Đồng ý gia hạn"),
        "work.extension.refused": _("Không gia hạn"),
    }
)
