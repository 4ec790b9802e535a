"""Pages of clauses and whether they apply."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.journal.history import history_of
from sotay.pages import guests_may_read, once, run, shown
from sotay.standard.applicability import commands, forms, queries
from sotay.standard.applicability.guards import why_not_exclude
from sotay.standard.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, RecordPage, StateBadge


@guests_may_read
def clause_list(request: HttpRequest) -> HttpResponse:
    """List the clauses with whether each applies."""
    actor = request.actor
    require(actor, "standard.view_applicability")
    values = {
        "title": _("Điều khoản áp dụng"),
        "tabs": tabs_for(actor, active="clauses"),
        "rows": queries.list_clauses(viewer=actor, on=today()),
    }
    return render(request, "standard/applicability/list.html", values)


@guests_may_read
def clause_detail(request: HttpRequest, clause: str) -> HttpResponse:
    """Show a clause: what is documented, whether it applies, by which decisions."""
    actor = request.actor
    require(actor, "standard.view_applicability")
    page = queries.get_clause_page(clause, viewer=actor, on=today())
    deciding = page.row.may_be_excluded and may(actor, "standard.decide_applicability")
    decide = Action(
        label=_("Quyết định việc áp dụng"), url=address(actor, "clause_decide", clause=clause), icon="scale"
    )
    badge = (
        StateBadge(label=_("Không áp dụng")) if page.row.excluded_by else StateBadge(label=_("Áp dụng"), tone="done")
    )
    return record_page(
        request,
        page=RecordPage(
            title=page.row.clause.title,
            kicker=_("Điều khoản %s") % clause,
            crumbs=[crumb_to(actor, "clauses")],
            state=badge,
            actions=[decide] if deciding else [],
            history=history_of(*page.decisions, viewer=actor),
        ),
        template="standard/applicability/detail.html",
        context={"shown": page, "why_not": shown(why_not_exclude(clause), actor)},
    )


@once
def clause_decide(request: HttpRequest, clause: str) -> HttpResponse:
    """Decide whether a clause applies."""
    actor = request.actor
    page = queries.get_clause_page(clause, viewer=actor, on=today())
    require(actor, "standard.decide_applicability")
    decided = page.row.excluded_by
    form = forms.DecideApplicability(
        request.POST or None, on=today(), applies=decided is None, reason=decided.reason if decided else ""
    )
    back = address(actor, "clause_detail", clause=clause)
    if request.method == "POST" and run(form, commands.decide_applicability, actor.agency, actor=actor, clause=clause):
        messages.success(request, _("Đã ghi quyết định về điều khoản %s.") % clause)
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Quyết định việc áp dụng"),
        kicker=str(page.row.clause),
        intro=_(
            "Chỉ các yêu cầu của điều 8, điều 7.1.5 và các điều bên dưới có thể không áp dụng. "
            "Việc phải làm theo luật hoặc quyết định vẫn phải thực hiện."
        ),
        submit=_("Ghi quyết định"),
        crumbs=[crumb_to(actor, "clauses")],
        cancel_url=back,
        folded=(),
    )
