"""Pages of seats: given one by one or by one decision, changed, moved, ended."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.agency.models import Seat, Unit, User
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.organisation.people import commands, forms, queries
from sotay.organisation.tabs import address, crumb_to
from sotay.pages import once, run, url_of
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, Link, RecordPage

LINES, MOST_LINES = 6, 60
TEMPLATE = "organisation/people/seat_form.html"


def seat_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a seat: who holds it, since when, by which decision, and to whom it is lent."""
    actor = request.actor
    require(actor, "organisation.view_people")
    seat = queries.get_seat(uuid, viewer=actor)
    over = seat.to_date is not None and seat.to_date < today()
    actions = []
    may_delegate = may(actor, "organisation.delegate_seat", seat)
    if not over and may_delegate:
        url = address(actor, "delegation_give", uuid=seat.uuid)
        actions.append(Action(label=_("Ủy quyền"), url=url, icon="signature"))
    if not over and may(actor, "organisation.prepare_handover", seat):
        url = address(actor, "handover_prepare", uuid=seat.uuid)
        actions.append(Action(label=_("Bàn giao"), url=url, icon="route"))
    if may(actor, "organisation.manage_people", seat):
        actions.append(Action(label=_("Sửa"), url=address(actor, "seat_change", uuid=seat.uuid), icon="pencil"))
        if not over:
            actions += _for_standing(actor, seat)
    delegations = seat.delegations.select_related("to_user", "decision").order_by("-from_date")
    return record_page(
        request,
        page=RecordPage(
            title=f"{seat.named} – {seat.user}",
            kicker=seat.unit.name if seat.unit else seat.agency.name,
            crumbs=[
                crumb_to(actor, "people"),
                Link(label=seat.user.full_name, url=address(actor, "person_detail", uuid=seat.user.uuid)),
            ],
            actions=actions,
            **aside(seat, viewer=actor),
        ),
        template="organisation/people/seat.html",
        context={"seat": seat, "delegations": delegations, "may_delegate": may_delegate, "today": today()},
    )


def _for_standing(actor: Any, seat: Seat) -> list[Action]:
    actions = [
        Action(label=_("Kết thúc"), url=address(actor, "seat_end", uuid=seat.uuid), icon="circle-x", danger=True)
    ]
    if seat.unit_id:
        url = address(actor, "seat_transfer", uuid=seat.uuid)
        actions.insert(0, Action(label=_("Chuyển đơn vị"), url=url, icon="arrow-right"))
    return actions


@once
def seat_give(request: HttpRequest) -> HttpResponse:
    """Give a seat to a person who has an account."""
    actor = request.actor
    require(actor, "organisation.manage_people")
    initial = {"person": request.GET.get("person", ""), "role": request.GET.get("role", "")}
    form = forms.GiveSeatForm(request.POST or None, request.FILES or None, viewer=actor, on=today(), initial=initial)
    if request.method == "POST" and run(form, commands.give_seat, actor.agency, actor=actor, on=today()):
        messages.success(request, _("Đã giao vai trò %s.") % form.result.named)
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Giao vai trò"),
        submit=_("Giao vai trò"),
        crumbs=[crumb_to(actor, "people")],
        cancel_url=address(actor, "person_list"),
        template=TEMPLATE,
        context={"people": queries.members(viewer=actor, on=today())},
    )


