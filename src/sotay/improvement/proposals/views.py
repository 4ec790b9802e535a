"""Pages of proposals: the list, one of them, made, changed, taken back, judged, given again, measured."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.models import Finding
from sotay.exchange.export import answer
from sotay.improvement.proposals import commands, filters, forms, queries, tables
from sotay.improvement.proposals.proposal_page import ProposalShown
from sotay.improvement.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def proposal_list(request: HttpRequest) -> HttpResponseBase:
    """List the proposals to improve."""
    actor = request.actor
    require(actor, "improvement.view_proposals")
    chosen = filters.Proposals(request.GET, queryset=queries.list_proposals(viewer=actor), request=request)
    table = tables.Proposals(chosen.qs)
    title = _("Đề xuất cải tiến")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    add = Action(label=_("Đề xuất cải tiến"), url=address(actor, "proposal_new"), icon="bulb", primary=True)
    makes = may(actor, "improvement.make_proposal")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="proposals"),
        filter=chosen,
        table=table,
        actions=[add] if makes else [],
        empty=Empty(
            title=_("Chưa có đề xuất cải tiến nào"),
            why=_(
                "Ai thấy một cách làm tốt hơn đều có thể đề xuất bằng một câu. Đề xuất được xem xét, giao thành công việc, rồi "
                "đo trước và sau để biết có tốt hơn không."
            ),
            basis=_("10.3 · Cải tiến liên tục"),
            action=add if makes else None,
        ),
    )


@guests_may_read
def proposal_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a proposal: what is proposed, how it was judged, who carries it out, what it brought."""
    actor = request.actor
    require(actor, "improvement.view_proposals")
    one = ProposalShown(queries.get_proposal(slug, viewer=actor), actor)
    return record_page(
        request,
        page=one.record_page(),
        template="improvement/proposals/detail.html",
        context={"shown": one, "tabs": tabs_for(actor, active="proposals")},
    )


@once
def proposal_new(request: HttpRequest) -> HttpResponse:
    """Make a proposal; `?origin=TYPE:UUID` names the record it is born from."""
    actor, on = request.actor, today()
    require(actor, "improvement.make_proposal")
    record = _origin(request, actor)
    origin = subjects.known(record) if record is not None else None
    form = forms.ProposalForm(request.POST or None, viewer=actor, on=on, initial=_initial(record))
    if request.method == "POST" and run(form, commands.make_proposal, actor.agency, actor=actor, on=on, origin=origin):
        messages.success(request, _("Đã gửi đề xuất %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Đề xuất cải tiến"),
        kicker=f"{origin.label}: {origin.title}" if origin else "",
        submit=_("Gửi đề xuất"),
        crumbs=[crumb_to(actor, "proposals")],
        cancel_url=url_of(record) if record is not None else address(actor, "proposal_list"),
        folded=forms.FOLDED,
    )


@once
def proposal_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a proposal that nobody judged yet."""
    actor, on = request.actor, today()
    proposal = queries.get_proposal(slug, viewer=actor)
    require(actor, "improvement.change_proposal", proposal)
    form = forms.ChangeForm(request.POST or None, viewer=actor, on=on, proposal=proposal)
    if request.method == "POST" and run(form, commands.change_proposal, proposal, actor=actor):
        messages.success(request, _("Đã lưu đề xuất."))
        return redirect(url_of(proposal))
    return _form(request, form, proposal, title=_("Sửa đề xuất"), submit=_("Lưu"), folded=forms.FOLDED)


@once
def proposal_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a proposal back."""
    return _act(
        request, slug, forms.WithdrawForm, commands.withdraw_proposal, "change_proposal",
        title=_("Rút đề xuất"), done=_("Đã rút đề xuất."),
    )  # fmt: skip


@once
def proposal_accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept a proposal and give it as work."""
    return _act(
        request, slug, forms.AcceptForm, commands.accept_proposal, "judge_proposal",
        title=_("Chấp nhận, giao việc"), done=_("Đã chấp nhận và giao việc."), on=today(),
    )  # fmt: skip


@once
def proposal_reject(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn a proposal down with the reason."""
    return _act(
        request, slug, forms.RejectForm, commands.reject_proposal, "judge_proposal",
        title=_("Không chấp nhận đề xuất"), done=_("Đã ghi không chấp nhận."), on=today(),
    )  # fmt: skip


@once
def proposal_give(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the work again that was cancelled."""
    return _act(
        request, slug, forms.GiveForm, commands.give_again, "judge_proposal",
        title=_("Giao lại công việc"), done=_("Đã giao lại công việc."), on=today(),
    )  # fmt: skip


@once
def proposal_measure(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what a proposal brought."""
    return _act(
        request, slug, forms.MeasureForm, commands.measure_proposal, "measure_proposal",
        title=_("Đo kết quả cải tiến"), done=_("Đã ghi kết quả cải tiến."), on=today(),
    )  # fmt: skip


def _act(
    request: HttpRequest,
    slug: str,
    form_class: Any,
    act: Callable[..., Any],
    permission: str,
    *,
    title: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """Ask for what an act upon a proposal needs and do it."""
    actor = request.actor
    proposal = queries.get_proposal(slug, viewer=actor)
    require(actor, f"improvement.{permission}", proposal)
    form = form_class(request.POST or None, proposal=proposal, viewer=actor, on=today())
    if request.method == "POST" and run(form, act, proposal, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(proposal))
    return _form(request, form, proposal, title=title, submit=title, folded=())


def _form(request: HttpRequest, form: Any, proposal: Any, **words: Any) -> HttpResponse:
    crumbs = [crumb_to(request.actor, "proposals"), Link(label=proposal.code, url=url_of(proposal))]
    return form_page(request, form=form, kicker=str(proposal), crumbs=crumbs, cancel_url=url_of(proposal), **words)


def _origin(request: HttpRequest, actor: Actor) -> Any:
    """Return the record named in the address, None for none, a draft of a finding, or one the viewer may not see."""
    of_type, _colon, uuid = request.GET.get("origin", "").partition(":")
    try:
        record = subjects.find(subjects.Ref(of_type, UUID(uuid)), viewer=actor)
    except ValueError:
        return None
    return None if isinstance(record, Finding) and not queries.is_told(record) else record


def _initial(record: Any) -> dict[str, Any]:
    """Return what a record gives a proposal to begin with: its unit, and what was found for a finding of an audit."""
    if record is None:
        return {}
    initial: dict[str, Any] = {}
    if getattr(record, "unit_id", None):
        initial["unit"] = record.unit_id
    if isinstance(record, Finding):
        initial["what"] = record.what
    return initial
