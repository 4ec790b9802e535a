"""Pages of hand-overs: list, one with its paper, confirmed or signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.organisation.handovers import commands, forms, guards, queries, tables
from sotay.organisation.handovers.models import Handover
from sotay.organisation.people.queries import get_seat, members
from sotay.organisation.tabs import address, crumb_to, tabs_for
from sotay.pages import once, run, url_of, url_of_known
from sotay.papers.answering import form_answer
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, NextAction, RecordPage, StateBadge, Step

TONES = {Handover.State.PREPARED: "now", Handover.State.DONE: "done", Handover.State.CANCELLED: "stop"}


def handover_list(request: HttpRequest) -> HttpResponse:
    """List the hand-overs the viewer may see."""
    actor = request.actor
    require(actor, "organisation.view_people")
    rows = queries.list_handovers(viewer=actor)
    if request.GET.get("export"):
        return answer(request, tables.Handovers(rows), title=_("Bàn giao"))
    return list_page(
        request,
        title=_("Bàn giao"),
        tabs=tabs_for(actor, active="handovers"),
        table=tables.Handovers(rows),
        empty=Empty(
            title=_("Chưa có bàn giao nào"),
            why=_(
                "Khi một vai trò đổi người, một trang ghi mọi việc đang giữ: việc dở dang, hạn trong 90 ngày, văn bản đang trình, hồ sơ để ở đâu. Bắt đầu từ trang của vai trò."
            ),
            basis=_("5.3 · Vai trò, trách nhiệm và quyền hạn; 7.1.6 · Tri thức của tổ chức"),
        ),
    )


def handover_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a hand-over: all the seat holds, and who confirmed."""
    actor = request.actor
    handover = queries.get_handover(uuid, viewer=actor)
    require(actor, "organisation.view_handover", handover)
    return record_page(
        request,
        page=_page(handover, actor),
        template="organisation/handovers/detail.html",
        context=_shown(handover, actor),
    )


def handover_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the paper of a hand-over, to be printed and signed by both."""
    actor = request.actor
    handover = queries.get_handover(uuid, viewer=actor)
    require(actor, "organisation.view_handover", handover)
    crumbs = [crumb_to(actor, "handovers"), Link(label=str(handover), url=url_of(handover))]
    return form_answer(request, "I-ban-giao", handover, crumbs=crumbs)


@once
def handover_prepare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Prepare the hand-over of a seat."""
    actor = request.actor
    seat = get_seat(uuid, viewer=actor)
    require(actor, "organisation.prepare_handover", seat)
    form = forms.PrepareForm(request.POST or None, request.FILES or None, viewer=actor, on=today(), seat=seat)
    if request.method == "POST" and run(form, commands.prepare_handover, seat, actor=actor, on=today()):
        messages.success(request, _("Đã lập bàn giao; chờ hai bên xác nhận."))
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Bàn giao vai trò"),
        kicker=f"{seat.named} – {seat.user}",
        submit=_("Lập bàn giao"),
        crumbs=[crumb_to(actor, "handovers")],
        cancel_url=url_of(seat),
        folded=("new_number", "new_date", "new_signer_name", "new_signer_title", "new_file"),
        template="organisation/people/seat_form.html",
        context={"people": members(viewer=actor, on=today())},
    )


@once
@require_POST
def handover_confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Confirm as giver or taker."""
    actor = request.actor
    handover = queries.get_handover(uuid, viewer=actor)
    require(actor, "organisation.confirm_handover", handover)
    form = forms.ConfirmForm(request.POST)
    if run(form, commands.confirm_handover, handover, actor=actor, on=today()):
        done = form.result.state == Handover.State.DONE  # type: ignore[attr-defined]
        messages.success(request, _("Đã bàn giao, vai trò đã chuyển.") if done else _("Đã xác nhận; còn chờ bên kia."))
        return redirect(url_of(handover))
    context = _shown(handover, actor) | {"form": form}
    return record_page(
        request,
        page=_page(handover, actor),
        template="organisation/handovers/detail.html",
        context=context,
    )


@once
def handover_sign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Enter the record both have signed on paper."""
    actor = request.actor
    handover = queries.get_handover(uuid, viewer=actor)
    require(actor, "organisation.sign_handover", handover)
    form = forms.SignForm(request.POST or None, request.FILES or None, viewer=actor, handover=handover)
    if request.method == "POST" and run(form, commands.sign_handover, handover, actor=actor, on=today()):
        messages.success(request, _("Đã bàn giao theo biên bản đã ký, vai trò đã chuyển."))
        return redirect(url_of(handover))
    return _handover_form(
        request, form, handover, title=_("Biên bản bàn giao đã ký"), submit=_("Ghi biên bản"), folded=()
    )


