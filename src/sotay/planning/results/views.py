"""Pages of one report: written on one form, shown as a record, sent, opened again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.approvals.strips import strip_of, who_signs
from sotay.attachments.aside import aside
from sotay.commands import Reason, may, require
from sotay.pages import Shown, guests_may_read, once, run, shown, url_of
from sotay.planning.results import commands, forms, guards, queries
from sotay.planning.results.models import Report
from sotay.planning.results.period_views import STATE_TONES
from sotay.planning.tabs import address, crumb_to
from sotay.standard.reporting import ReportingPeriod
from sotay.ui import stale
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StandingBadge, StateBadge, Step

State = Report.State


@once
def report_write(request: HttpRequest, period: str, unit: str) -> HttpResponse:
    """Write the results of a unit, or of the agency, for a period: all objectives on one page, saved at any time.

    Who may only read is led to the report, or to the board of the period.
    """
    actor, on = request.actor, today()
    asked = queries.get_period(period, viewer=actor, on=on)
    whose = queries.get_unit(unit, viewer=actor)
    page = queries.get_writing_page(asked, unit=whose, viewer=actor, on=on)
    report = page.report
    if request.method != "POST" and not _may_write(actor, whose):
        require(actor, "planning.view_results")
        return redirect(url_of(report) if report else f"{address(actor, 'result_board')}?period={asked.key}")
    require(actor, "planning.write_report", Report(agency=actor.agency, unit=whose))
    form = forms.ReportForm(
        request.POST or None,
        lines=page.lines,
        before=page.before,
        taken=page.taken,
        report=report,
        is_final=asked.is_final,
    )
    here = {"unit": whose, "period": asked.key}
    if request.method == "POST" and run(form, commands.write_results, actor.agency, actor=actor, **here, on=on):
        messages.success(request, _("Đã lưu báo cáo."))
        if "stay" in request.POST:
            return redirect(address(actor, "report_write", period=asked.key, unit=unit))
        saved = queries.get_writing_page(asked, unit=whose, viewer=actor, on=on).report
        return redirect(url_of(saved))
    return _write_form(request, form, page, whose)


def _write_form(
    request: HttpRequest, form: forms.ReportForm, page: queries.WritingPage, unit: Unit | None
) -> HttpResponse:
    actor, asked = request.actor, page.period
    report, refused = page.report, bool(form.is_bound and form.errors)
    changed: list[stale.Difference] = []
    if moved := getattr(form, "stale", None):
        now = forms.ReportForm(
            lines=page.lines, before=page.before, taken=page.taken, report=report, is_final=asked.is_final
        )
        changed = form.differences(now)
        stale.renew_version(form, moved.subject.version)
    reasons = guards.why_not_write(report, holding=page.holding, unit=unit, period=asked, on=today())
    return render(
        request,
        "planning/results/write.html",
        {
            "title": _("Kết quả mục tiêu %s") % asked.name.lower(),
            "kicker": unit.name if unit else actor.agency.name,
            "crumbs": [crumb_to(actor, "results"), _crumb(actor, asked)],
            "period": asked,
            "report": report,
            "form": form,
            "refused": refused,
            "changed": changed,
            "blocked": shown(reasons, actor),
            "back": url_of(report) if report else f"{address(actor, 'result_board')}?period={asked.key}",
        },
        status=409 if moved else 422 if refused else 200,
    )


@guests_may_read
def report_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a report: the way it goes, what is missing, and what it tells of each objective."""
    actor = request.actor
    require(actor, "planning.view_results")
    page = queries.get_report_page(slug, viewer=actor, on=today())
    report = page.report
    next_action, blocked = _next(actor, page)
    beside = aside(report, viewer=actor)
    if page.approval is not None and actor.is_member:
        sent = Link(label=_("Lần gửi %s") % ngay(localdate(page.approval.submitted_at)), url=url_of(page.approval))
        beside["links"] = [sent, *(beside["links"] or ())]
    late = report.is_late and not report.is_open
    return record_page(
        request,
        page=RecordPage(
            title=_("Kết quả mục tiêu %s") % page.period.name.lower(),
            kicker=report.whose,
            crumbs=[crumb_to(actor, "results"), _crumb(actor, page.period)],
            state=StateBadge(label=report.get_state_display(), tone=STATE_TONES[State(report.state)]),
            standing=StandingBadge(kind="met", late=True, text=_("Gửi muộn")) if late else None,
            actions=_actions(actor, report),
            steps=_steps(page),
            next_action=next_action,
            blocked=blocked,
            facts=_facts(page),
            **beside,
        ),
        template="planning/results/detail.html",
        context={"report": report, "lines": page.lines},
    )


@once
def report_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a report by way of the secretary to the committee; the secretary may enter one handed in on paper."""
    actor = request.actor
    report = queries.get_report(slug, viewer=actor)
    require(actor, "planning.send_report", report)
    form_class = forms.ReceiveForm if may(actor, "planning.receive_report", report) else forms.SendForm
    form = form_class(request.POST or None, report=report)
    if request.method == "POST" and run(form, commands.send_report, report, actor=actor, on=today()):
        messages.success(request, _("Đã gửi báo cáo."))
        return redirect(url_of(report))
    return _small_form(
        request,
        form,
        report,
        title=_("Gửi báo cáo"),
        submit=_("Gửi báo cáo"),
        intro=_("Báo cáo được gửi tới Thư ký ISO rồi Ban Chỉ đạo; sau khi gửi, muốn sửa thì cần được trả lại."),
    )


@once
def report_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a report that was taken, with a reason."""
    actor = request.actor
    report = queries.get_report(slug, viewer=actor)
    require(actor, "planning.open_report", report)
    form = forms.OpenForm(request.POST or None, report=report)
    if request.method == "POST" and run(form, commands.open_again, report, actor=actor):
        messages.success(request, _("Đã mở lại; đơn vị sửa rồi gửi lại."))
        return redirect(url_of(report))
    return _small_form(
        request,
        form,
        report,
        title=_("Mở lại báo cáo"),
        submit=_("Mở lại"),
        intro=_("Đơn vị sửa số liệu rồi gửi lại từ đầu; ngày gửi mới được dùng để xét đúng hạn hay muộn."),
    )


