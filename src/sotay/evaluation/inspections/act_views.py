"""Pages of what is done upon an inspection: held, minutes, conclusions, findings, fixes, answer, closed, called off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.evaluation.inspections import commands, forms, queries
from sotay.evaluation.inspections.contents import LINES, named
from sotay.evaluation.inspections.findings import commands as finding_commands
from sotay.evaluation.inspections.models import Inspection, InspectionFinding
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.formats import ngay
from sotay.ui.pages import FOLD_LABEL, form_page, record_page
from sotay.ui.parts import Action, Link, RecordPage, StateBadge

State = Inspection.State


@once
def inspection_hold(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that an inspection was held."""
    one = _own(request, slug)
    form = forms.HoldForm(request.POST or None, initial={"version": one.version, "to_date": one.to_date or today()})
    return _act(request, one, form, commands.hold_inspection, title=_("Ghi đã kiểm tra"), done=_("Đã ghi."), on=today())


@once
def inspection_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter the signed minutes."""
    one = _own(request, slug)
    initial = {"version": one.version, "decision": one.minutes, "conclusion": one.conclusion}
    form = forms.MinutesForm(request.POST or None, request.FILES or None, viewer=request.actor, initial=initial)
    return _act(
        request,
        one,
        form,
        commands.enter_minutes,
        title=_("Biên bản kiểm tra"),
        done=_("Đã nhập biên bản."),
        intro=_("Số ghi trên biên bản, ngày ký và bản quét. Hạn báo cáo khắc phục tính từ ngày ký biên bản."),
        folded=("new_signer_name", "new_signer_title"),
        on=today(),
    )


@once
def inspection_lines(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter what the minutes say of each of the thirteen lines."""
    one = _own(request, slug)
    form = forms.LinesForm(request.POST or None, inspection=one)
    return _act(
        request,
        one,
        form,
        finding_commands.keep_lines,
        title=_("Kết luận từng nội dung"),
        done=_("Đã lưu kết luận."),
        intro=_(
            "Theo biên bản: nội dung A (7) và nội dung B (6). Nội dung đoàn không xem thì để trống hoặc chọn “Không kiểm tra”."
        ),
        folded=tuple(f"text_{line.key}" for line in LINES),
        fold_label=_("Ghi trong biên bản"),
    )


