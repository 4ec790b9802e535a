"""How audits are found again, approved, searched and told of."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.evaluation.audits.models import Audit
from sotay.evaluation.audits.plan import commands
from sotay.evaluation.audits.plan.content import content_of, shown_of
from sotay.evaluation.audits.plan.queries import PURPOSE
from sotay.evaluation.audits.sight import visible_audits
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Audit,
    label=_("Cuộc đánh giá nội bộ"),
    url_name="evaluation:audit_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible_audits,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
index.register(
    Audit,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, (one.title, one.purpose, one.scope))),
)
purposes.register(
    purposes.Purpose(
        code=PURPOSE,
        label=_("Kế hoạch đánh giá nội bộ"),
        steps=(purposes.DefaultStep(Seat.Role.COMMITTEE_HEAD, _("Phê duyệt")),),
        content=content_of,
        on_approved=commands.plan_approved,
        on_returned=commands.plan_returned,
        may_submit="evaluation.plan_audit",
        template="evaluation/audits/plan/approved.html",
        show=shown_of,
    )
)
sentences.register(
    {
        "evaluation.audit.begun": _("Lập cuộc đánh giá nội bộ"),
        "evaluation.audit.changed": _("Sửa thông tin cuộc đánh giá"),
        "evaluation.audit.team_set": _("Lập đoàn đánh giá"),
        "evaluation.audit.tasks_set": _("Giao nhiệm vụ trong đoàn đánh giá"),
        "evaluation.audit.decision_named": _("Ghi quyết định lập đoàn đánh giá"),
        "evaluation.audit.visit_added": _("Thêm lịch đánh giá"),
        "evaluation.audit.visit_changed": _("Sửa lịch đánh giá"),
        "evaluation.audit.visit_removed": _("Bỏ lịch đánh giá"),
        "evaluation.audit.visit_moved": _("Đổi giờ, địa điểm một lịch đánh giá"),
        "evaluation.audit.visit_set_aside": _("Ghi một lịch đánh giá không thực hiện"),
        "evaluation.audit.visits_proposed": _("Lập lịch đánh giá cho các đơn vị"),
        "evaluation.audit.auditors_assigned": _("Phân công đánh giá viên cho các lịch"),
        "evaluation.audit.submitted": _("Trình kế hoạch đánh giá"),
        "evaluation.audit.planned": _("Kế hoạch đánh giá được phê duyệt"),
        "evaluation.audit.returned": _("Kế hoạch đánh giá bị trả lại"),
        "evaluation.audit.reopened": _("Mở lại kế hoạch đánh giá"),
        "evaluation.audit.noticed": _("Thông báo lịch đánh giá cho đơn vị"),
        "evaluation.audit.started": _("Bắt đầu cuộc đánh giá"),
        "evaluation.audit.met": _("Họp kết thúc đánh giá"),
        "evaluation.audit.cancelled": _("Hủy cuộc đánh giá"),
    }
)
