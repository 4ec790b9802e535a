"""Why a feedback cannot be taken in, sorted, given to a unit, answered, turned away or published now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Seat, User
from sotay.agency.vietnamese import fold
from sotay.commands import Reason, why_no_reason
from sotay.evaluation.feedback.models import Feedback, FeedbackContent
from sotay.ui.formats import ngay

State, Kind = Feedback.State, Feedback.Kind
LEAST_DIGITS = 8
SAID_DIGITS = 9
"""The last digits of a phone number, which are the same behind 0 and behind +84."""


def why_not_receive(feedback: Feedback, content: FeedbackContent, *, on: date) -> Iterator[Reason]:
    """Yield the reasons it cannot be taken in so; complaints and denunciations are only noted (practice.md 8)."""
    if feedback.kind in Feedback.ONLY_NOTED:
        yield Reason(
            _("Khiếu nại, tố cáo không xử lý tại đây; chỉ ghi nhận."),
            code="only_noted",
            field="kind",
            fix=("evaluation:feedback_note", None),
        )
    if not content.text:
        yield Reason(_("Chưa ghi nội dung."), code="text_missing", field="text")
    yield from why_not_on("received_date", feedback.received_date, None, on)
    yield from why_not_places(feedback)
    yield from why_marks_name_sender(feedback, content)


def why_marks_name_sender(feedback: Feedback, content: FeedbackContent | None) -> Iterator[Reason]:
    """Yield that what it is filed by, which is searched and has a history, names the sender."""
    yield from why_names_sender(content, reference_number=feedback.reference_number, field=feedback.field)


def why_not_places(feedback: Feedback) -> Iterator[Reason]:
    """Yield that a unit, service or dossier is another agency's, or that somebody is named though no official is concerned."""
    places = (("about_unit", feedback.about_unit), ("service", feedback.service), ("dossier", feedback.dossier))
    for field, place in places:
        if place is not None and place.agency_id != feedback.agency_id:
            yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field=field)
    if feedback.about_official is not None and not feedback.concerns_official:
        yield Reason(
            _("Đã chọn người được nêu thì đánh dấu là liên quan đến công chức, viên chức cụ thể."),
            code="official_not_marked",
            field="concerns_official",
        )


