"""Why an output cannot be logged, decided upon, done, checked again or cancelled now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.predicates import leads
from sotay.commands import Reason, why_no_reason
from sotay.operation.outputs.models import NonconformingOutput
from sotay.ui.formats import ngay

State, Action = NonconformingOutput.State, NonconformingOutput.Action


def why_not_log(output: NonconformingOutput, *, on: date, there: NonconformingOutput | None = None) -> Iterator[Reason]:
    """Yield the reasons it cannot be logged so; `there` is an open one of the same kind about the same dossier."""
    if not output.what:
        yield Reason(_("Chưa ghi nội dung không phù hợp."), code="what_missing", field="what")
    if output.dossier is None and output.service is None and output.unit is None:
        yield Reason(
            _("Cần ghi mã hồ sơ, hoặc chọn đơn vị, thủ tục hành chính liên quan."),
            code="place_missing",
            field="dossier",
        )
    places = (("dossier", output.dossier), ("service", output.service), ("unit", output.unit))
    for field, place in places:
        if place is not None and place.agency_id != output.agency_id:
            yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field=field)
    if output.found_date > on:
        yield Reason(_("Ngày phát hiện chưa đến."), code="found_later", field="found_date")
    if output.dossier is not None and output.found_date < output.dossier.received_date:
        yield Reason(
            _("Hồ sơ được tiếp nhận ngày %s, sau ngày phát hiện.") % ngay(output.dossier.received_date),
            code="found_before_reception",
            field="found_date",
        )
    if there is not None:
        yield Reason(
            _("%s ghi cùng loại, cùng hồ sơ và chưa đóng.") % there.code,
            code="logged_already",
            fix=("operation:output_detail", there),
        )


def why_not_decide(output: NonconformingOutput) -> Iterator[Reason]:
    """Yield the reasons nobody can decide upon it where it stands."""
    if output.state not in {State.OPEN, State.DECIDED}:
        yield _standing(output)


def why_not_so_decided(output: NonconformingOutput, actor: Actor, *, on: date) -> Iterator[Reason]:
    """Yield what is wrong with a decision as it is filled in; a concession is the head's or a deputy's to make (8.7.1 d)."""
    if not output.action_text:
        yield Reason(_("Chưa ghi nội dung xử lý."), code="action_text_missing", field="action_text")
    if output.action == Action.CONCESSION and not leads(actor, output):
        yield Reason(
            _("Chấp nhận có nhân nhượng do người đứng đầu hoặc cấp phó của cơ quan quyết định."),
            code="concession_by_head",
            field="action",
        )
    yield from _why_not_on("decided_date", output.decided_date, output.found_date, on)
    if output.due_date and output.decided_date and output.due_date < output.decided_date:
        yield Reason(_("Hạn xử lý trước ngày quyết định."), code="due_before_decision", field="due_date")


def why_not_finish(output: NonconformingOutput) -> Iterator[Reason]:
    """Yield the reasons it cannot be told as done where it stands."""
    if output.state == State.OPEN:
        yield Reason(_("Chưa có quyết định xử lý."), code="not_decided", fix=("operation:output_decide", output))
    elif output.state != State.DECIDED:
        yield _standing(output)


def why_not_so_finished(output: NonconformingOutput, *, on: date) -> Iterator[Reason]:
    """Yield what is wrong with what was done as it is filled in."""
    if not output.done_text:
        yield Reason(_("Chưa ghi kết quả xử lý."), code="done_text_missing", field="done_text")
    yield from _why_not_on("done_date", output.done_date, output.decided_date, on)


def why_not_check(output: NonconformingOutput, actor: Actor) -> Iterator[Reason]:
    """Yield the reasons this one cannot check it again: nobody checks what he did himself (8.7.1)."""
    if output.state != State.DONE:
        yield _standing(output)
    elif actor.user is not None and actor.user.pk in {output.done_by_id, output.assigned_to_id}:
        yield Reason(_("Người xử lý không tự kiểm tra lại; cần một người khác."), code="checks_own")


def why_not_so_checked(
    output: NonconformingOutput, *, conforms: bool, checked_date: date, text: str, on: date
) -> Iterator[Reason]:
    """Yield what is wrong with a check as it is filled in; what does not conform needs what is missing."""
    if not conforms and not text:
        yield Reason(_("Cần ghi điều còn thiếu, chưa đạt."), code="lacking_missing", field="checked_text")
    yield from _why_not_on("checked_date", checked_date, output.done_date, on)


def why_not_cancel(output: NonconformingOutput, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons it cannot be cancelled: it is over, or no reason is given."""
    if not output.is_open:
        yield _standing(output)
    yield from why_no_reason(reason)


def _why_not_on(field: str, day: date | None, since: date | None, on: date) -> Iterator[Reason]:
    if day is not None and day > on:
        yield Reason(_("Ngày này chưa đến."), code=f"{field}_later", field=field)
    if day is not None and since is not None and day < since:
        yield Reason(_("Trước ngày %s của bước liền trước.") % ngay(since), code=f"{field}_too_early", field=field)


def _standing(output: NonconformingOutput) -> Reason:
    words = str(output.get_state_display()).lower()
    return Reason(_("Đầu ra không phù hợp này %s.") % words, code="stands_elsewhere")
