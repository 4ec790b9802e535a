"""How records of reviews are found by reference, approved, searched and told of."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.commands import may
from sotay.evaluation.reviews.minutes import commands
from sotay.evaluation.reviews.minutes.writing import content_of
from sotay.evaluation.reviews.models import MonthlyLook, Review, ReviewDecision, ReviewInput
from sotay.evaluation.reviews.queries import inputs_of
from sotay.evaluation.reviews.sight import visible
from sotay.journal import sentences
from sotay.search import index


def _of_visible(rows: QuerySet, viewer: Actor) -> QuerySet:
    return rows.filter(review__in=visible(Review.objects.of(viewer), viewer).order_by().values("pk"))


def _months(rows: QuerySet, viewer: Actor) -> QuerySet:
    return rows if may(viewer, "evaluation.view_months") else rows.none()


def _shown(review: Review) -> dict[str, Any]:
    """Return what who decides sees of the minutes."""
    decisions = review.decisions.select_related("owner_user", "owner_unit").order_by("position", "pk")
    return {"review": review, "inputs": inputs_of(review), "decisions": list(decisions)}


def _texts(review: Review) -> str:
    texts = [review.part_of, review.judgement_text, review.policy_text]
    if review.pk:
        texts += review.decisions.order_by("position", "pk").values_list("text", flat=True)
    return "\n".join(filter(None, texts))


subjects.register(
    Review,
    label=_("Xem xét của lãnh đạo"),
    url_name="evaluation:review_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
subjects.register(
    ReviewInput,
    label=_("Đầu vào của cuộc xem xét"),
    title=lambda one: f"{one.review.code} {one}",
    url_name="evaluation:review_pack",
    url_kwargs=lambda one: {"slug": one.review.slug},
    visible=_of_visible,
    related=("agency", "review"),
)
subjects.register(
    ReviewDecision,
    label=_("Quyết định của cuộc xem xét"),
    title=lambda one: f"{one.review.code}: {one.text}"[:300],
    url_name="evaluation:review_decisions",
    url_kwargs=lambda one: {"slug": one.review.slug},
    visible=_of_visible,
    related=("agency", "review"),
)
subjects.register(
    MonthlyLook,
    label=_("Xem xét tại giao ban"),
    url_name="evaluation:month_detail",
    url_kwargs=lambda one: {"slug": f"{one.year:04d}-{one.month:02d}"},
    visible=_months,
    related=("agency",),
)
index.register(Review, code=lambda one: one.code, text=_texts)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Biên bản xem xét của lãnh đạo"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),),
        content=content_of,
        on_approved=commands.minutes_approved,
        on_returned=commands.minutes_returned,
        may_submit="evaluation.run_review",
        template="evaluation/reviews/approved.html",
        show=_shown,
    )
)
sentences.register(
    {
        "evaluation.review.planned": _("Lập kế hoạch xem xét của lãnh đạo"),
        "evaluation.review.changed": _("Sửa kế hoạch xem xét của lãnh đạo"),
        "evaluation.review.moved": _("Đổi thời gian, địa điểm họp xem xét"),
        "evaluation.review.reports_assigned": _("Phân công đơn vị báo cáo đầu vào"),
        "evaluation.review.invited": _("Gửi giấy mời họp xem xét của lãnh đạo"),
        "evaluation.review.input_written": _("Viết tài liệu đầu vào"),
        "evaluation.review.commented": _("Đơn vị góp ý tài liệu đầu vào"),
        "evaluation.review.held": _("Họp xem xét của lãnh đạo, chốt số liệu"),
        "evaluation.review.minutes_written": _("Ghi biên bản xem xét của lãnh đạo"),
        "evaluation.review.decision_added": _("Ghi quyết định của cuộc xem xét"),
        "evaluation.review.decision_changed": _("Sửa quyết định của cuộc xem xét"),
        "evaluation.review.decision_removed": _("Bỏ quyết định của cuộc xem xét"),
        "evaluation.review.submitted": _("Trình biên bản xem xét của lãnh đạo"),
        "evaluation.review.withdrawn": _("Rút biên bản đang trình"),
        "evaluation.review.returned": _("Biên bản xem xét bị trả lại"),
        "evaluation.review.concluded": _("Biên bản xem xét được phê duyệt, giao việc theo kết luận"),
        "evaluation.review.notice_entered": _("Ghi thông báo kết luận"),
        "evaluation.review.cancelled": _("Không tiến hành cuộc xem xét"),
        "evaluation.month.kept": _("Lưu xem xét tại giao ban tháng"),
        "evaluation.month.changed": _("Sửa nội dung xem xét tại giao ban tháng"),
    }
)
