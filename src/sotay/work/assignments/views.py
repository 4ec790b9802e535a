"""Pages of assignments: what I am to do, what I gave, all that I see; and one of them."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.holding import Holders
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.exchange import export
from sotay.pages import url_of_known
from sotay.ui.formats import ngay
from sotay.ui.pages import list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, Link, NextAction, Reason, RecordPage, StandingBadge, StateBadge, Step
from sotay.work.assignments import filters, queries, tables
from sotay.work.assignments.models import Assignment
from sotay.work.tabs import address, crumb_to, tabs_for

State = Assignment.State
SOON = timedelta(days=7)
TONES = {
    State.GIVEN: "now",
    State.TAKEN: "now",
    State.RETURNED: "warn",
    State.DONE: "now",
    State.CONFIRMED: "done",
    State.CANCELLED: "stop",
}


def assignment_list(request: HttpRequest) -> HttpResponseBase:
    """List what the viewer is to do or helps with."""
    require(request.actor, "work.list_assignments")
    return _list(
        request,
        queries.MINE,
        tab="assigned",
        title=_("Việc được giao"),
        none=_("Chưa có việc nào được giao cho anh, chị"),
    )


def assignment_given_list(request: HttpRequest) -> HttpResponseBase:
    """List what the viewer, or the seat held, gave to others."""
    require(request.actor, "work.list_assignments")
    return _list(request, queries.GIVEN, tab="given", title=_("Việc đã giao"), none=_("Anh, chị chưa giao việc nào"))


def assignment_all_list(request: HttpRequest) -> HttpResponseBase:
    """List all that the viewer oversees: of the agency, or of the own unit."""
    require(request.actor, "work.oversee_assignments")
    return _list(request, queries.ALL, tab="all", title=_("Tất cả công việc"), none=_("Chưa có công việc nào"))


def _list(request: HttpRequest, part: str, *, tab: str, title: str, none: str) -> HttpResponseBase:
    actor, on = request.actor, today()
    rows = queries.list_assignments(viewer=actor, part=part)
    chosen = filters.Assignments(request.GET, queryset=rows, request=request)
    table = tables.Assignments(chosen.qs, holders=Holders([actor.agency.pk], on=on), on=on)
    if request.GET.get("export"):
        return export.answer(request, table, title=title)
    give = Action(label=_("Giao việc"), url=address(actor, "assignment_give"), icon="plus", primary=True)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active=tab),
        filter=chosen,
        table=table,
        actions=[give],
        empty=Empty(
            title=none,
            why=_(
                "Công việc được giao cho người hoặc chức danh, có hạn và kết quả; bắt nguồn từ mục tiêu, kết luận, "
                "điểm không phù hợp hay hồ sơ bất kỳ."
            ),
            basis=_("6.2.2 · Hoạch định để đạt mục tiêu; 5.3 · Trách nhiệm và quyền hạn"),
            action=give,
        ),
    )


def assignment_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an assignment: the way it goes, the one thing to do next, its result and what was asked."""
    actor, on = request.actor, today()
    page = queries.get_assignment_page(slug, viewer=actor, on=on)
    one = page.assignment
    require(actor, "work.view_assignment", one)
    owns, decides = may(actor, "work.do_assignment", one), may(actor, "work.decide_assignment", one)
    beside = aside(one, viewer=actor)
    return record_page(
        request,
        page=RecordPage(
            title=one.title,
            kicker=f"{_('Công việc')} {one.code}",
            crumbs=[_crumb(actor, owns=owns, decides=decides)],
            standing=_standing(one, on=on),
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=_actions(actor, page, owns=owns, decides=decides),
            steps=_steps(one),
            next_action=_next(actor, page, owns=owns, decides=decides),
            blocked=_blocked(actor, page, decides=decides),
            facts=_facts(page, late=tables.lateness(one, on=on)),
            **beside | {"links": [*_links(actor, page), *(beside["links"] or ())]},
        ),
        template="work/assignments/detail.html",
        context={"shown": page, "one": one, "decides": decides},
    )


def _crumb(actor: Actor, *, owns: bool, decides: bool) -> Link:
    key = "assigned" if owns else "given"
    if not owns and not decides:
        key = "all" if may(actor, "work.oversee_assignments") else "assigned"
    return crumb_to(actor, key)


def _standing(one: Assignment, *, on: Any) -> StandingBadge | None:
    if one.state not in Assignment.OPEN:
        return None
    if one.due_date < on:
        return StandingBadge(kind="overdue")
    return StandingBadge(kind="due_soon") if one.due_date <= on + SOON else None


def _next(actor: Actor, page: queries.AssignmentPage, *, owns: bool, decides: bool) -> NextAction | None:
    """Return the one thing to do next, or who is awaited."""
    one = page.assignment
    if one.state in Assignment.ENDED:
        return None
    if decides and (step := _to_decide(actor, page)):
        return step
    if owns and one.state in Assignment.WITH_OWNER:
        return _to_do(actor, one)
    if one.state in Assignment.WITH_GIVER:
        return NextAction(title=_("Chờ %s") % page.awaited, note=str(one.get_state_display()))
    return NextAction(title=_("Chờ %s") % page.owner, note=_("Hạn %s") % ngay(one.due_date)) if page.held else None


