"""Forms upon findings: logged, changed, dropped, corrected, commented upon by the audited unit."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import require
from sotay.evaluation.audits.findings import commands, forms, queries
from sotay.evaluation.audits.models import Audit, Finding
from sotay.evaluation.audits.queries import get_audit
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import once, run, run_plain, url_of
from sotay.ui.pages import form_page
from sotay.ui.parts import Link


@once
def finding_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Log a finding of an audit; `?line=` names the line of a checklist it is made from, which fills it in."""
    actor, on = request.actor, today()
    audit = get_audit(slug, viewer=actor)
    require(actor, "evaluation.write_findings", audit)
    line = queries.line_named(request.GET.get("line", ""), audit, viewer=actor)
    initial = commands.values_of_line(line, on=on) if line is not None else {}
    form = forms.FindingForm(request.POST or None, audit=audit, viewer=actor, on=on, initial=initial)
    if request.method == "POST" and run(form, commands.log_finding, audit, actor=actor, on=on, line=line):
        made = form.result  # type: ignore[attr-defined]
        messages.success(request, _("Đã ghi phát hiện %s.") % made.code)
        return redirect(url_of(made))
    back = address(actor, "visit_detail", slug=line.visit.slug) if line is not None else _of(request, audit)
    return form_page(
        request,
        form=form,
        title=_("Ghi phát hiện"),
        kicker=str(audit),
        submit=_("Ghi phát hiện"),
        intro=_("Đơn vị được đánh giá chưa thấy phát hiện trước họp kết thúc; đến lúc đó vẫn sửa và bỏ được."),
        crumbs=[crumb_to(actor, "audits"), Link(label=audit.code, url=_of(request, audit))],
        cancel_url=back,
        folded=forms.FindingForm.FOLDED,
    )


@once
@require_POST
def finding_from_line(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Make a finding of a line of a checklist in one click; what keeps it from being one is said on its form."""
    actor, on = request.actor, today()
    line = queries.get_line(uuid, viewer=actor)
    audit = get_audit(line.visit.audit.slug, viewer=actor)
    require(actor, "evaluation.write_findings", audit)
    there = line.findings.filter(is_dropped=False).order_by("number").first()
    if there is not None:
        return redirect(address(actor, "finding_detail", slug=there.slug))
    if reasons := run_plain(commands.log_from_line, line, actor=actor, on=on):
        messages.error(request, " ".join(str(reason.text) for reason in reasons))
        return redirect(address(actor, "visit_detail", slug=line.visit.slug))
    made = line.findings.filter(is_dropped=False).latest("number")
    messages.success(request, _("Đã lập phát hiện %s từ phiếu ghi chép.") % made.code)
    return redirect(url_of(made))


@once
def finding_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a finding."""
    actor, on = request.actor, today()
    finding = queries.get_finding(slug, viewer=actor)
    require(actor, "evaluation.write_findings", finding)
    form = forms.ChangeFindingForm(request.POST or None, finding=finding, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.change_finding, finding, actor=actor, on=on):
        messages.success(request, _("Đã lưu phát hiện."))
        return redirect(url_of(finding))
    return _of_finding(
        request, form, finding, title=_("Sửa phát hiện"), submit=_("Lưu"), folded=forms.FindingForm.FOLDED
    )


@once
def finding_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Drop a finding that was none."""
    actor = request.actor
    finding = queries.get_finding(slug, viewer=actor)
    require(actor, "evaluation.write_findings", finding)
    form = forms.DropForm(request.POST or None, finding=finding)
    if request.method == "POST" and run(form, commands.drop_finding, finding, actor=actor):
        messages.success(request, _("Đã bỏ phát hiện; đoàn đánh giá vẫn đọc được cùng lý do."))
        return redirect(url_of(finding))
    return _of_finding(request, form, finding, title=_("Bỏ phát hiện"), submit=_("Bỏ phát hiện"))


@once
def finding_correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct the grade of a finding after the closing meeting."""
    actor = request.actor
    finding = queries.get_finding(slug, viewer=actor)
    require(actor, "evaluation.correct_finding", finding)
    form = forms.CorrectForm(request.POST or None, finding=finding)
    if request.method == "POST" and run(form, commands.correct_grade, finding, actor=actor):
        messages.success(request, _("Đã sửa mức độ; đơn vị cho ý kiến lại."))
        return redirect(url_of(finding))
    intro = _("Mức độ và lý do sửa được ghi nhật ký; ý kiến đã cho của đơn vị là về mức độ cũ nên được hỏi lại.")
    return _of_finding(request, form, finding, title=_("Sửa mức độ"), submit=_("Sửa mức độ"), intro=intro)


@once
def finding_opinion(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the audited unit thinks of a finding."""
    actor, on = request.actor, today()
    finding = queries.get_finding(slug, viewer=actor)
    require(actor, "evaluation.give_opinion", finding)
    form = forms.OpinionForm(request.POST or None, finding=finding, on=on)
    if request.method == "POST" and run(form, commands.give_opinion, finding, actor=actor, on=on):
        messages.success(request, _("Đã ghi ý kiến của đơn vị."))
        return redirect(url_of(finding))
    return _of_finding(request, form, finding, title=_("Ý kiến của đơn vị"), submit=_("Ghi ý kiến"), intro=finding.what)


def _of(request: HttpRequest, audit: Audit) -> str:
    return address(request.actor, "audit_detail", slug=audit.slug)


def _of_finding(request: HttpRequest, form: Any, finding: Finding, **words: Any) -> HttpResponse:
    """Answer with a form about a finding, which leads back to its page."""
    crumbs = [crumb_to(request.actor, "findings"), Link(label=finding.code, url=url_of(finding))]
    more = {"folded": ()} | words
    return form_page(request, form=form, kicker=finding.code, crumbs=crumbs, cancel_url=url_of(finding), **more)
