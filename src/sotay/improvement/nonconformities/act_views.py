"""Forms upon nonconformities: logged, changed, accepted, rejected, corrected, evaluated, handed over, opened again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.commands import require
from sotay.evaluation.audits.queries import get_audit
from sotay.improvement.nonconformities import alike, commands, forms, guards, queries
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.origins import brought_by, typed_in, why_not_from
from sotay.improvement.nonconformities.views import earlier_links, origin_in
from sotay.improvement.tabs import address, crumb_to
from sotay.pages import once, run, shown, url_of
from sotay.ui.pages import form_page
from sotay.ui.parts import Link


@once
def nonconformity_new(request: HttpRequest) -> HttpResponse:
    """Log a nonconformity; `?origin=TYPE:UUID` names the record it is born from."""
    actor, on = request.actor, today()
    require(actor, "improvement.log_nonconformity")
    origin = origin_in(request, actor)
    brought = brought_by(origin) if origin is not None else typed_in(request.GET, Unit.objects.of(actor).in_force(on))
    form = forms.LogForm(request.POST or None, viewer=actor, on=on, brought=brought)
    if request.method == "POST":
        grade = brought.grade
        if run(form, commands.log_nonconformity, actor.agency, actor=actor, on=on, origin=origin, grade=grade):
            made = form.result  # type: ignore[attr-defined]
            messages.success(request, _("Đã ghi nhận %s.") % made.code)
            return redirect(url_of(made))
    else:
        form.reasons = shown(why_not_from(actor, origin), actor)  # type: ignore[attr-defined]  # said before it is sent
    found = alike.earlier_like(
        viewer=actor, on=on, what=brought.what, unit_id=brought.unit.pk if brought.unit else None, clause=brought.clause
    )
    return form_page(
        request,
        form=form,
        title=_("Ghi nhận sự không phù hợp"),
        kicker=str(origin) if origin is not None else "",
        submit=_("Ghi nhận"),
        crumbs=[crumb_to(actor, "nonconformities")],
        cancel_url=url_of(origin) if origin is not None else address(actor, "nonconformity_list"),
        folded=forms.LogForm.FOLDED,
        template="improvement/nonconformities/log.html",
        context={"earlier": earlier_links(actor, found), "alike_url": address(actor, "nonconformity_alike")},
    )


@once
def nonconformity_from_audit(request: HttpRequest, slug: str) -> HttpResponse:
    """Log a sheet for each nonconformity of an audit that has none, all at once."""
    actor, on = request.actor, today()
    audit = get_audit(slug, viewer=actor)
    require(actor, "improvement.decide_nonconformity", audit)
    findings = queries.findings_without(audit, viewer=actor)
    form = forms.FindingsForm(request.POST or None, findings=findings)
    back = reverse("evaluation:audit_detail", kwargs={"agency": actor.agency.short_name, "slug": audit.slug})
    if request.method == "POST" and run(form, commands.log_findings, audit, actor=actor, on=on):
        made = len(form.result)  # type: ignore[attr-defined]
        said = ngettext("Đã lập %s phiếu.", "Đã lập %s phiếu.", made) % made
        messages.success(request, said)
        return redirect(f"{address(actor, 'nonconformity_list')}?source=AUDIT&state=REPORTED")
    first = next(iter(findings), None)
    if first is None:
        form.reasons = shown([guards.Reason(_("Mọi điểm không phù hợp đã có phiếu."), code="none_left")], actor)  # type: ignore[attr-defined]
    elif request.method != "POST":
        form.reasons = shown(why_not_from(actor, first), actor)  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập phiếu cho các điểm không phù hợp"),
        kicker=audit.code,
        submit=_("Lập phiếu"),
        intro=_("Mỗi điểm không phù hợp được theo dõi trên một phiếu riêng tới khi đóng; bỏ chọn điểm chưa lập."),
        crumbs=[crumb_to(actor, "nonconformities"), Link(label=audit.code, url=back)],
        cancel_url=back,
        folded=(),
    )


@once
def nonconformity_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write anew what was logged, or add what came later."""
    actor, on = request.actor, today()
    sheet = queries.get_nonconformity(slug, viewer=actor)
    require(actor, "improvement.change_nonconformity", sheet)
    form = forms.ChangeForm(request.POST or None, sheet=sheet, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.change_nonconformity, sheet, actor=actor, on=on):
        messages.success(request, _("Đã lưu phiếu."))
        return redirect(url_of(sheet))
    return of_sheet(
        request,
        form,
        sheet,
        title=_("Sửa phiếu sự không phù hợp"),
        submit=_("Lưu"),
        folded=("place", "source", "people"),
    )


