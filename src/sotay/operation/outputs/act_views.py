"""Forms upon nonconforming outputs: logged, decided upon, done, checked again, cancelled."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.operation.dossiers.queries import get_dossier
from sotay.operation.outputs import commands, forms, queries
from sotay.operation.outputs.models import NonconformingOutput
from sotay.operation.tabs import address, crumb_to
from sotay.pages import once, run, url_of
from sotay.ui.pages import form_page
from sotay.ui.parts import Link


@once
def output_new(request: HttpRequest) -> HttpResponse:
    """Log an output; `?dossier=` names the dossier it is about by its address."""
    actor, on = request.actor, today()
    require(actor, "operation.log_output")
    slug = request.GET.get("dossier", "")
    dossier = get_dossier(slug, viewer=actor) if slug else None
    form = forms.LogForm(request.POST or None, viewer=actor, on=on, dossier=dossier)
    if request.method == "POST" and run(form, commands.log_output, actor.agency, actor=actor, on=on):
        made = form.result  # type: ignore[attr-defined]
        messages.success(request, _("Đã ghi nhận %s.") % made.code)
        return redirect(url_of(made))
    return form_page(
        request,
        form=form,
        title=_("Ghi nhận đầu ra không phù hợp"),
        submit=_("Ghi nhận"),
        crumbs=[crumb_to(actor, "outputs")],
        cancel_url=url_of(dossier) if dossier else address(actor, "output_list"),
        folded=forms.LogForm.FOLDED,
    )


@once
def output_decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Decide what is done with an output."""
    actor, on = request.actor, today()
    output = queries.get_output(slug, viewer=actor)
    require(actor, "operation.decide_output", output)
    form = forms.DecideForm(request.POST or None, output=output, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.decide_output, output, actor=actor, on=on):
        messages.success(request, _("Đã ghi quyết định xử lý."))
        return redirect(url_of(output))
    return _of_output(request, form, output, title=_("Quyết định cách xử lý"), submit=_("Quyết định"))


@once
def output_done(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what was done with an output."""
    actor, on = request.actor, today()
    output = queries.get_output(slug, viewer=actor)
    require(actor, "operation.finish_output", output)
    form = forms.DoneForm(request.POST or None, output=output, on=on)
    if request.method == "POST" and run(form, commands.finish_output, output, actor=actor, on=on):
        messages.success(request, _("Đã ghi kết quả xử lý, chờ một người khác kiểm tra lại."))
        return redirect(url_of(output))
    return _of_output(
        request, form, output, title=_("Báo kết quả xử lý"), submit=_("Báo kết quả"), intro=output.action_text
    )


@once
def output_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Check again what was done with an output."""
    actor, on = request.actor, today()
    output = queries.get_output(slug, viewer=actor)
    require(actor, "operation.check_output", output)
    form = forms.CheckForm(request.POST or None, output=output, on=on)
    if request.method == "POST" and run(form, commands.check_output, output, actor=actor, on=on):
        closed = form.result.state == NonconformingOutput.State.CLOSED  # type: ignore[attr-defined]
        messages.success(request, _("Đã đóng.") if closed else _("Đã trả về bước xử lý."))
        return redirect(url_of(output))
    return _of_output(request, form, output, title=_("Kiểm tra lại"), submit=_("Ghi kết quả"), intro=output.done_text)


@once
def output_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Cancel an output that was none."""
    actor = request.actor
    output = queries.get_output(slug, viewer=actor)
    require(actor, "operation.cancel_output", output)
    form = forms.CancelForm(request.POST or None, output=output)
    if request.method == "POST" and run(form, commands.cancel_output, output, actor=actor):
        messages.success(request, _("Đã hủy bỏ; số này vẫn đọc được cùng lý do."))
        return redirect(url_of(output))
    return _of_output(request, form, output, title=_("Hủy bỏ đầu ra không phù hợp"), submit=_("Hủy bỏ"))


def _of_output(request: HttpRequest, form: Any, output: NonconformingOutput, **words: Any) -> HttpResponse:
    """Answer with a form about an output, which leads back to its page."""
    crumbs = [crumb_to(request.actor, "outputs"), Link(label=output.code, url=url_of(output))]
    return form_page(
        request, form=form, kicker=output.title, crumbs=crumbs, cancel_url=url_of(output), folded=(), **words
    )