@once
def handover_cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Cancel a hand-over that is not finished."""
    actor = request.actor
    handover = queries.get_handover(uuid, viewer=actor)
    require(actor, "organisation.cancel_handover", handover)
    form = forms.CancelForm(request.POST or None, handover=handover)
    if request.method == "POST" and run(form, commands.cancel_handover, handover, actor=actor):
        messages.success(request, _("Đã hủy bàn giao; vai trò giữ nguyên."))
        return redirect(url_of(handover))
    return _handover_form(request, form, handover, title=_("Hủy bàn giao"), submit=_("Hủy bàn giao"))


def _handover_form(request: HttpRequest, form: Any, handover: Handover, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        kicker=str(handover),
        crumbs=[crumb_to(request.actor, "handovers")],
        cancel_url=url_of(handover),
        **words,
    )


def _shown(handover: Handover, actor: Any) -> dict[str, Any]:
    parts = [
        {
            "title": part.title,
            "lines": [
                (line, url_of_known(line.known, agency=actor.agency.short_name) if line.known else "")
                for line in part.lines
            ],
        }
        for part in queries.content_of(handover, on=today())
    ]
    return {"handover": handover, "parts": parts, "today": today(), "may_confirm": _may_confirm(handover, actor)}


def _may_confirm(handover: Handover, actor: Any) -> bool:
    asked = may(actor, "organisation.confirm_handover", handover)
    return asked and not any(guards.why_not_confirm(handover, by=actor.user))


def _page(handover: Handover, actor: Any) -> RecordPage:
    is_open = handover.state == Handover.State.PREPARED
    actions = [Action(label=_("In biên bản"), url=address(actor, "handover_paper", uuid=handover.uuid), icon="printer")]
    if is_open and may(actor, "organisation.sign_handover", handover):
        url = address(actor, "handover_sign", uuid=handover.uuid)
        actions.append(Action(label=_("Theo biên bản đã ký"), url=url, icon="signature"))
    if is_open and may(actor, "organisation.cancel_handover", handover):
        url = address(actor, "handover_cancel", uuid=handover.uuid)
        actions.append(Action(label=_("Hủy"), url=url, icon="x", danger=True))
    return RecordPage(
        title=_("Bàn giao %s") % handover.seat.named,
        kicker=f"{handover.seat.user} → {handover.to_user}",
        crumbs=[crumb_to(actor, "handovers")],
        state=StateBadge(label=handover.get_state_display(), tone=TONES[Handover.State(handover.state)]),
        steps=_steps(handover),
        next_action=_next(handover, actor) if is_open else None,
        actions=actions,
        **aside(handover, viewer=actor),
    )


def _steps(handover: Handover) -> list[Step]:
    done = handover.state == Handover.State.DONE
    by_paper = handover.paper_id is not None
    return [
        Step(label=_("Lập"), state="done"),
        Step(label=_("Bên giao xác nhận"), state="done" if handover.giver_confirmed_at or by_paper else "now"),
        Step(label=_("Bên nhận xác nhận"), state="done" if handover.taker_confirmed_at or by_paper else "now"),
        Step(label=_("Vai trò chuyển"), state="done" if done else "todo"),
    ]


def _next(handover: Handover, actor: Any) -> NextAction:
    waiting = [
        str(person)
        for person, at in (
            (handover.seat.user, handover.giver_confirmed_at),
            (handover.to_user, handover.taker_confirmed_at),
        )
        if at is None
    ]
    mine = _may_confirm(handover, actor)
    return NextAction(
        title=_("Đọc nội dung dưới đây rồi xác nhận") if mine else _("Chờ xác nhận"),
        note=_("Còn chờ: %s") % ", ".join(waiting),
    )
