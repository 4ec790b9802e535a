"""Pages of a year: the tree and the units, the list of all objectives, several sets submitted under one decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange import export
from sotay.pages import guests_may_read, once, run, shown, url_of
from sotay.planning.objectives.commands import submit_sets
from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.objectives.set_page import TONES
from sotay.planning.results.verdicts import TONES as VERDICT_TONES
from sotay.planning.results.verdicts import Verdict
from sotay.planning.tabs import address, crumb_to, tabs_for
from sotay.planning.year import filters, forms, queries, tables
from sotay.planning.year.queries import Place, Year
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.parameters import parameter_of
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty, Tab

PER_PAGE = 50
SET_DUE = "objectives.set.due"
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@guests_may_read
def objectives(request: HttpRequest) -> HttpResponse:
    """Show the objectives of a year: the agency's with those of the units below, each unit's set and who holds it up."""
    actor = request.actor
    require(actor, "planning.view_objectives")
    year = _year(request)
    page = queries.get_year(viewer=actor, year=year, on=today())
    manages = may(actor, "planning.manage_sets")
    return render(
        request,
        "planning/year/year.html",
        {
            "title": _("Mục tiêu chất lượng năm %d") % year,
            "tabs": tabs_for(actor, active="objectives"),
            "years": _years(actor, page.years, active=year),
            "page": page,
            "rows": [_row(actor, place, year=year) for place in page.places],
            "actions": _actions(actor, page),
            "empty": _empty(actor, year) if page.is_empty else None,
            "approved": sum(not place.lacks_set for place in page.units),
            "verdicts": _verdicts(page.places),
            "untied_url": f"{address(actor, 'objective_list')}?year={year}&tied=no" if page.untied else "",
            "reminder": _reminder(request, page) if manages and page.to_remind and not page.is_empty else "",
        },
    )


@guests_may_read
def objective_list(request: HttpRequest) -> HttpResponseBase:
    """List all objectives of a year, narrowed, sorted, as a file."""
    actor = request.actor
    require(actor, "planning.view_objectives")
    year = _year(request)
    chosen = filters.Objectives(request.GET, queries.list_objectives(viewer=actor, year=year, on=today()))
    table = tables.Objectives(chosen.qs)
    title = _("Danh sách mục tiêu năm %d") % year
    if request.GET.get("export"):
        table.columns.show("owner")
        return export.answer(request, table, title=title)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="objectives"),
        crumbs=[crumb_to(actor, "objectives")],
        filter=chosen,
        table=table,
        per_page=PER_PAGE,
        empty=_empty(actor, year),
    )


@once
def sets_submit(request: HttpRequest, year: int) -> HttpResponse:
    """Submit the complete drafts of a year under one decision."""
    actor = request.actor
    require(actor, "planning.begin_sets")
    drafts = queries.list_drafts(viewer=actor, year=year)
    form = forms.SubmitSets(request.POST or None, drafts=drafts)
    if request.method == "POST" and run(form, _submit, actor=actor, on=today()):
        messages.success(request, _("Đã trình phê duyệt."))
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    lacking = [(one.set, url_of(one.set), shown(one.reasons, actor)) for one in drafts if one.reasons]
    return form_page(
        request,
        form=form,
        title=_("Trình mục tiêu năm %d") % year,
        intro=_(
            "Các bộ mục tiêu được chọn trình chung một lần và được phê duyệt bằng một quyết định; người phê duyệt có thể "
            "để riêng từng bộ lại kèm lý do."
        ),
        submit=_("Trình phê duyệt"),
        crumbs=[crumb_to(actor, "objectives")],
        cancel_url=f"{address(actor, 'objectives')}?year={year}",
        folded=(),
        template="planning/year/submit.html",
        context={"lacking": lacking, "complete": len(drafts) - len(lacking)},
    )


def _submit(*, sets: list[ObjectiveSet], **more: object) -> object:
    return submit_sets(sets, **more)  # type: ignore[arg-type]


def _year(request: HttpRequest) -> int:
    """Return the year asked for, this one for none."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == len("2026") else 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else today().year


def _years(actor: Actor, years: tuple[int, ...], *, active: int) -> list[Tab]:
    url = address(actor, "objectives")
    return [Tab(label=str(year), url=f"{url}?year={year}", active=year == active) for year in years]


def _row(actor: Actor, place: Place, *, year: int) -> dict[str, object]:
    """Return a unit as a row: its sets with their states, who holds it up, how its objectives go, what to do."""
    sets = [one for one in (place.holding, place.prepared) if one]
    own = ObjectiveSet(agency=actor.agency, unit=place.unit)
    begins = (
        not sets and (place.unit is None or place.unit.ended_date is None) and may(actor, "planning.write_set", own)
    )
    return {
        "place": place,
        "sets": [(one, url_of(one), TONES[ObjectiveSet.State(one.state)]) for one in sets],
        "counts": _verdicts([place]),
        "begin": _begin_url(actor, place, year=year) if begins else "",
        "hand_over": _hand_over_url(actor, place),
    }