def why_not_note(feedback: Feedback, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a complaint or denunciation cannot be noted so: of a denunciation nothing but the day is kept."""
    if feedback.kind not in Feedback.ONLY_NOTED:
        yield Reason(_("Chọn khiếu nại hoặc tố cáo."), code="not_only_noted", field="kind")
    yield from why_not_on("received_date", feedback.received_date, None, on)
    yield from why_says_too_much(feedback.kind, number=feedback.reference_number, field=feedback.field)


def why_says_too_much(kind: str, *, number: str, field: str) -> Iterator[Reason]:
    """Yield that something is told of a denunciation, which is only counted."""
    for name, value in (("reference_number", number), ("field", field)):
        if kind == Kind.DENUNCIATION and value:
            yield Reason(
                _("Tố cáo chỉ đếm: để trống ô này; đơn do người có thẩm quyền giữ."),
                code="denunciation_told",
                field=name,
            )


def why_not_sort(feedback: Feedback) -> Iterator[Reason]:
    """Yield the reasons it cannot be sorted where it stands."""
    if feedback.state not in Feedback.OPEN:
        yield _standing(feedback)


def why_not_so_sorted(feedback: Feedback) -> Iterator[Reason]:
    """Yield that it is found to be what is only noted: that deletes what was said and has a page of its own."""
    if feedback.kind in Feedback.ONLY_NOTED:
        yield Reason(
            _("Khiếu nại, tố cáo không xử lý tại đây; chỉ ghi nhận."),
            code="only_noted",
            field="kind",
            fix=("evaluation:feedback_only_noted", feedback),
        )


def why_not_so_assigned(feedback: Feedback, *, on: date) -> Iterator[Reason]:
    """Yield what is wrong with how it is given: nobody answers what was said of himself."""
    unit = feedback.unit
    if unit is None:
        yield Reason(_("Chưa chọn đơn vị xử lý."), code="unit_missing", field="unit")
    elif unit.agency_id != feedback.agency_id:
        yield Reason(_("Đơn vị không thuộc cơ quan."), code="of_another_agency", field="unit")
    elif heads_it(feedback.about_official, unit_id=unit.pk, agency_id=feedback.agency_id, on=on):
        yield Reason(
            _(
                "Người được nêu đứng đầu hoặc là cấp phó của đơn vị này; hãy giao đơn vị khác hoặc lãnh đạo cơ quan tự trả lời."
            ),
            code="about_its_head",
            field="unit",
        )
    yield from why_not_on("assigned_date", feedback.assigned_date, feedback.received_date, on)


def heads_it(user: User | None, *, unit_id: int, agency_id: int, on: date) -> bool:
    """Return whether somebody heads a unit, or is a deputy there, on a day."""
    if user is None:
        return False
    seats = Seat.objects.filter(agency_id=agency_id, unit=unit_id, user=user, role__in=Seat.IN_A_UNIT)
    return seats.in_force(on).exists()


def why_not_answer(feedback: Feedback) -> Iterator[Reason]:
    """Yield the reasons it cannot be answered where it stands; an answer is mended until it is published."""
    if feedback.published_date is not None:
        yield Reason(
            _("Đã công khai; hãy gỡ khỏi trang công khai trước khi sửa câu trả lời."),
            code="published",
            fix=("evaluation:feedback_withdraw", feedback),
        )
    elif feedback.state not in {*Feedback.OPEN, State.ANSWERED}:
        yield _standing(feedback)


def why_not_so_answered(feedback: Feedback, content: FeedbackContent | None, *, on: date) -> Iterator[Reason]:
    """Yield what is wrong with an answer: it is kept for good, so that it names nobody who wrote."""
    if not feedback.answer:
        yield Reason(_("Chưa ghi nội dung trả lời."), code="answer_missing", field="answer")
    since = feedback.assigned_date or feedback.received_date
    yield from why_not_on("answered_date", feedback.answered_date, since, on)
    yield from why_names_sender(content, answer=feedback.answer)


def why_not_thank(feedback: Feedback) -> Iterator[Reason]:
    """Yield the reasons it cannot be put on file without an answer: only praise and suggestions can."""
    yield from why_not_sort(feedback)
    if feedback.kind not in {Kind.PRAISE, Kind.SUGGESTION}:
        yield Reason(
            _("Phản ánh, kiến nghị cần được trả lời; chỉ lời khen, góp ý mới ghi nhận mà thôi."), code="needs_answer"
        )


def why_not_turn_away(
    feedback: Feedback, content: FeedbackContent | None, *, reason: str, on: date
) -> Iterator[Reason]:
    """Yield the reasons it cannot be forwarded or refused: it is over, no reason is told, or the sender is named in it."""
    yield from why_not_sort(feedback)
    yield from why_no_reason(reason)
    since = feedback.assigned_date or feedback.received_date
    yield from why_not_on("ended_date", feedback.ended_date, since, on)
    yield from why_names_sender(content, reason=reason)


def why_not_publish(feedback: Feedback) -> Iterator[Reason]:
    """Yield the reasons it cannot be published where it stands; what concerns an official never is."""
    if feedback.is_restricted:
        yield Reason(_("Nội dung liên quan đến công chức cụ thể không công khai."), code="concerns_official")
    if feedback.state != State.ANSWERED:
        yield Reason(_("Chưa trả lời."), code="not_answered", fix=("evaluation:feedback_answer", feedback))


def why_not_so_published(feedback: Feedback, content: FeedbackContent | None, *, on: date) -> Iterator[Reason]:
    """Yield what is wrong with what is published: no words, a day that is none, or the sender is named."""
    if not feedback.public_text:
        yield Reason(_("Chưa ghi nội dung công khai."), code="public_text_missing", field="public_text")
    yield from why_not_on("published_date", feedback.published_date, feedback.answered_date, on)
    yield from why_names_sender(content, public_text=feedback.public_text)


def why_not_withdraw(feedback: Feedback, content: FeedbackContent | None, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons it cannot be taken off the public page; the reason stays in the journal, and names no sender."""
    if feedback.published_date is None:
        yield Reason(_("Chưa công khai."), code="not_published")
    yield from why_no_reason(reason)
    yield from why_names_sender(content, reason=reason)


def why_nothing_to_empty(content: FeedbackContent | None, *, words_too: bool) -> Iterator[Reason]:
    """Yield that there is nothing of the sender, or `words_too` nothing at all, to delete."""
    if content is None or not (content.names_sender or (words_too and content.text)):
        yield Reason(_("Không còn thông tin nào của người gửi."), code="nothing_kept")


def why_not_empty(content: FeedbackContent | None, *, reason: str, words_too: bool) -> Iterator[Reason]:
    """Yield the reasons what was told cannot be deleted; the reason stays in the journal, and names no sender."""
    yield from why_nothing_to_empty(content, words_too=words_too)
    yield from why_no_reason(reason)
    yield from why_names_sender(content, reason=reason)


def why_names_sender(content: FeedbackContent | None, **texts: str) -> Iterator[Reason]:
    """Yield that a text, by its field, bears the name, phone or email of who sent the feedback, however written."""
    if content is None:
        return
    for field, text in texts.items():
        if _is_named(content, text):
            yield Reason(
                _("Có họ tên, điện thoại hoặc thư điện tử của người gửi; hãy bỏ đi: phần này được lưu lâu dài."),
                code="names_sender",
                field=field,
            )


def why_not_on(field: str, day: date | None, since: date | None, on: date) -> Iterator[Reason]:
    """Yield that a day is to come, or lies before the step it follows."""
    if day is not None and day > on:
        yield Reason(_("Ngày này chưa đến."), code=f"{field}_later", field=field)
    if day is not None and since is not None and day < since:
        yield Reason(_("Trước ngày %s của bước liền trước.") % ngay(since), code=f"{field}_too_early", field=field)


def _is_named(content: FeedbackContent, text: str) -> bool:
    name, words = _words(content.name), f" {_words(text)} "
    if len(name.split()) > 1 and f" {name} " in words:
        return True
    phone = _digits(content.phone)[-SAID_DIGITS:]
    if len(phone) >= LEAST_DIGITS and phone in _digits(text):
        return True
    return bool(content.email) and content.email.casefold() in text.casefold()


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in fold(text)).split())


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _standing(feedback: Feedback) -> Reason:
    words = str(feedback.get_state_display()).lower()
    return Reason(_("Phản ánh, kiến nghị này %s.") % words, code="stands_elsewhere")
