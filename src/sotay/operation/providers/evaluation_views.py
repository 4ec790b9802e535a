"""Pages of evaluations: written down by the criteria that stand, read and printed as a sheet, withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.operation.providers import commands, forms, queries
from sotay.operation.providers.views import of_provider
from sotay.operation.tabs import address, crumb_to
from sotay.pages import guests_may_read, once, run, url_of
from sotay.papers.answering import form_answer
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link


@once
def provider_evaluate(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down an evaluation, with the criteria and what was demanded last beside it."""
    actor, on = request.actor, today()
    provider = queries.get_provider(slug, viewer=actor, on=on)
    require(actor, "operation.evaluate_provider", provider)
    form = forms.EvaluationForm(request.POST or None, provider=provider, on=on)
    if request.method == "POST" and run(form, commands.evaluate_provider, provider, actor=actor, on=on):
        messages.success(request, _("Đã ghi đánh giá nhà cung cấp."))
        return redirect(url_of(provider))
    last = provider.evaluations.standing().filter(date__lte=on).order_by("-date", "-pk").first()
    return of_provider(
        request,
        form,
        provider,
        title=_("Đánh giá nhà cung cấp"),
        submit=_("Ghi đánh giá"),
        intro=_("Đánh giá đã ghi không sửa được; ghi nhầm thì rút, có lý do, rồi ghi lại."),
        folded=(),
        template="operation/providers/evaluate.html",
        context={"provider": provider, "last": last},
    )


@guests_may_read
def provider_evaluation(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Show an evaluation as its paper (form NCC-DG), to be signed or kept."""
    actor = request.actor
    require(actor, "operation.view_providers")
    evaluation = queries.get_evaluation(slug, viewer=actor)
    provider = evaluation.provider
    actions = []
    if not evaluation.is_withdrawn and may(actor, "operation.evaluate_provider", provider):
        url = address(actor, "provider_evaluation_withdraw", slug=evaluation.uuid)
        actions.append(Action(label=_("Rút đánh giá"), url=url, icon="ban"))
    crumbs = [crumb_to(actor, "providers"), Link(label=provider.code, url=url_of(provider))]
    return form_answer(request, "NCC-DG", evaluation, crumbs=crumbs, links=actions)


@once
def evaluation_withdraw(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Withdraw a mistaken evaluation."""
    actor, on = request.actor, today()
    evaluation = queries.get_evaluation(slug, viewer=actor)
    require(actor, "operation.evaluate_provider", evaluation.provider)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and run(form, commands.withdraw_evaluation, evaluation, actor=actor, on=on):
        messages.success(request, _("Đã rút đánh giá; đánh giá vẫn đọc được và không còn được tính."))
        return redirect(url_of(evaluation.provider))
    return of_provider(
        request,
        form,
        evaluation.provider,
        title=_("Rút đánh giá ngày %s") % ngay(evaluation.date),
        submit=_("Rút đánh giá"),
        intro=_("Đánh giá đã rút vẫn hiện cùng lý do. Nhà cung cấp đã ghi thôi cung cấp thì giữ nguyên như vậy."),
    )
