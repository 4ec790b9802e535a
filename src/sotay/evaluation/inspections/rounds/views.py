"""Pages of rounds: list, one, entered, changed, finished, opened again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.evaluation.inspections.forms import PAPER, ReasonForm
from sotay.evaluation.inspections.models import InspectionRound
from sotay.evaluation.inspections.permissions import oversees
from sotay.evaluation.inspections.rounds import commands, forms, queries, tables
from sotay.evaluation.inspections.rounds.rates import Rates, rates_of
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import once, run, url_of
from sotay.ui.formats import ngay, so
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, NextAction, RecordPage, StateBadge

FOLDED = ("announced", "to_date", "note", *PAPER)


def round_list(request: HttpRequest) -> HttpResponseBase:
    """List the rounds the agency carries out; one that inspects nobody is told whose duty it is."""
    actor = request.actor
    require(actor, "evaluation.view_rounds")
    table = tables.Rounds(queries.list_rounds(viewer=actor))
    title = _("Đợt kiểm tra các cơ quan")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    add = Action(label=_("Ghi đợt kiểm tra"), url=address(actor, "round_new"), icon="plus", primary=True)
    writes = may(actor, "evaluation.write_rounds")
    why = _(
        "Mỗi năm mọi cơ quan được kiểm tra ít nhất qua hồ sơ, báo cáo; ít nhất một phần ba được kiểm tra tại trụ sở."
    )
    if not oversees(actor, None):
        why = _(
            "Kiểm tra các cơ quan là trách nhiệm của Sở Khoa học và Công nghệ, bộ; cơ quan này chỉ tiếp nhận kiểm tra."
        )
    return list_page(
        request,
        title=title,
        crumbs=[crumb_to(actor, "inspections")],
        tabs=tabs_for(actor, active="inspections"),
        table=table,
        actions=[add] if writes else [],
        empty=Empty(
            title=_("Chưa có đợt kiểm tra nào"),
            why=why,
            basis=_("QĐ 19/2014/QĐ-TTg Điều 6, Điều 9; TT 26/2014/TT-BKHCN Điều 33"),
            action=add if writes else None,
        ),
    )


def round_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a round with its shares, and those of the whole year."""
    actor = request.actor
    require(actor, "evaluation.view_rounds")
    one = queries.get_round(slug, viewer=actor)
    writes = may(actor, "evaluation.write_rounds", one)
    year = queries.year_together(one.year, viewer=actor)
    actions = []
    next_action = None
    if writes and one.finished_date is None:
        actions.append(Action(label=_("Sửa, cập nhật số liệu"), url=_at(actor, "round_change", one), icon="pencil"))
        finish = Action(label=_("Kết thúc đợt"), url=_at(actor, "round_finish", one), icon="check", primary=True)
        next_action = NextAction(
            title=_("Cập nhật số liệu, rồi kết thúc đợt"), note=_("Đợt đã kết thúc mới được tính."), action=finish
        )
    elif writes:
        actions.append(Action(label=_("Mở lại"), url=_at(actor, "round_reopen", one), icon="refresh"))
    finished = one.finished_date
    page = RecordPage(
        title=one.title,
        kicker=_("Đợt kiểm tra năm %s") % one.year,
        crumbs=[crumb_to(actor, "inspections"), Link(label=_("Đợt kiểm tra"), url=address(actor, "round_list"))],
        state=StateBadge(label=_("Kết thúc %s") % ngay(finished), tone="done")
        if finished
        else StateBadge(label=_("Đang tiến hành"), tone="now"),
        actions=actions,
        next_action=next_action,
        **aside(one, viewer=actor),
    )
    facts = [
        (_("Thời gian"), f"{ngay(one.from_date)} – {ngay(one.to_date)}" if one.to_date else ngay(one.from_date)),
        (_("Kế hoạch kiểm tra"), f"{one.plan.number}, {ngay(one.plan.date)}" if one.plan else ""),
        (_("Ghi chú"), one.note),
    ]
    return record_page(
        request,
        page=page,
        template="evaluation/inspections/round.html",
        context={
            "one": one,
            "facts": [(word, value) for word, value in facts if value],
            "figures": [(_("Đợt này"), _figures(rates_of(one))), (_("Cả năm %s") % one.year, _figures(year))],
            "year": year,
            "tabs": tabs_for(actor, active="inspections"),
        },
    )


@once
def round_new(request: HttpRequest) -> HttpResponse:
    """Enter a round."""
    actor, on = request.actor, today()
    require(actor, "evaluation.write_rounds")
    form = forms.RoundForm(request.POST or None, request.FILES or None, viewer=actor)
    if request.method == "POST" and run(form, commands.add_round, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã ghi đợt kiểm tra."))
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Ghi đợt kiểm tra các cơ quan"),
        submit=_("Ghi đợt kiểm tra"),
        crumbs=[crumb_to(actor, "inspections")],
        cancel_url=address(actor, "round_list"),
        folded=FOLDED,
    )


@once
def round_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a round, or bring its counts up to date."""
    one = _own(request, slug)
    form = forms.ChangeRoundForm(request.POST or None, request.FILES or None, viewer=request.actor, one=one)
    return _act(
        request,
        one,
        form,
        commands.change_round,
        title=_("Sửa đợt kiểm tra"),
        done=_("Đã lưu."),
        on=today(),
        folded=FOLDED,
    )


@once
def round_finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a round is finished."""
    one = _own(request, slug)
    form = forms.FinishForm(request.POST or None, initial={"version": one.version, "finished_date": today()})
    return _act(request, one, form, commands.finish_round, title=_("Kết thúc đợt"), done=_("Đã kết thúc."), on=today())


@once
def round_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a finished round again."""
    one = _own(request, slug)
    form = ReasonForm(request.POST or None, initial={"version": one.version})
    return _act(request, one, form, commands.reopen_round, title=_("Mở lại đợt kiểm tra"), done=_("Đã mở lại."))


def _figures(rates: Rates) -> dict[str, Any]:
    def said(count: int | None, share: Any) -> str:
        if count is None:
            return "–"
        return f"{count} ({so(share)} %)" if share is not None else str(count)

    return {
        "bodies": rates.bodies,
        "by_file": rates.by_file,
        "on_site": said(rates.on_site, rates.site_share),
        "checked": said(rates.checked, rates.share),
        "announced": said(rates.announced, rates.announced_share),
    }


def _at(actor: Actor, name: str, one: InspectionRound) -> str:
    return address(actor, name, slug=one.slug)


def _own(request: HttpRequest, slug: str) -> InspectionRound:
    one = queries.get_round(slug, viewer=request.actor)
    require(request.actor, "evaluation.write_rounds", one)
    return one


def _act(
    request: HttpRequest,
    one: InspectionRound,
    form: Any,
    act: Any,
    *,
    title: str,
    done: str,
    folded: tuple[str, ...] = (),
    **more: Any,
) -> HttpResponse:
    """Do what a form asks upon a round and lead back to it, or show the form."""
    actor = request.actor
    if request.method == "POST" and run(form, act, one, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(one))
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(one),
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "inspections"), Link(label=one.title[:60], url=url_of(one))],
        cancel_url=url_of(one),
        folded=folded,
    )
