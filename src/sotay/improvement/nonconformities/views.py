"""Pages of nonconformities: the register, one sheet, its printed form, what is like the one being logged."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.improvement.nonconformities import alike, filters, queries, tables
from sotay.improvement.nonconformities.rounds.queries import requests_from
from sotay.improvement.nonconformities.sheet_page import SheetShown
from sotay.improvement.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, part
from sotay.papers.answering import form_answer
from sotay.ui.pages import list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def nonconformity_list(request: HttpRequest) -> HttpResponseBase:
    """List the nonconformities: one list to closure, whatever they came from (form D8)."""
    actor, on = request.actor, today()
    require(actor, "improvement.view_nonconformities")
    rows = queries.list_nonconformities(viewer=actor)
    chosen = filters.Nonconformities(request.GET, queryset=rows, request=request)
    in_file = bool(request.GET.get("export"))
    table = tables.Nonconformities(chosen.qs, on=on, in_file=in_file)
    title = _("Sổ theo dõi sự không phù hợp")
    if in_file:
        return answer(request, table, title=title)
    log = Action(label=_("Ghi nhận"), url=address(actor, "nonconformity_new"), icon="plus", primary=True)
    logs = may(actor, "improvement.log_nonconformity")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="nonconformities"),
        filter=chosen,
        table=table,
        actions=[log] if logs else [],
        empty=Empty(
            title=_("Chưa ghi nhận sự không phù hợp nào"),
            why=_(
                "Ghi bốn điều: cái gì, ở đâu, khi nào, bằng chứng. Mức độ, nguyên nhân, kế hoạch do người khác ghi tiếp. "
                "Ai trong cơ quan cũng ghi được, từ trang của bất kỳ hồ sơ nào."
            ),
            basis=_("10.2 · Sự không phù hợp và hành động khắc phục"),
            action=log if logs else None,
        ),
    )


@guests_may_read
def nonconformity_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a sheet: what was found, put right, why it came about, what is done, whether it works."""
    actor = request.actor
    require(actor, "improvement.view_nonconformities")
    shown = shown_to(actor, slug)
    return record_page(
        request,
        page=shown.record_page(),
        template="improvement/nonconformities/detail.html",
        context={
            "shown": shown,
            "sheet": shown.sheet,
            "earlier": earlier_links(actor, shown.earlier),
            "tabs": tabs_for(actor, active="nonconformities"),
        },
    )


@guests_may_read
def nonconformity_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a sheet as its paper: the request for corrective action (form E1)."""
    actor = request.actor
    require(actor, "improvement.view_nonconformities")
    sheet = queries.get_nonconformity(slug, viewer=actor)
    back = address(actor, "nonconformity_detail", slug=slug)
    return form_answer(
        request, "E1", sheet, crumbs=[crumb_to(actor, "nonconformities"), Link(label=sheet.code, url=back)]
    )


def nonconformity_alike(request: HttpRequest) -> HttpResponse:
    """Show which sheets are like what is being typed; asked for while somebody logs."""
    actor = request.actor
    require(actor, "improvement.log_nonconformity")
    unit = Unit.objects.of(actor).filter(pk=whole(request.GET.get("unit", ""))).first()
    clause = request.GET.get("clause", "")
    found = alike.earlier_like(
        viewer=actor, on=today(), what=request.GET.get("what", "")[:1000], unit_id=unit.pk if unit else None,
        clause=clause,
    )  # fmt: skip
    context = {"earlier": earlier_links(actor, found)}
    return render(request, part(request, "improvement/nonconformities/alike.html", "alike"), context)


def shown_to(actor: Actor, slug: str) -> SheetShown:
    """Return a sheet as its page shows it."""
    on = today()
    page = queries.get_page(slug, viewer=actor)
    sheet, one = page.sheet, page.round_now
    found = alike.earlier_like(
        viewer=actor, on=sheet.found_date, what=sheet.what, unit_id=sheet.unit_id, clause=sheet.clause, but=sheet.pk,
        cause=one.root_cause if one else "",
    )  # fmt: skip
    requests = list(requests_from(sheet).select_related("agency", "document").order_by("code"))
    return SheetShown(page, actor, earlier=found, requests=requests, on=on)


def earlier_links(actor: Actor, found: list[alike.Earlier] | Any) -> list[tuple[alike.Earlier, str]]:
    """Return sheets that are like one with their addresses."""
    return [(one, address(actor, "nonconformity_detail", slug=one.sheet.slug)) for one in found]


def origin_in(request: HttpRequest, actor: Actor) -> Any:
    """Return the record `?origin=TYPE:UUID` names, None for none or one the viewer may not see."""
    of_type, _colon, uuid = request.GET.get("origin", "").partition(":")
    try:
        return subjects.find(subjects.Ref(of_type, UUID(uuid)), viewer=actor)
    except ValueError:
        return None


def whole(text: str) -> int | None:
    """Return a key typed by a form, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004  digits of a key
