"""Why an assignment cannot be given, taken, given back, done, confirmed or put off now."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.holding import Owner
from sotay.agency.models import Seat, Unit, User
from sotay.commands import Reason
from sotay.work.assignments.models import Assignment, Extension
from sotay.work.assignments.sight import oversees_all

State = Assignment.State
LONGEST_TITLE = Assignment._meta.get_field("title").max_length or 0


def why_not_give(
    actor: Actor, *, title: str, owner: Owner, due_date: date | None, helpers: Iterable[User] = (), on: date
) -> Iterator[Reason]:
    """Yield the reasons work cannot be given so: without words, owner or day, or to whom the actor may not give.

    A job carries out what was decided: nobody is asked again whether the day has passed or the seat is held.
    """
    if not title.strip():
        yield Reason(_("Cần ghi nội dung công việc."), code="title_missing", field="title")
    if len(title) > LONGEST_TITLE:
        yield Reason(
            _("Nội dung tối đa %s ký tự; phần dài hơn ghi ở Yêu cầu.") % LONGEST_TITLE,
            code="title_too_long",
            field="title",
        )
    if not owner:
        yield Reason(_("Cần chọn người hoặc chức danh thực hiện."), code="owner_missing", field="owner")
    elif owner.role in Seat.IN_A_UNIT and owner.unit is None:
        yield Reason(_("Chức danh này thuộc một đơn vị; cần chọn đơn vị."), code="unit_missing", field="owner")
    elif actor.user is not None:
        yield from _why_not_to(actor, owner, on=on)
    if due_date is None:
        yield Reason(_("Cần có hạn."), code="due_missing", field="due_date")
    elif due_date < on and actor.user is not None:
        yield Reason(_("Hạn đứng trước hôm nay."), code="due_past", field="due_date")
    wanted = {user.pk: user for user in helpers}
    seated = set(Seat.objects.of(actor).in_force(on).filter(user__in=wanted).values_list("user_id", flat=True))
    for user_id in wanted.keys() - seated if wanted and actor.user is not None else ():
        yield Reason(
            _("%s không còn giữ vai trò nào trong cơ quan.") % wanted[user_id], code="helper_left", field="helping"
        )


def _why_not_to(actor: Actor, owner: Owner, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a person cannot give to this owner: has left, the unit has ended, or it is another unit's."""
    units: set[int | None] = {owner.unit.pk} if owner.unit else set()
    if owner.user is not None:
        seats = Seat.objects.of(actor).in_force(on).filter(user=owner.user)
        units = set(seats.values_list("unit_id", flat=True))
        if not units:
            yield Reason(
                _("%s không còn giữ vai trò nào trong cơ quan; hãy chọn người khác.") % owner.user,
                code="owner_left",
                field="owner",
            )
            return
    elif owner.unit is not None and not Unit.objects.of(actor).in_force(on).filter(pk=owner.unit.pk).exists():
        yield Reason(
            _("%s đã kết thúc; hãy giao cho đơn vị tiếp nhận.") % owner.unit.name,
            code="unit_ended",
            fix=("organisation:unit_detail", owner.unit),
            field="owner",
        )
        return
    if not oversees_all(actor) and owner.user != actor.user and not units & actor.unit_ids():
        yield Reason(
            _(
                "Anh, chị giao việc được cho người trong đơn vị mình; giao cho đơn vị khác thì nhờ Thư ký ISO hoặc "
                "lãnh đạo."
            ),
            code="not_your_unit",
            field="owner",
        )


def may_give_to(actor: Actor, owner: Owner) -> bool:
    """Return whether the actor may give work to this owner today."""
    return not any(_why_not_to(actor, owner, on=today()))


def why_not_from(actor: Actor, origin: Any) -> Iterator[Reason]:
    """Yield the reason work cannot come from a record: the actor may not see it."""
    if origin is not None and actor.user is not None and subjects.find(subjects.ref_of(origin), viewer=actor) is None:
        yield Reason(_("Không tìm thấy hồ sơ mà công việc bắt nguồn."), code="origin_hidden")


def why_not_take(one: Assignment) -> Iterator[Reason]:
    """Yield the reason it cannot be taken or given back: it does not lie with its owner."""
    if one.state not in Assignment.WITH_OWNER:
        yield _state(one, "not_given")


def why_not_finish(one: Assignment, *, result: str, done_date: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons it cannot be reported as done: evidence is told, never a tick.

    Work may have been done before it was entered here (practice.md 1.1): the day of giving is shown, never compared.
    """
    if one.state not in Assignment.WITH_OWNER:
        yield _state(one, "not_open")
    if not result.strip():
        yield Reason(
            _("Cần ghi kết quả: đã làm gì, văn bản hoặc số liệu nào chứng minh."), code="result_missing", field="result"
        )
    if done_date is not None and done_date > on:
        yield Reason(_("Ngày hoàn thành không thể sau hôm nay."), code="done_in_future", field="done_date")


def why_not_confirm(one: Assignment) -> Iterator[Reason]:
    """Yield the reason it cannot be confirmed or sent back: nothing was reported."""
    if one.state != State.DONE:
        yield _state(one, "not_done")


def why_not_change(one: Assignment) -> Iterator[Reason]:
    """Yield the reason it cannot be changed or cancelled any more: it ended, or was reported and waits for a word."""
    if one.state not in Assignment.OPEN:
        yield _state(one, "not_open")


def why_not_ask(one: Assignment, *, wanted_date: date | None, reason: str, on: date) -> Iterator[Reason]:
    """Yield the reasons no later day can be asked for."""
    if one.state not in Assignment.WITH_OWNER:
        yield _state(one, "not_open")
    if one.extensions.filter(state=Extension.State.ASKED).exists():
        yield Reason(_("Đang có một lần xin gia hạn chờ trả lời."), code="asked_already")
    if wanted_date is None or wanted_date <= one.due_date:
        yield Reason(
            _("Hạn xin phải sau hạn hiện nay (%s).") % f"{one.due_date:%d/%m/%Y}", code="not_later", field="wanted_date"
        )
    elif wanted_date < on:
        yield Reason(_("Hạn xin đứng trước hôm nay."), code="wanted_past", field="wanted_date")
    if not reason.strip():
        yield Reason(_("Cần nêu lý do xin gia hạn."), code="reason_missing", field="reason")


def why_not_answer(one: Assignment, extension: Extension, *, granted: bool, answer: str) -> Iterator[Reason]:
    """Yield the reasons an extension cannot be answered so."""
    if extension.state != Extension.State.ASKED:
        yield Reason(_("Lần xin gia hạn này đã được trả lời."), code="answered_already")
    elif one.state not in Assignment.WITH_OWNER:
        yield _state(one, "not_open")
    if not granted and not answer.strip():
        yield Reason(_("Không gia hạn thì cần nêu lý do."), code="reason_missing", field="answer")


def reason_given(reason: str) -> Iterator[Reason]:
    """Yield that a reason is lacking."""
    if not reason.strip():
        yield Reason(_("Cần nêu lý do."), code="reason_missing", field="reason")


def _state(one: Assignment, code: str) -> Reason:
    said = {"code": one.code, "state": one.get_state_display().lower()}
    return Reason(_("Công việc %(code)s: %(state)s.") % said, code=code)