def _small_form(request: HttpRequest, form: Any, report: Report, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        kicker=str(report),
        crumbs=[crumb_to(request.actor, "results"), Link(label=report.whose, url=url_of(report))],
        cancel_url=url_of(report),
        folded=(),
        **words,
    )


def _may_write(actor: Actor, unit: Unit | None) -> bool:
    return may(actor, "planning.write_report", Report(agency=actor.agency, unit=unit))


def _crumb(actor: Actor, period: ReportingPeriod) -> Link:
    return Link(label=period.name, url=f"{address(actor, 'result_board')}?period={period.key}")


def _write_url(actor: Actor, report: Report) -> str:
    unit = report.unit.slug if report.unit else queries.AGENCY_SLUG
    return address(actor, "report_write", period=report.period, unit=unit)


def _next(actor: Actor, page: queries.ReportPage) -> tuple[NextAction | None, list[Blocked]]:
    """Return the one thing to do next, or the reasons it cannot be done yet."""
    report = page.report
    if report.is_open and may(actor, "planning.send_report", report):
        closed = list(
            guards.why_not_write(report, holding=page.holding, unit=report.unit, period=page.period, on=today())
        )
        if closed:
            return None, [Blocked(title=_("Chưa sửa, gửi được"), reasons=shown(closed, actor))]
        if missing := list(guards.why_not_send(report, page.lines)):
            url = _write_url(actor, report)
            return None, [Blocked(title=_("Chưa gửi được"), reasons=[_in_form(reason, url) for reason in missing])]
        action = Action(
            label=_("Gửi báo cáo"), url=address(actor, "report_send", slug=report.slug), icon="send", primary=True
        )
        return NextAction(title=_("Gửi báo cáo"), note=_("Hạn gửi %s.") % ngay(page.period.due), action=action), []
    if report.state == State.SENT and page.approval is not None and actor.is_member:
        return _awaited(actor, page), []
    return None, []


def _in_form(reason: Reason, url: str) -> Shown:
    """Return a reason with the field of the form of the report where it is put right."""
    return Shown(text=str(reason.text), url=f"{url}#id_{reason.field}" if reason.field else url, code=reason.code)


def _awaited(actor: Actor, page: queries.ReportPage) -> NextAction:
    approval = page.approval
    current = next((step for step in page.steps if step.done_at is None), None)
    if may(actor, "approvals.decide", approval):
        action = Action(label=_("Xem và quyết định"), url=url_of(approval), icon="check", primary=True)
        return NextAction(title=_("Chờ anh, chị quyết định"), note=current.label if current else "", action=action)
    enters = may(actor, "approvals.enter_paper", approval)
    label, icon = (_("Nhập văn bản đã ký"), "signature") if enters else (_("Xem lần gửi"), "eye")
    title = _("Chờ %s") % who_signs(current) if current else _("Đã gửi")
    note = current.label if current else ""
    return NextAction(title=title, note=note, action=Action(label=label, url=url_of(approval), icon=icon))


def _actions(actor: Actor, report: Report) -> list[Action]:
    if report.is_open and may(actor, "planning.write_report", report):
        return [Action(label=_("Sửa số liệu"), url=_write_url(actor, report), icon="pencil")]
    if report.state == State.TAKEN and may(actor, "planning.open_report", report):
        url = address(actor, "report_open", slug=report.slug)
        return [Action(label=_("Mở lại"), url=url, icon="lock-open")]
    return []


def _steps(page: queries.ReportPage) -> list[Step]:
    """Return writing, sending, each step of the round, taken."""
    report = page.report
    if report.is_open or page.approval is None:
        label = _("Lập, sửa lại") if report.state == State.RETURNED else _("Lập")
        steps = [Step(label=label, state="now"), Step(label=_("Gửi"), state="todo")]
        return [*steps, Step(label=_("Tiếp nhận"), state="todo")]
    return [Step(label=_("Lập"), state="done"), *strip_of(page.approval, page.steps)]


def _facts(page: queries.ReportPage) -> list[tuple[str, Any]]:
    report, period = page.report, page.period
    cutoff, due = (period.cutoff, period.due) if report.is_open else (report.cutoff_date, report.due_date)
    facts: list[tuple[str, Any]] = [(_("Số liệu đến ngày"), ngay(cutoff)), (_("Hạn gửi"), ngay(due))]
    if report.returned_reason:
        facts.append((_("Lý do trả lại, mở lại"), report.returned_reason))
    if report.sent_date:
        facts.append((_("Ngày gửi") if not report.is_open else _("Gửi lần trước ngày"), ngay(report.sent_date)))
    if report.taken_date:
        facts.append((_("Ngày tiếp nhận"), ngay(report.taken_date)))
    if report.note:
        facts.append((_("Ý kiến, đề xuất của đơn vị"), report.note))
    return facts
