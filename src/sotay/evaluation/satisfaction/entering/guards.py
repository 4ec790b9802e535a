"""Why sheets cannot be entered now, as reasons for page and command alike."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.evaluation.satisfaction.models import Answer, AnswerBatch, Channel, Survey
from sotay.operation.models import Dossier
from sotay.ui.formats import ngay

TYPED = (Channel.PAPER, Channel.PHONE)
"""The ways an official enters answers by hand."""


def why_not_take(survey: Survey, channel: str) -> Iterator[Reason]:
    """Yield that a survey takes no sheets: not opened yet, or not by this way."""
    if survey.state == Survey.State.DRAFT:
        yield Reason(
            _("Đợt khảo sát %s chưa mở.") % survey.code,
            code="survey_draft",
            field="survey",
            fix=("evaluation:survey_detail", survey),
        )
    if channel not in survey.channels:
        yield Reason(
            _("Đợt %(survey)s không lấy ý kiến bằng hình thức “%(channel)s”.")
            % {"survey": survey.code, "channel": Channel(channel).label},
            code="channel_closed",
            field="channel",
            fix=("evaluation:survey_detail", survey),
        )


def why_not_typed(channel: str) -> Iterator[Reason]:
    """Yield that answers by a way are not entered by hand: what people send themselves, what comes as a file."""
    if channel not in TYPED:
        yield Reason(
            _("Hình thức “%s” không nhập bằng tay.") % Channel(channel).label,
            code="not_entered_by_hand",
            field="channel",
        )


def why_not_dated(survey: Survey, given_date: date, *, on: date, field: str = "given_date") -> Iterator[Reason]:
    """Yield that a sheet cannot bear a day: one to come, or outside the survey, whose closing is its last day."""
    last = min(survey.to_date, survey.closed_date or survey.to_date)
    if given_date > on:
        yield Reason(_("Ngày ghi trên phiếu không thể sau hôm nay."), code="day_to_come", field=field)
    elif not survey.from_date <= given_date <= last:
        yield Reason(
            _("Ngày %(day)s nằm ngoài đợt %(survey)s (từ %(first)s đến %(last)s).")
            % {"day": ngay(given_date), "survey": survey.code, "first": ngay(survey.from_date), "last": ngay(last)},
            code="day_outside",
            field=field,
            fix=("evaluation:survey_detail", survey),
        )


def why_not_received(dossier: Dossier | None, given_date: date) -> Iterator[Reason]:
    """Yield that a sheet is older than the dossier it speaks of."""
    if dossier is not None and given_date < dossier.received_date:
        yield Reason(
            _("Ngày trên phiếu trước ngày tiếp nhận hồ sơ %(code)s (%(day)s).")
            % {"code": dossier.code, "day": ngay(dossier.received_date)},
            code="before_reception",
            field="given_date",
        )


def why_not_enter(batch: AnswerBatch) -> Iterator[Reason]:
    """Yield that a batch takes no more sheets."""
    if batch.state == AnswerBatch.State.DONE:
        yield Reason(
            _("Lô %s đã nhập xong; phiếu còn lại nhập vào lô mới.") % batch.code,
            code="batch_done",
            fix=("evaluation:batch_new", None),
        )


def why_not_kept(batch: AnswerBatch, *, has_sheets: bool, changed: list[str]) -> Iterator[Reason]:
    """Yield that what the sheets of a batch rest on is no longer changed."""
    names = {"survey", "channel", "unit", "service"} & set(changed)
    if has_sheets and names:
        yield Reason(
            _(
                "Lô đã có phiếu nên không đổi đợt khảo sát, hình thức, đơn vị, thủ tục; phiếu nhập nhầm thì ghi không hợp lệ và nhập lại ở lô khác."
            ),
            code="has_sheets",
            field=min(names),
        )
    yield from why_not_enter(batch)


def why_empty(*, marks: list[int | None], texts: dict[int, str], invalid_reason: str) -> Iterator[Reason]:
    """Yield that nothing was answered on a sheet that is to count."""
    if not invalid_reason and not texts and all(mark is None for mark in marks):
        yield Reason(
            _("Phiếu chưa có câu trả lời nào. Phiếu để trắng thì ghi lý do ở ô “Phiếu hỏng”."),
            code="nothing_answered",
            field="invalid_reason",
        )


def why_not_finish(
    batch: AnswerBatch, *, sheets: int, last_sheet: date | None, done_date: date, on: date
) -> Iterator[Reason]:
    """Yield that a batch cannot be finished on a day: done already, without a sheet, a day to come or before a sheet's."""
    yield from why_not_enter(batch)
    if done_date > on:
        yield Reason(_("Ngày này chưa đến."), code="done_later", field="done_date")
    elif last_sheet is not None and done_date < last_sheet:
        yield Reason(
            _("Lô có phiếu ghi ngày %s; ngày nhập xong không thể trước ngày đó.") % ngay(last_sheet),
            code="done_before_sheet",
            field="done_date",
        )
    if not sheets:
        yield Reason(_("Lô chưa có phiếu nào; lô lập nhầm thì xóa."), code="no_sheets")


def why_not_remove(*, sheets: int) -> Iterator[Reason]:
    """Yield that a batch holds sheets, which stay."""
    if sheets:
        yield Reason(
            _("Lô đã có %s phiếu nên không xóa được; phiếu sai thì ghi không hợp lệ.") % sheets, code="has_sheets"
        )


def why_not_invalid(answer: Answer) -> Iterator[Reason]:
    """Yield that a sheet is invalid already, or was sent by somebody outside, where only a second person decides."""
    if answer.batch_id is None:
        yield Reason(
            _(
                "Phiếu do người dân tự gửi không ghi không hợp lệ bằng tay; phiếu đáng ngờ được xem ở mục “Cần xem lại”."
            ),
            code="sent_by_itself",
        )
    elif answer.invalid_reason:
        yield Reason(_("Phiếu này đã ghi là không hợp lệ."), code="invalid_already")