@once
def inspection_fixes(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter the report on fixes."""
    one = _own(request, slug)
    initial = {"version": one.version, "decision": one.fixes}
    form = forms.PaperForm(request.POST or None, request.FILES or None, viewer=request.actor, initial=initial)
    return _act(
        request,
        one,
        form,
        commands.report_fixes,
        title=_("Báo cáo khắc phục"),
        done=_("Đã nhập báo cáo khắc phục."),
        intro=_("Báo cáo đã ký gửi cơ quan kiểm tra; bảng khắc phục in được từ trang cuộc kiểm tra."),
        folded=("new_signer_name", "new_signer_title"),
        on=today(),
    )


@once
def inspection_answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Note the answer of the inspecting body."""
    one = _own(request, slug)
    initial = {"version": one.version, "answer": one.answer, "answer_date": one.answer_date or today()}
    form = forms.AnswerForm(request.POST or None, initial=initial)
    return _act(
        request,
        one,
        form,
        commands.note_answer,
        title=_("Trả lời của cơ quan kiểm tra"),
        done=_("Đã ghi trả lời."),
        on=today(),
    )


@once
def inspection_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close an inspection."""
    one = _own(request, slug)
    form = forms.CloseForm(request.POST or None, initial={"version": one.version, "closed_date": today()})
    return _act(request, one, form, commands.close_inspection, title=_("Kết thúc"), done=_("Đã kết thúc."), on=today())


@once
def inspection_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that an inspection does not take place."""
    one = _own(request, slug)
    form = forms.ReasonForm(request.POST or None, initial={"version": one.version})
    return _act(request, one, form, commands.cancel_inspection, title=_("Không tiến hành"), done=_("Đã ghi."))


@once
def inspection_let_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Let an inspector's account read a limited scope for some days."""
    actor, on = request.actor, today()
    one = queries.get_inspection(slug, viewer=actor)
    require(actor, "evaluation.let_inspectors_read", one)
    form = forms.LetReadForm(request.POST or None, inspection=one, on=on)
    return _act(
        request,
        one,
        form,
        commands.let_team_read,
        title=_("Cho đoàn xem"),
        done=_("Đã cho xem; nhật ký hai bên đã ghi."),
        intro=_("Tài khoản của thành viên đoàn chỉ đọc các trang trong phạm vi và số ngày dưới đây."),
        folded=(),
        on=on,
    )


@guests_may_read
def finding_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a finding of the minutes; what puts it right stands beside it."""
    actor = request.actor
    require(actor, "evaluation.view_inspections")
    finding = queries.get_finding(slug, viewer=actor)
    one = finding.inspection
    checked = finding.checked_again_date
    facts = [
        (_("Thuộc nội dung kiểm tra"), named(finding.line) if finding.line else ""),
        (_("Đơn vị liên quan"), str(finding.unit or "")),
        (_("Biên bản"), f"{one.minutes}, {ngay(one.minutes_date)}" if one.minutes_date else ""),
        (_("Kiểm tra lại"), f"{ngay(checked)}: {finding.checked_again_text}" if checked else ""),
        (_("Người nhập"), str(finding.noted_by)),
    ]
    page = RecordPage(
        title=_("Điểm %(number)s – %(code)s") % {"number": finding.position, "code": one.code},
        kicker=_("Điểm nêu trong biên bản kiểm tra"),
        crumbs=[crumb_to(actor, "inspections"), Link(label=one.code, url=url_of(one))],
        state=StateBadge(label=_("Đã được kiểm tra lại"), tone="done") if checked else None,
        actions=_finding_actions(request, finding),
        **aside(finding, viewer=actor),
    )
    context = {"finding": finding, "facts": [(word, value) for word, value in facts if value]}
    return record_page(
        request,
        page=page,
        template="evaluation/inspections/finding.html",
        context=context | {"tabs": tabs_for(actor, active="inspections")},
    )


@once
def finding_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter something the minutes find not to conform."""
    one = _own(request, slug)
    form = forms.FindingForm(request.POST or None, viewer=request.actor, on=today(), inspection=one)
    return _act(
        request,
        one,
        form,
        finding_commands.note_finding,
        title=_("Nhập điểm nêu trong biên bản"),
        done=_("Đã nhập; từ điểm này lập được phiếu sự không phù hợp."),
        folded=(),
    )


@once
def finding_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct how a finding was entered."""
    finding = _own_finding(request, slug)
    form = forms.FindingForm(request.POST or None, viewer=request.actor, on=today(), finding=finding)
    return _act(
        request, finding, form, finding_commands.change_finding, title=_("Sửa điểm nêu"), done=_("Đã lưu."), folded=()
    )


@once
def finding_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that a finding was checked again."""
    finding = _own_finding(request, slug)
    form = forms.CheckForm(request.POST or None, initial={"version": finding.version, "date": today()})
    return _act(
        request,
        finding,
        form,
        finding_commands.check_again,
        title=_("Ghi kết quả kiểm tra lại"),
        done=_("Đã ghi kết quả kiểm tra lại."),
        on=today(),
    )


@once
def finding_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Take out a finding entered by mistake."""
    finding = _own_finding(request, slug)
    form = forms.ReasonForm(request.POST or None, initial={"version": finding.version})
    back = finding.inspection
    return _act(
        request,
        finding,
        form,
        finding_commands.drop_finding,
        title=_("Bỏ điểm nhập nhầm"),
        done=_("Đã bỏ; lý do ghi ở nhật ký."),
        back=back,
    )


def _finding_actions(request: HttpRequest, finding: InspectionFinding) -> list[Action]:
    actor, state = request.actor, finding.inspection.state
    if not may(actor, "evaluation.write_inspections", finding):
        return []
    wanted = []
    if state in {State.FIXED, State.CLOSED}:
        wanted.append(("inspection_finding_check", _("Ghi kết quả kiểm tra lại"), "check"))
    if state in {State.MINUTES, State.FIXED}:
        wanted.append(("inspection_finding_change", _("Sửa"), "pencil"))
        wanted.append(("inspection_finding_drop", _("Bỏ"), "trash"))
    return [Action(label=word, url=address(actor, name, slug=finding.slug), icon=icon) for name, word, icon in wanted]


def _own(request: HttpRequest, slug: str) -> Inspection:
    one = queries.get_inspection(slug, viewer=request.actor)
    require(request.actor, "evaluation.write_inspections", one)
    return one


def _own_finding(request: HttpRequest, slug: str) -> InspectionFinding:
    finding = queries.get_finding(slug, viewer=request.actor)
    require(request.actor, "evaluation.write_inspections", finding)
    return finding


def _act(
    request: HttpRequest,
    record: Any,
    form: Any,
    act: Any,
    *,
    title: str,
    done: str,
    intro: str = "",
    back: Any = None,
    folded: tuple[str, ...] = (),
    fold_label: Any = FOLD_LABEL,
    **more: Any,
) -> HttpResponse:
    """Do what a form asks upon an inspection or a finding and lead back to it, or show the form."""
    actor, back = request.actor, back or record
    if request.method == "POST" and run(form, act, record, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(back))
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(record),
        intro=intro,
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "inspections"), Link(label=str(back)[:80], url=url_of(back))],
        cancel_url=url_of(record),
        folded=folded,
        fold_label=fold_label,
    )