@once
def nonconformity_accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept a sheet: grade, owner, limit."""
    return act(
        request, slug, forms.AcceptForm, commands.accept_nonconformity, permission="decide_nonconformity",
        why=guards.why_not_accept, title=_("Tiếp nhận phiếu"), submit=_("Tiếp nhận"), done=_("Đã tiếp nhận phiếu."),
    )  # fmt: skip


@once
def nonconformity_reject(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn a sheet down."""
    return act(
        request, slug, forms.ReasonForm, commands.reject_nonconformity, permission="decide_nonconformity", on=None,
        why=guards.why_not_take_up, title=_("Không chấp nhận phiếu"), submit=_("Không chấp nhận"),
        done=_("Đã ghi: không chấp nhận; phiếu vẫn đọc được cùng lý do."),
    )  # fmt: skip


@once
def nonconformity_correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what was put right at once."""
    return act(
        request, slug, forms.CorrectForm, commands.correct_nonconformity, permission="correct_nonconformity",
        why=guards.why_not_correct, title=_("Ghi sự khắc phục"), submit=_("Lưu"), done=_("Đã ghi sự khắc phục."),
    )  # fmt: skip


@once
def nonconformity_need(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whether corrective action is needed."""
    return act(
        request, slug, forms.NeedForm, commands.evaluate_need, permission="evaluate_nonconformity",
        why=guards.why_not_evaluate, title=_("Đánh giá sự cần thiết của hành động khắc phục"), submit=_("Kết luận"),
        done=_("Đã ghi kết luận."),
    )  # fmt: skip


@once
def nonconformity_hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Change who answers for a sheet, its grade or its limit."""
    return act(
        request, slug, forms.HandOverForm, commands.hand_over_nonconformity, permission="decide_nonconformity",
        why=guards.why_not_hand_over, title=_("Đổi người chịu trách nhiệm, mức độ, hạn"), submit=_("Lưu"),
        done=_("Đã lưu."),
    )  # fmt: skip


@once
def nonconformity_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a closed sheet again."""
    return act(
        request, slug, forms.ReopenForm, commands.reopen_nonconformity, permission="reopen_nonconformity",
        title=_("Mở lại phiếu"), submit=_("Mở lại"), done=_("Đã mở lại phiếu, vòng mới bắt đầu từ phân tích nguyên nhân."),
    )  # fmt: skip


def act(
    request: HttpRequest,
    slug: str,
    form_class: Any,
    command: Any,
    *,
    permission: str,
    title: str,
    submit: str,
    done: str,
    why: Callable[[Nonconformity], Any] | None = None,
    on: Any = True,
) -> HttpResponse:
    """Ask for what an act upon a sheet needs and do it; what stands in its way is said before it is sent."""
    actor, day = request.actor, today()
    sheet = queries.get_nonconformity(slug, viewer=actor)
    require(actor, f"improvement.{permission}", sheet)
    form = form_class(request.POST or None, sheet=sheet, viewer=actor, on=day)
    more = {"on": day} if on else {}
    if request.method == "POST" and run(form, command, sheet, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(sheet))
    if request.method != "POST" and why is not None:
        form.reasons = shown(why(sheet), actor)
    return of_sheet(request, form, sheet, title=title, submit=submit)


def of_sheet(request: HttpRequest, form: Any, sheet: Nonconformity, **words: Any) -> HttpResponse:
    """Answer with a form about a sheet, which leads back to its page."""
    crumbs = [crumb_to(request.actor, "nonconformities"), Link(label=sheet.code, url=url_of(sheet))]
    return form_page(
        request, form=form, kicker=str(sheet)[:160], crumbs=crumbs, cancel_url=url_of(sheet), **{"folded": ()} | words
    )