@once
def seat_appoint(request: HttpRequest) -> HttpResponse:
    """Give any number of seats by one decision (practice.md 1.2, 1.3)."""
    actor = request.actor
    require(actor, "organisation.manage_people")
    wanted = request.POST.get("lines-TOTAL_FORMS") or request.GET.get("lines", "")
    count = min(max(int(wanted) if str(wanted).isdigit() else LINES, 1), MOST_LINES)
    units = Unit.objects.of(actor).in_force(today()).order_by("order", "name_sort")
    choices: list[tuple[Any, str]] = [("", _("(toàn cơ quan)")), *((unit.pk, unit.name) for unit in units)]
    form_set = django_forms.formset_factory(
        forms.AppointmentLine, extra=count, max_num=MOST_LINES, absolute_max=MOST_LINES
    )
    form = forms.AppointmentForm(request.POST or None, request.FILES or None)
    lines = form_set(
        request.POST or None, prefix="lines", form_kwargs={"viewer": actor, "on": today(), "units": choices}
    )
    if request.method == "POST" and _appoint(form, lines, actor=actor):
        count = len(form.result)
        messages.success(request, _("Đã giao %d vai trò theo một quyết định.") % count)
        return redirect(url_of(form.result[0].decision))
    return form_page(
        request,
        form=form,
        title=_("Giao vai trò theo quyết định"),
        intro=_(
            "Một quyết định có thể giao nhiều vai trò; dòng để trống không tính. Hoặc giao tất cả, hoặc không giao vai trò nào."
        ),
        submit=_("Giao các vai trò"),
        crumbs=[crumb_to(actor, "people")],
        cancel_url=address(actor, "person_list"),
        folded=("summary", "signer_name", "signer_title", "file"),
        template="organisation/people/appoint.html",
        context={
            "lines": lines,
            "people": queries.members(viewer=actor, on=today()),
            "more_url": f"?lines={min(count + LINES, MOST_LINES)}",
        },
    )


def _appoint(form: forms.AppointmentForm, lines: Any, *, actor: Any) -> bool:
    """Bring decision and lines to one command."""

    def give(*, actor: Any, from_date: Any, **typed: Any) -> Any:
        return commands.give_seats(
            actor.agency,
            actor=actor,
            on=today(),
            from_date=from_date or typed["date"],
            decision=commands.NewDecision(**typed),
            seats=[line.line for line in lines if line.line],
        )

    form.is_valid()
    if not lines.is_valid():
        form.add_error(None, _("Có dòng chưa đúng, xin xem bên dưới."))
    elif not any(line.line for line in lines):
        form.add_error(None, _("Ghi ít nhất một người."))
    return run(form, give, actor=actor)


@once
def seat_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Correct how a seat is titled, held and founded."""
    actor = request.actor
    seat = queries.get_seat(uuid, viewer=actor)
    require(actor, "organisation.manage_people", seat)
    form = forms.ChangeSeatForm(request.POST or None, request.FILES or None, seat=seat, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.change_seat, seat, actor=actor, on=today()):
        messages.success(request, _("Đã lưu vai trò."))
        return redirect(url_of(seat))
    return _seat_form(request, form, seat, title=_("Sửa vai trò"), submit=_("Lưu"), folded=())


@once
def seat_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End a seat on a day."""
    actor = request.actor
    seat = queries.get_seat(uuid, viewer=actor)
    require(actor, "organisation.manage_people", seat)
    form = forms.EndSeatForm(request.POST or None, seat=seat, on=today())
    if request.method == "POST" and run(form, commands.end_seat, seat, actor=actor):
        messages.success(request, _("Đã ghi ngày kết thúc vai trò."))
        return redirect(url_of(seat))
    return _seat_form(request, form, seat, title=_("Kết thúc vai trò"), submit=_("Kết thúc vai trò"))


@once
def seat_transfer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Move a person's seat to another unit."""
    actor = request.actor
    seat = queries.get_seat(uuid, viewer=actor)
    require(actor, "organisation.manage_people", seat)
    form = forms.TransferSeatForm(request.POST or None, request.FILES or None, seat=seat, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.transfer_seat, seat, actor=actor, on=today()):
        messages.success(request, _("Đã chuyển đơn vị."))
        return redirect(url_of(form.result))
    return _seat_form(request, form, seat, title=_("Chuyển đơn vị"), submit=_("Chuyển đơn vị"))


def _seat_form(request: HttpRequest, form: Any, seat: Seat, **words: Any) -> HttpResponse:
    person: User = seat.user
    return form_page(
        request,
        form=form,
        kicker=f"{seat.named} – {person}",
        crumbs=[crumb_to(request.actor, "people")],
        cancel_url=url_of(seat),
        **words,
    )
