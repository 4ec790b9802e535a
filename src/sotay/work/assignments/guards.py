"""Why an assignment cannot be given, taken, given back, done, confirmed or put off now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Owner
from sotay.agency.predicates import leads, runs_system
from sotay.commands import Reason
from sotay.work.assignments.models import Assignment, Extension

State = Assignment.State


def why_not_give(actor: Actor, *, title: str, owner: Owner, due_date: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons work cannot be given so: without words, owner or day, or to a unit that is not one's own."""
    if not title.strip():
        yield Reason(_("Cần ghi nội dung công việc."), code="title_missing", field="title")
    if not owner:
        yield Reason(_("Cần chọn người hoặc vai trò thực hiện."), code="owner_missing", field="owner")
    elif not may_give_to(actor, owner):
        yield Reason(
            _("Bạn giao việc được cho người trong đơn vị mình; giao cho đơn vị khác thì nhờ Thư ký ISO hoặc lãnh đạo."),
            code="not_your_unit",
            field="owner",
        )
    if due_date is None:
        yield Reason(_("Cần có hạn."), code="due_missing", field="due_date")
    elif due_date < on:
        yield Reason(_("Hạn đứng trước hôm nay."), code="due_past", field="due_date")


def may_give_to(actor: Actor, owner: Owner) -> bool:
    """Return whether the actor may give work to this owner: all for who runs or leads the system, else the own unit."""
    if runs_system(actor, None) or leads(actor, None) or actor.user is None:
        return True
    if owner.user is not None and owner.user.pk == actor.user.pk:
        return True
    units = actor.unit_ids()
    if owner.unit is not None:
        return owner.unit.pk in units
    return bool(owner.user_units & units)


def why_not_take(one: Assignment) -> Iterator[Reason]:
    """Yield the reasons it cannot be taken or given back to its giver."""
    if one.state not in {State.GIVEN, State.TAKEN}:
        yield _state(one, "not_given")


def why_not_finish(one: Assignment, *, result: str, done_date: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons it cannot be reported as done: evidence is told, never a tick."""
    if one.state not in {State.GIVEN, State.TAKEN, State.RETURNED}:
        yield _state(one, "not_open")
    if not result.strip():
        yield Reason(
            _("Cần ghi kết quả: đã làm gì, văn bản hoặc số liệu nào chứng minh."), code="result_missing", field="result"
        )
    if done_date is not None and done_date > on:
        yield Reason(_("Ngày hoàn thành không thể sau hôm nay."), code="done_in_future", field="done_date")
    if done_date is not None and done_date < one.given_date:
        yield Reason(_("Ngày hoàn thành đứng trước ngày giao."), code="done_before_given", field="done_date")


def why_not_confirm(one: Assignment) -> Iterator[Reason]:
    """Yield the reasons it cannot be confirmed or sent back: nothing was reported."""
    if one.state != State.DONE:
        yield _state(one, "not_done")


def why_not_change(one: Assignment) -> Iterator[Reason]:
    """Yield the reasons it cannot be changed or cancelled any more."""
    if one.state in Assignment.ENDED or one.state == State.DONE:
        yield _state(one, "ended")


def why_not_ask(one: Assignment, *, wanted_date: date | None, reason: str) -> Iterator[Reason]:
    """Yield the reasons no later day can be asked for."""
    if one.state not in Assignment.OPEN:
        yield _state(one, "not_open")
    if one.extensions.filter(state=Extension.State.ASKED).exists():
        yield Reason(_("Đang có một lần xin gia hạn chờ trả lời."), code="asked_already")
    if wanted_date is None or wanted_date <= one.due_date:
        yield Reason(
            _("Hạn xin phải sau hạn hiện nay (%s).") % f"{one.due_date:%d/%m/%Y}", code="not_later", field="wanted_date"
        )
    if not reason.strip():
        yield Reason(_("Cần nêu lý do xin gia hạn."), code="reason_missing", field="reason")


def why_not_answer(extension: Extension, *, granted: bool, answer: str) -> Iterator[Reason]:
    """Yield the reasons an extension cannot be answered so."""
    if extension.state != Extension.State.ASKED:
        yield Reason(_("Lần xin gia hạn này đã được trả lời."), code="answered_already")
    if extension.assignment.state not in Assignment.OPEN:
        yield _state(extension.assignment, "not_open")
    if not granted and not answer.strip():
        yield Reason(_("Không gia hạn thì cần nêu lý do."), code="reason_missing", field="answer")


def reason_given(reason: str) -> Iterator[Reason]:
    """Yield that a reason is lacking."""
    if not reason.strip():
        yield Reason(_("Cần nêu lý do."), code="reason_missing", field="reason")


def _state(one: Assignment, code: str) -> Reason:
    said = {"code": one.code, "state": one.get_state_display().lower()}
    return Reason(_("Công việc %(code)s %(state)s.") % said, code=code)