def _to_decide(actor: Actor, page: queries.AssignmentPage) -> NextAction | None:
    """Return what waits for who gave it."""
    one = page.assignment
    if one.state == State.DONE:
        action = _button(actor, one, "confirm", _("Xác nhận hoàn thành"), "circle-check", post=True)
        note = _("Xem kết quả và minh chứng bên dưới; chưa đạt thì trả lại làm tiếp.")
        return NextAction(title=_("Xác nhận kết quả"), note=note, action=action)
    if one.state == State.RETURNED:
        action = _button(actor, one, "change", _("Sửa và giao lại"), "pencil")
        return NextAction(title=_("Công việc bị trả lại: %s") % one.state_reason, action=action)
    if page.asked is not None:
        url = address(actor, "extension_answer", slug=one.slug, uuid=page.asked.uuid)
        action = Action(label=_("Trả lời"), url=url, icon="message", primary=True)
        said = {"who": page.asked.asked_by, "day": ngay(page.asked.wanted_date)}
        return NextAction(title=_("%(who)s xin gia hạn đến %(day)s") % said, note=page.asked.reason, action=action)
    return None


def _to_do(actor: Actor, one: Assignment) -> NextAction:
    """Return what waits for its owner."""
    if one.state == State.GIVEN:
        action = _button(actor, one, "take", _("Nhận việc"), "check", post=True)
        note = _("Nhận để người giao biết đã có người làm; không phải việc của mình thì trả lại, nêu lý do.")
        return NextAction(title=_("Nhận việc"), note=note, action=action)
    action = _button(actor, one, "finish", _("Báo kết quả"), "send")
    note = _("Cần làm tiếp: %s") % one.state_reason if one.state_reason else _("Hạn %s") % ngay(one.due_date)
    return NextAction(title=_("Báo kết quả khi hoàn thành"), note=note, action=action)


def _blocked(actor: Actor, page: queries.AssignmentPage, *, decides: bool) -> list[Blocked]:
    """Tell why nobody works on it now."""
    one = page.assignment
    if page.held or one.state not in Assignment.WITH_OWNER:
        return []
    if one.owner_user_id:
        text = _("%s không còn giữ vai trò nào trong cơ quan: cần giao lại cho người khác.") % page.owner
    else:
        text = _("%s: chưa có người giữ. Công việc chờ người giữ chức danh, hoặc giao cho người khác.") % page.owner
    url = address(actor, "assignment_change", slug=one.slug) if decides else ""
    return [Blocked(title=_("Chưa có người thực hiện"), reasons=[Reason(text=text, url=url)])]


def _actions(actor: Actor, page: queries.AssignmentPage, *, owns: bool, decides: bool) -> list[Action]:
    one, found = page.assignment, []
    if owns and one.state in Assignment.WITH_OWNER:
        if one.state == State.GIVEN:
            found.append(_button(actor, one, "finish", _("Báo kết quả"), "send", primary=False))
        url = address(actor, "extension_ask", slug=one.slug)
        waits = page.asked is not None
        note = _("Đang chờ người giao trả lời.") if waits else ""
        found.append(Action(label=_("Xin gia hạn"), url=url, icon="hourglass", disabled=waits, note=note))
        found.append(_button(actor, one, "give_back", _("Trả lại người giao"), "arrow-back-up", primary=False))
    if decides and one.state == State.DONE:
        found.append(_button(actor, one, "send_back", _("Trả lại làm tiếp"), "arrow-back-up", primary=False))
    if decides and one.state in Assignment.OPEN:
        if one.state != State.RETURNED:
            found.append(_button(actor, one, "change", _("Sửa"), "pencil", primary=False))
        url = address(actor, "assignment_cancel", slug=one.slug)
        found.append(Action(label=_("Hủy"), url=url, icon="circle-x", danger=True))
    return found


def _button(
    actor: Actor, one: Assignment, name: str, label: str, icon: str, *, post: bool = False, primary: bool = True
) -> Action:
    """Return the button of an act; one that posts at once says which version its page was read with."""
    url = address(actor, f"assignment_{name}", slug=one.slug)
    return Action(
        label=label, url=f"{url}?version={one.version}" if post else url, icon=icon, post=post, primary=primary
    )


def _steps(one: Assignment) -> list[Step]:
    cancelled = one.state == State.CANCELLED
    rest = "skipped" if cancelled else "todo"
    taken = "done" if one.taken_date else "now" if one.state == State.GIVEN else rest
    done = "done" if one.done_date else "now" if one.state == State.TAKEN else rest
    confirmed = {State.CONFIRMED: "done", State.DONE: "now"}.get(State(one.state), rest)
    ended = _day(one.ended_date)
    return [
        Step(label=_("Giao"), state="now" if one.state == State.RETURNED else "done", note=_day(one.given_date)),
        Step(label=_("Nhận"), state=taken, note=_day(one.taken_date)),
        Step(label=_("Báo kết quả"), state=done, note=_day(one.done_date)),
        Step(label=_("Xác nhận"), state=confirmed, note=_("đã hủy %s") % ended if cancelled else ended),
    ]


def _day(value: Any) -> str:
    return ngay(value) if value else ""


def _facts(page: queries.AssignmentPage, *, late: str) -> list[tuple[str, Any]]:
    one = page.assignment
    facts: list[tuple[str, Any]] = [
        (_("Người thực hiện"), page.owner),
        (_("Người giao"), page.giver),
        (_("Phối hợp"), ", ".join(str(user) for user in page.helpers)),
        (_("Ngày giao"), ngay(one.given_date)),
        (_("Hạn"), f"{ngay(one.due_date)} ({late})" if late else ngay(one.due_date)),
    ]
    if one.origin_text:
        facts.append((_("Bắt nguồn từ"), one.origin_text))
    if one.state_reason and one.state in {State.RETURNED, State.CANCELLED, State.TAKEN}:
        facts.append((_("Lý do trả lại, hủy"), one.state_reason))
    return facts


def _links(actor: Actor, page: queries.AssignmentPage) -> list[Link]:
    if page.origin is None:
        return []
    url = url_of_known(page.origin, agency=actor.agency.short_name)
    return [Link(label=page.origin.title, url=url, note=page.origin.label)]