def _begin_url(actor: Actor, place: Place, *, year: int) -> str:
    unit = f"unit={place.unit.pk}&" if place.unit else ""
    return f"{address(actor, 'set_begin')}?{unit}year={year}"


def _hand_over_url(actor: Actor, place: Place) -> str:
    """Return where the objectives of a unit that ended are given to its successors, for whoever may."""
    one = place.holding
    open_ = one is not None and one.state != ObjectiveSet.State.CLOSED
    if not open_ or place.unit is None or place.unit.ended_date is None or not may(actor, "planning.manage_sets", one):
        return ""
    return address(actor, "set_hand_over", slug=one.slug)  # type: ignore[union-attr]


def _verdicts(places: list[Place] | tuple[Place, ...]) -> list[tuple[str, int, str]]:
    """Return the verdicts that occur, each with its word, how many and its colour; while nothing was told, none."""
    told = [place for place in places if place.period]
    counts = {word: sum(place.counts[word] for place in told) for word in Verdict.values}
    return [
        (str(Verdict(word).label), number, VERDICT_TONES[Verdict(word)]) for word, number in counts.items() if number
    ]


def _actions(actor: Actor, page: Year) -> list[Action]:
    """Return what can be done with the year: submit, carry, list, import, export."""
    listed = f"{address(actor, 'objective_list')}?year={page.year}"
    actions = [Action(label=_("Danh sách"), url=listed, icon="list-check")] if not page.is_empty else []
    if not may(actor, "planning.begin_sets"):
        return actions
    writes = [
        place
        for place in page.places
        if may(actor, "planning.write_set", ObjectiveSet(agency=actor.agency, unit=place.unit))
    ]
    if may(actor, "planning.import_objectives"):
        url = reverse("exchange:import_start", kwargs={"agency": actor.agency.short_name, "kind": "objectives"})
        actions.append(Action(label=_("Nhập từ tệp"), url=url, icon="upload"))
    this = today().year
    if this <= page.year <= this + 1 and page.year - 1 in page.years and any(place.shown is None for place in writes):
        url = address(actor, "sets_carry", year=page.year)
        actions.append(Action(label=_("Chép từ năm %d") % (page.year - 1), url=url, icon="copy"))
    if page.year == this and not page.is_empty and this + 1 not in page.years:
        url = address(actor, "sets_carry", year=this + 1)
        actions.append(Action(label=_("Lập mục tiêu năm %d") % (this + 1), url=url, icon="copy"))
    drafts = [place for place in writes if place.prepared and place.prepared.state == ObjectiveSet.State.DRAFT]
    if drafts:
        url = address(actor, "sets_submit", year=page.year)
        label = ngettext("Trình %d bộ đang soạn", "Trình %d bộ đang soạn", len(drafts)) % len(drafts)
        actions.append(Action(label=label, url=url, icon="send", primary=True))
    return actions


def _empty(actor: Actor, year: int) -> Empty:
    begins = may(actor, "planning.begin_sets")
    begin = Action(
        label=_("Lập bộ mục tiêu"), url=f"{address(actor, 'set_begin')}?year={year}", icon="plus", primary=True
    )
    carry = Action(label=_("Chép từ năm %d") % (year - 1), url=address(actor, "sets_carry", year=year), icon="copy")
    return Empty(
        title=_("Chưa có mục tiêu chất lượng năm %d") % year,
        why=_(
            "Cơ quan và từng đơn vị đặt mục tiêu đo được cho năm: chỉ tiêu bao nhiêu, tính thế nào, ai chịu trách nhiệm, "
            "báo cáo khi nào; kèm kế hoạch thực hiện. Bộ mục tiêu được phê duyệt một lần, kết quả báo cáo theo kỳ."
        ),
        basis=_("6.2 · Mục tiêu chất lượng và hoạch định để đạt được mục tiêu"),
        action=begin if begins else None,
        sample=carry if begins else None,
    )


def _reminder(request: HttpRequest, page: Year) -> str:
    """Return words that can be sent to the units whose set is not approved yet."""
    actor = request.actor
    values = values_of([actor.agency.pk])
    kept = values.kept(actor.agency.pk, SET_DUE, today().replace(year=page.year, month=1, day=1))
    due = parameter_of(SET_DUE).kind.due(kept, page.year)  # type: ignore[attr-defined]
    lines = [
        _("Đề nghị các đơn vị sau trình mục tiêu chất lượng và kế hoạch năm %(year)d, hạn phê duyệt %(due)s:")
        % {"year": page.year, "due": ngay(due)}
    ]
    for place in page.to_remind:
        state = place.prepared.get_state_display().lower() if place.prepared else _("chưa có")
        who = f", {place.waits_for}" if place.waits_for else ""
        lines.append(f"- {place.name}: {state}{who}")
    lines.append(request.build_absolute_uri(f"{address(actor, 'objectives')}?year={page.year}"))
    return "\n".join(lines)
