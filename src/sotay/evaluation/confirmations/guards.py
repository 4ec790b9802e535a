"""Why a confirmation cannot be begun, written, submitted or dropped now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.approvals.models import Item
from sotay.commands import Reason
from sotay.evaluation.confirmations.basis import Basis
from sotay.evaluation.confirmations.models import Confirmation
from sotay.evaluation.reviews.models import Review
from sotay.ui.formats import ngay

State = Confirmation.State


def why_not_rest(basis: Basis) -> Iterator[Reason]:
    """Yield what a confirmation would rest on and is not there, or says the opposite (QĐ 19/2014/QĐ-TTg Điều 4.2)."""
    if basis.audit is None:
        yield Reason(
            _("Chưa có cuộc đánh giá nội bộ nào có báo cáo được phê duyệt."),
            code="no_audit",
            fix=("evaluation:audit_list", None),
        )
    if basis.review is None:
        yield Reason(
            _("Chưa có cuộc xem xét của lãnh đạo nào có biên bản được phê duyệt."),
            code="no_review",
            fix=("evaluation:review_list", None),
        )
    elif basis.review.judgement == Review.Judgement.NOT:
        said = {"code": basis.review.code, "word": basis.review.get_judgement_display()}
        yield Reason(
            _("Cuộc xem xét gần nhất %(code)s kết luận: %(word)s.") % said,
            code="review_says_not",
            fix=("evaluation:review_detail", basis.review),
        )


def why_not_begin(prepared: Confirmation | None) -> Iterator[Reason]:
    """Yield the reason no other one can be begun: `prepared` is on its way."""
    if prepared is not None:
        yield Reason(
            _("Đã có một bản xác nhận đang chuẩn bị."),
            code="prepared_already",
            fix=("evaluation:confirmation_detail", prepared),
        )


def why_not_write(one: Confirmation) -> Iterator[Reason]:
    """Yield the reason a confirmation cannot be changed: only a draft is written."""
    if one.state != State.DRAFT:
        yield Reason(_("Bản xác nhận %s; không sửa được.") % one.get_state_display().lower(), code="not_draft")


def why_not_submit(one: Confirmation, basis: Basis) -> Iterator[Reason]:
    """Yield the reasons a confirmation cannot be submitted."""
    yield from why_not_write(one)
    yield from why_not_rest(basis)
    if not one.text.strip():
        yield Reason(
            _("Chưa ghi nội dung xác nhận."),
            code="text_missing",
            field="text",
            fix=("evaluation:confirmation_change", one),
        )


def why_not_on(one: Confirmation, day: date) -> Iterator[Reason]:
    """Yield that the system cannot be confirmed by a paper older than the report and the minutes it rests on."""
    days = [one.audit.reported_date if one.audit else None, one.review.concluded_date if one.review else None]
    last = max(filter(None, days), default=day)
    if day < last:
        yield Reason(
            _("Xác nhận dựa trên báo cáo, biên bản được phê duyệt đến ngày %s nên không thể ký trước ngày đó.")
            % ngay(last),
            code="confirmed_before_basis",
        )


def why_not_drop(one: Confirmation) -> Iterator[Reason]:
    """Yield the reasons a draft cannot be removed: somebody was shown it."""
    yield from why_not_write(one)
    if one.returned_reason or Item.objects.filter(agency=one.agency_id, subject_uuid=one.uuid).exists():
        yield Reason(_("Bản xác nhận đã được trình; hãy sửa rồi trình lại."), code="was_submitted")
