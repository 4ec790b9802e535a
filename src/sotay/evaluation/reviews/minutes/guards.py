"""Why minutes cannot be written or submitted, decisions not changed, a notice not entered now (ISO 9001 9.3.3)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.holding import Held
from sotay.agency.models import Decision, Seat
from sotay.commands import Reason
from sotay.evaluation.reviews.models import Review, ReviewDecision, ReviewInput
from sotay.ui.formats import ngay

State, Kind = Review.State, ReviewDecision.Kind
MINUTES = "evaluation:review_minutes"


def why_not_write(review: Review) -> Iterator[Reason]:
    """Yield the reason minutes cannot be written: the meeting was not held, or they are submitted or approved."""
    if review.state != State.HELD:
        text = (
            _("Chưa họp.") if review.state in Review.OPEN else _("Biên bản: %s.") % review.get_state_display().lower()
        )
        yield Reason(text, code="not_held")


def why_not_decide(decision: ReviewDecision) -> Iterator[Reason]:
    """Yield the reasons a decision cannot stand so: without words, a seat of a unit without the unit."""
    if not decision.text:
        yield Reason(_("Chưa ghi nội dung quyết định."), code="text_missing", field="text")
    yield from _why_not_owner(decision)


def _why_not_owner(row: Held) -> Iterator[Reason]:
    if row.owner_role in Seat.IN_A_UNIT and row.owner_unit is None:
        yield Reason(_("Chức danh này thuộc một đơn vị; cần chọn đơn vị."), code="unit_missing", field="owner")


def why_not_submit(
    review: Review, *, inputs: Iterable[ReviewInput], decisions: Iterable[ReviewDecision]
) -> Iterator[Reason]:
    """Yield all that minutes lack: who was there, a conclusion for every input, the judgement, a word on every output."""
    yield from why_not_write(review)
    here = (MINUTES, review)
    if not review.present:
        yield Reason(_("Chưa ghi thành phần dự họp."), code="present_missing", fix=here)
    open_ = [one for one in inputs if not one.conclusion and not one.why_none]
    if open_:
        yield Reason(
            _("Chưa có kết luận, hoặc lý do không kết luận, cho đầu vào: %s.") % ", ".join(one.key for one in open_),
            code="inputs_open",
            fix=here,
        )
    if not review.judgement:
        yield Reason(
            _("Chưa nhận định hệ thống có thích hợp, đầy đủ, hiệu lực, phù hợp định hướng không."),
            code="judgement_missing",
            fix=here,
        )
    elif review.judgement != Review.Judgement.SUITABLE and not review.judgement_text:
        yield Reason(_("Chưa nêu điều phải cải tiến, thay đổi."), code="judgement_unsaid", fix=here)
    if review.policy_suitable is None:
        yield Reason(_("Chưa kết luận chính sách chất lượng còn thích hợp không."), code="policy_missing", fix=here)
    elif not review.policy_suitable and not review.policy_text:
        yield Reason(_("Chính sách không còn thích hợp: chưa nêu phải sửa gì."), code="policy_unsaid", fix=here)
    yield from _why_not_outputs(review, list(decisions))


def _why_not_outputs(review: Review, decisions: list[ReviewDecision]) -> Iterator[Reason]:
    here = (MINUTES, review)
    kinds = {one.kind for one in decisions}
    silent = [str(kind.label) for kind in Kind if kind not in kinds and kind not in review.none_kinds]
    if silent:
        yield Reason(
            _("Chưa có quyết định, cũng chưa nêu là không có: %s.") % "; ".join(silent), code="outputs_silent", fix=here
        )
    both = [str(kind.label) for kind in Kind if kind in kinds and kind in review.none_kinds]
    if both:
        yield Reason(
            _("Đã nêu là không có mà vẫn có quyết định: %s.") % "; ".join(both), code="outputs_contradict", fix=here
        )
    for one in decisions:
        if not one.has_owner or one.due_date is None:
            yield Reason(
                _("“%s”: chưa có người thực hiện hoặc hạn.") % one.text[:80],
                code="decision_unassigned",
                fix=("evaluation:review_decisions", review),
            )
        elif review.held_date is not None and one.due_date < review.held_date:
            yield Reason(
                _("“%(text)s”: hạn %(due)s trước ngày họp.") % {"text": one.text[:80], "due": ngay(one.due_date)},
                code="decision_due_past",
                fix=("evaluation:review_decisions", review),
            )


def why_not_on(review: Review, day: date) -> Iterator[Reason]:
    """Yield that minutes cannot be approved by a paper older than the meeting."""
    if review.held_date is not None and day < review.held_date:
        yield Reason(
            _("Biên bản không thể được phê duyệt trước ngày họp %s.") % ngay(review.held_date),
            code="approved_before_meeting",
        )


def why_not_notice(review: Review, *, paper: Decision | None, paper_date: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons a notice of conclusions cannot be entered: nothing was concluded, or the paper is not there yet."""
    if review.state != State.CONCLUDED:
        yield Reason(_("Biên bản chưa được phê duyệt."), code="not_concluded")
    if paper is None and paper_date is None:
        yield Reason(_("Cần số, ngày ký của thông báo kết luận."), code="paper_missing", field="decision")
    if paper_date is not None and paper_date > on:
        yield Reason(_("Ngày ký chưa đến."), code="paper_later", field="new_date")
    if paper_date is not None and review.held_date is not None and paper_date < review.held_date:
        yield Reason(
            _("Thông báo ký ngày %(day)s, trước ngày họp %(held)s.")
            % {"day": ngay(paper_date), "held": ngay(review.held_date)},
            code="paper_before_meeting",
            field="new_date",
        )
