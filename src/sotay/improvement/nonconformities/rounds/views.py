"""Forms upon the rounds of a nonconformity: causes, actions, plan submitted, changes told, effect verified."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency import subjects
from sotay.agency.clock import today
from sotay.commands import require
from sotay.improvement.nonconformities.act_views import act, of_sheet
from sotay.improvement.nonconformities.models import Nonconformity, Round
from sotay.improvement.nonconformities.queries import get_nonconformity
from sotay.improvement.nonconformities.rounds import commands, forms, guards, queries
from sotay.improvement.tabs import address
from sotay.pages import once, run, run_plain, shown, url_of
from sotay.ui.parts import Link, Tab


@once
def nonconformity_analysis(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the causes; `?method=` chooses another way of looking for them."""
    actor = request.actor
    sheet = get_nonconformity(slug, viewer=actor)
    require(actor, "improvement.analyse_nonconformity", sheet)
    one = queries.round_now(sheet)
    if one is None:
        reasons = shown(guards.why_not_analyse(sheet), actor)
        messages.warning(request, reasons[0].text if reasons else "")
        return redirect(url_of(sheet))
    method = request.GET.get("method", one.method)
    form_class = forms.BY_METHOD.get(method, forms.FiveWhyForm)
    form = form_class(request.POST or None, sheet=sheet, round_now=one)
    if request.method == "POST" and run(form, commands.write_analysis, sheet, actor=actor):
        messages.success(request, _("Đã lưu phân tích nguyên nhân."))
        return redirect(url_of(sheet))
    if request.method != "POST":
        form.reasons = shown(guards.why_not_analyse(sheet), actor)  # type: ignore[attr-defined]
    here = address(actor, "nonconformity_analysis", slug=slug)
    ways = [
        Tab(label=label, url=f"{here}?{urlencode({'method': value})}", active=value == form_class.METHOD)
        for value, label in Round.Method.choices
    ]
    return of_sheet(
        request, form, sheet, title=_("Phân tích nguyên nhân"), submit=_("Lưu"),
        intro=_("Lưu được khi chưa ghi đủ. Chọn một cách: hỏi “vì sao” nối tiếp, hoặc xếp theo nhóm (xương cá)."),
        template="improvement/nonconformities/analysis.html", context={"ways": ways},
    )  # fmt: skip


@once
def action_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a corrective action."""
    actor, on = request.actor, today()
    sheet = get_nonconformity(slug, viewer=actor)
    require(actor, "improvement.analyse_nonconformity", sheet)
    form = forms.ActionForm(request.POST or None, sheet=sheet, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.add_action, sheet, actor=actor, on=on):
        messages.success(request, _("Đã thêm hành động vào kế hoạch."))
        return redirect(url_of(sheet))
    if request.method != "POST":
        form.reasons = shown(guards.why_not_analyse(sheet), actor)  # type: ignore[attr-defined]
    return of_sheet(request, form, sheet, title=_("Thêm hành động khắc phục"), submit=_("Thêm"))


@once
def action_change(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Change a planned action."""
    actor, on = request.actor, today()
    sheet = get_nonconformity(slug, viewer=actor)
    require(actor, "improvement.analyse_nonconformity", sheet)
    action = queries.get_action(sheet, position)
    form = forms.ActionForm(request.POST or None, sheet=sheet, viewer=actor, on=on, action=action)
    if request.method == "POST" and run(form, commands.change_action, action, actor=actor, on=on):
        messages.success(request, _("Đã lưu hành động."))
        return redirect(url_of(sheet))
    if request.method != "POST":
        form.reasons = shown(guards.why_not_analyse(sheet), actor)  # type: ignore[attr-defined]
    return of_sheet(request, form, sheet, title=_("Sửa hành động khắc phục"), submit=_("Lưu"))


@once
@require_POST
def action_remove(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Take an action out of a plan."""
    actor = request.actor
    sheet = get_nonconformity(slug, viewer=actor)
    require(actor, "improvement.analyse_nonconformity", sheet)
    action = queries.get_action(sheet, position)
    reasons = run_plain(commands.remove_action, action, actor=actor, version=action.version)
    for reason in reasons:
        messages.error(request, str(reason.text))
    if not reasons:
        messages.success(request, _("Đã bỏ hành động."))
    return redirect(url_of(sheet))


@once
def action_again(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Give an action again whose work was cancelled."""
    actor, on = request.actor, today()
    sheet = get_nonconformity(slug, viewer=actor)
    require(actor, "improvement.decide_nonconformity", sheet)
    action = queries.get_action(sheet, position)
    form = forms.AgainForm(request.POST or None, sheet=sheet, viewer=actor, on=on, action=action)
    if request.method == "POST" and run(form, commands.give_action_again, action, actor=actor, on=on):
        messages.success(request, _("Đã giao lại."))
        return redirect(url_of(sheet))
    if request.method != "POST":
        form.reasons = shown(guards.why_not_give_again(action), actor)  # type: ignore[attr-defined]
    return of_sheet(request, form, sheet, title=_("Giao lại hành động"), submit=_("Giao"), intro=action.what)


@once
def nonconformity_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit causes and actions."""
    on = today()

    def why(sheet: Nonconformity) -> object:
        return guards.why_not_submit(sheet, queries.round_now(sheet), on=on)

    return act(
        request, slug, forms.SubmitForm, commands.submit_plan, permission="analyse_nonconformity", why=why,
        title=_("Trình kế hoạch khắc phục"), submit=_("Trình"), done=_("Đã trình kế hoạch."),
    )  # fmt: skip


@once
def nonconformity_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is to be changed besides; a yes leads on to the request that changes a document."""
    actor, on = request.actor, today()
    sheet = get_nonconformity(slug, viewer=actor)
    require(actor, "improvement.analyse_nonconformity", sheet)
    form = forms.ChangesForm(request.POST or None, sheet=sheet, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.tell_changes, sheet, actor=actor):
        messages.success(request, _("Đã lưu."))
        return redirect(url_of(sheet))
    if request.method != "POST":
        form.reasons = shown(guards.why_not_tell_changes(sheet), actor)  # type: ignore[attr-defined]
    ref = subjects.ref_of(sheet)
    new = reverse("support:request_new", kwargs={"agency": actor.agency.short_name})
    asked = [Link(label=str(one), url=url_of(one), note=str(one.get_state_display())) for one in _asked(sheet)]
    return of_sheet(
        request, form, sheet, title=_("Thay đổi kéo theo"), submit=_("Lưu"),
        template="improvement/nonconformities/changes.html",
        context={"request_url": f"{new}?{urlencode({'origin': f'{ref.type}:{ref.uuid}'})}", "asked": asked},
    )  # fmt: skip


@once
def nonconformity_verify(request: HttpRequest, slug: str) -> HttpResponse:
    """Verify the effect."""
    actor, on = request.actor, today()

    def why(sheet: Nonconformity) -> object:
        return guards.why_not_verify(sheet, queries.rounds_of(sheet), actor, on=on)

    return act(
        request, slug, forms.VerifyForm, commands.verify_effect, permission="verify_nonconformity", why=why,
        title=_("Thẩm tra hiệu lực"), submit=_("Kết luận"), done=_("Đã ghi kết luận thẩm tra."),
    )  # fmt: skip


def _asked(sheet: Nonconformity) -> list:
    return list(queries.requests_from(sheet).select_related("agency", "document").order_by("code"))
