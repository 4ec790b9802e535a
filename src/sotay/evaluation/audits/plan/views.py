"""Pages of audits: the register, one audit, begun and changed, its plan and the draft of its decision on paper."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.audits.models import Audit
from sotay.evaluation.audits.plan import commands, filters, forms, queries, tables
from sotay.evaluation.audits.plan.audit_page import AuditShown
from sotay.evaluation.audits.plan.visits.commands import begin_with_visits
from sotay.evaluation.audits.queries import get_audit
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.papers.answering import form_answer
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, Link


@guests_may_read
def audit_list(request: HttpRequest) -> HttpResponseBase:
    """List the audits the reader may see, with how far each is and what was found."""
    actor = request.actor
    require(actor, "evaluation.view_audits")
    chosen = filters.Audits(request.GET, queryset=queries.list_register(viewer=actor), request=request)
    table = tables.Audits(chosen.qs)
    title = _("Đánh giá nội bộ")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    add = Action(label=_("Lập cuộc đánh giá"), url=address(actor, "audit_new"), icon="plus", primary=True)
    begins = may(actor, "evaluation.begin_audits")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="audits"),
        filter=chosen,
        table=table,
        actions=[add] if begins else [],
        empty=Empty(
            title=_("Chưa có cuộc đánh giá nào"),
            why=_(
                "Mỗi cuộc đánh giá có quyết định lập đoàn, một kế hoạch được phê duyệt và lịch cho từng đơn vị; đánh giá "
                "viên không đánh giá việc của chính mình."
            ),
            basis=_("9.2 · Đánh giá nội bộ"),
            action=add if begins else None,
        ),
    )


@guests_may_read
def audit_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an audit: its way, the one next action, team, visits with their checklists, findings."""
    return audit_shown(request, slug)


def audit_shown(request: HttpRequest, slug: str, *, blocked: list[Blocked] | None = None) -> HttpResponse:
    """Show an audit, with why something could not be done just now."""
    actor = request.actor
    require(actor, "evaluation.view_audits")
    shown = AuditShown(queries.get_audit_page(slug, viewer=actor, on=today()), actor, on=today())
    return record_page(
        request,
        page=shown.record_page(blocked=blocked),
        template="evaluation/audits/plan/detail.html",
        status=422 if blocked else 200,
        context={"shown": shown, "audit": shown.audit, "tabs": tabs_for(actor, active="audits")},
    )


@guests_may_read
def audit_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan as its paper (form D4)."""
    return _paper(request, slug, "D4")


def audit_team_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the decision that names the team (form D3), to be signed."""
    return _paper(request, slug, "D3")


def _paper(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    actor = request.actor
    require(actor, "evaluation.view_audits")
    audit = get_audit(slug, viewer=actor)
    return form_answer(
        request, code, audit, crumbs=[crumb_to(actor, "audits"), Link(label=audit.code, url=url_of(audit))]
    )


@once
def audit_new(request: HttpRequest) -> HttpResponse:
    """Begin an audit; `?programme=` and `?month=` name what it follows."""
    actor, on = request.actor, today()
    require(actor, "evaluation.begin_audits")
    form = forms.NewAuditForm(request.POST or None, viewer=actor, initial=_initial(request, actor, on))
    if request.method == "POST" and run(form, begin_with_visits, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã lập %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập cuộc đánh giá"),
        submit=_("Lập cuộc đánh giá"),
        intro=_("Đoàn đánh giá và quyết định ghi ở bước sau."),
        crumbs=[crumb_to(actor, "audits")],
        cancel_url=address(actor, "audit_list"),
        folded=forms.AUDIT_FOLDED,
    )


@once
def audit_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change name, days, texts and meetings of an audit whose plan is being written."""
    actor = request.actor
    audit = get_audit(slug, viewer=actor)
    require(actor, "evaluation.plan_audit", audit)
    form = forms.ChangeAuditForm(request.POST or None, audit=audit)
    if request.method == "POST" and run(form, commands.change_audit, audit, actor=actor):
        messages.success(request, _("Đã lưu."))
        return redirect(url_of(audit))
    return form_of(request, form, audit, title=_("Sửa cuộc đánh giá"), submit=_("Lưu"), folded=())


def form_of(request: HttpRequest, form: Any, audit: Audit, **words: Any) -> HttpResponse:
    """Answer with a form about an audit."""
    return form_page(
        request,
        form=form,
        kicker=str(audit),
        crumbs=[crumb_to(request.actor, "audits"), Link(label=audit.code, url=url_of(audit))],
        cancel_url=url_of(audit),
        **words,
    )


def _initial(request: HttpRequest, actor: Actor, on: date) -> dict[str, Any]:
    """Return what the form begins with: the programme of this year, and the month named."""
    programmes = queries.programmes_to_follow(viewer=actor)
    programme = programmes.filter(slug=request.GET.get("programme", "")).first()
    programme = programme or programmes.filter(year=on.year).first()
    initial: dict[str, Any] = {"programme": programme}
    month = request.GET.get("month", "")
    if programme is not None and month.isdigit() and 1 <= int(month) <= 12:  # noqa: PLR2004  months
        initial["from_date"] = date(programme.year, int(month), 1)
    return initial
