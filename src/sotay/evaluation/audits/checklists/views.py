"""Pages of a visit: its checklist, what is put on it and in which order, its paper, finished and opened again."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sotay.agency.clock import today
from sotay.commands import require
from sotay.evaluation.audits.checklists import commands, forms, guards, queries, sources
from sotay.evaluation.audits.checklists.visit_page import VisitShown
from sotay.evaluation.audits.models import ChecklistLine, Visit
from sotay.evaluation.tabs import crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, run_plain, shown, url_of
from sotay.papers.answering import form_answer
from sotay.standard.applicability.queries import exclusions_of
from sotay.standard.catalogue.clauses import Clause, clauses
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Link, Tab

Source = ChecklistLine.Source
TABS = (
    ("library", gettext_lazy("Thư viện")),
    ("steps", gettext_lazy("Bước của quy trình")),
    ("earlier", gettext_lazy("Cuộc trước")),
)


@guests_may_read
def visit_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the checklist of a visit; its auditors answer it here, on a phone and without connection too."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    page = VisitShown(visit, actor)
    return record_page(
        request,
        page=page.record_page(),
        template="evaluation/checklists/detail.html",
        context={"shown": page, "visit": visit, "tabs": tabs_for(actor, active="audits")},
    )


@guests_may_read
def visit_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the checklist as its paper (form D5): filled in, or `?blank=1` its questions to be filled in by hand."""
    actor = request.actor
    page = VisitShown(queries.get_visit(slug, viewer=actor), actor)
    blank = "blank" in request.GET
    crumbs = [crumb_to(actor, "audits"), page.crumb_of_audit, _crumb(page.visit)]
    other = Link(
        label=_("Bản đã ghi") if blank else _("Bản trắng để ghi tay"),
        url=page.url("visit_print") + ("" if blank else "?blank=1"),
    )
    return form_answer(request, "D5-GT" if blank else "D5", page.visit, crumbs=crumbs, links=[other])


@once
def visit_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose questions: of the library, of the steps of the procedures, of an earlier audit."""
    actor, on = request.actor, today()
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, "evaluation.prepare_checklist", visit)
    page = VisitShown(visit, actor)
    source = request.GET.get("source", "library")
    everything = "all" in request.GET
    others = queries.earlier_visits(visit, viewer=actor) if source == "earlier" else []
    other = next((one for one in others if one.slug == request.GET.get("from")), None)
    offered = _offered(visit, source, other, actor=actor, on=on, everything=everything)
    form = forms.PickForm(request.POST or None, offered=offered)
    if request.method == "POST" and run(form, commands.add_questions, visit, actor=actor, on=on):
        count = form.result if isinstance(form.result, int) else 0  # type: ignore[attr-defined]
        told = ngettext("Đã thêm %d câu hỏi.", "Đã thêm %d câu hỏi.", count) % count
        messages.success(request, told if count else _("Các câu hỏi này đã có trên phiếu."))
        return redirect(url_of(visit))
    there = {f"{one.source}:{one.source_code}" for one in page.lines}
    chosen = set(request.POST.getlist("picks"))
    last = queries.last_times([_as_line(one) for one in offered], visit, viewer=actor)
    context = {
        "title": _("Thêm câu hỏi"),
        "visit": visit,
        "shown": page,
        "form": form,
        "crumbs": [crumb_to(actor, "audits"), page.crumb_of_audit, _crumb(visit)],
        "tabs": [Tab(label=word, url=f"?source={key}", active=key == source) for key, word in TABS],
        "source": source,
        "everything": everything,
        "others": others,
        "other": other,
        "reasons": shown(guards.why_not_prepare(visit), actor),
        "groups": _grouped(offered, there=there, chosen=chosen, bound=form.is_bound, last=last),
    }
    return render(request, "evaluation/checklists/add.html", context)


@once
def visit_own(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a question of one's own on the checklist."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, "evaluation.prepare_checklist", visit)
    form = forms.QuestionForm(request.POST or None, visit=visit, clauses=_applicable(visit))
    if request.method == "POST" and run(form, commands.add_own_question, visit, actor=actor):
        messages.success(request, _("Đã thêm câu hỏi."))
        return redirect(url_of(visit))
    return _of_visit(request, form, visit, title=_("Tự soạn câu hỏi"), submit=_("Thêm câu hỏi"))


@once
def visit_prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the questions in order, and lead to where each is worded otherwise or taken out."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, "evaluation.prepare_checklist", visit)
    page = VisitShown(visit, actor)
    form = forms.OrderForm(request.POST or None, lines=page.lines)
    if request.method == "POST" and run(form, commands.order_questions, visit, actor=actor):
        messages.success(request, _("Đã xếp lại thứ tự."))
        return redirect(page.url("visit_prepare"))
    noted = queries.noted_lines(page.lines, page.files)
    rows = [
        {
            "place": number,
            "line": one,
            "field": form[f"place_{one.uuid}"],
            "noted": one.pk in noted,
            "change_url": page.url("line_change", uuid=one.uuid),
            "take_out_url": page.url("line_take_out", uuid=one.uuid),
        }
        for number, one in enumerate(page.lines, start=1)
    ]
    context = {
        "title": _("Xếp thứ tự, bỏ câu hỏi"),
        "visit": visit,
        "form": form,
        "rows": rows,
        "crumbs": [crumb_to(actor, "audits"), page.crumb_of_audit, _crumb(visit)],
    }
    return render(request, "evaluation/checklists/prepare.html", context)


@once
def line_change(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Word a question otherwise."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    line = queries.get_line(visit, uuid)
    require(actor, "evaluation.prepare_checklist", visit)
    initial = {name: getattr(line, name) for name in ("question", "look_for", "clause", "document", "version")}
    form = forms.ChangeQuestionForm(request.POST or None, visit=visit, clauses=_applicable(visit), initial=initial)
    if request.method == "POST" and run(form, commands.change_question, line, actor=actor):
        messages.success(request, _("Đã sửa câu hỏi."))
        return redirect(url_of(visit))
    return _of_visit(request, form, visit, title=_("Sửa câu hỏi"), submit=_("Lưu"))


@once
def line_take_out(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a question off the checklist; asks first."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    line = queries.get_line(visit, uuid)
    require(actor, "evaluation.prepare_checklist", visit)
    form = django_forms.Form(request.POST or None)
    if request.method == "POST":
        reasons = run_plain(commands.take_out_question, line, actor=actor)
        if not reasons:
            messages.success(request, _("Đã bỏ câu hỏi."))
            return redirect(VisitShown(visit, actor).url("visit_prepare"))
        form.reasons = shown(reasons, actor)  # type: ignore[attr-defined]
    return _of_visit(
        request, form, visit, title=_("Bỏ câu hỏi khỏi phiếu"), submit=_("Bỏ câu hỏi"), intro=line.question
    )


@once
def visit_finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Close and seal the checklist; what is missing is told before it is sent."""
    actor, on = request.actor, today()
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, "evaluation.finish_visit", visit)
    form = forms.VersionForm(request.POST or None, initial={"version": visit.version})
    if request.method == "POST" and run(form, commands.finish_visit, visit, actor=actor, on=on):
        messages.success(request, _("Đã hoàn thành phiếu ghi chép."))
        return redirect(url_of(visit))
    page = VisitShown(visit, actor)
    if request.method == "GET":
        form.reasons = shown(guards.why_not_finish(visit, page.lines, page.aside), actor)  # type: ignore[attr-defined]
    intro = _("Sau khi hoàn thành, phiếu được niêm phong bằng mã băm và chỉ trưởng đoàn mở lại được, có lý do.")
    if page.unproved:
        count = page.unproved
        intro += " " + (
            ngettext(
                "%d câu kết luận phù hợp mà chưa ghi bằng chứng, mẫu hoặc tệp nào.",
                "%d câu kết luận phù hợp mà chưa ghi bằng chứng, mẫu hoặc tệp nào.",
                count,
            )
            % count
        )
    return _of_visit(request, form, visit, title=_("Hoàn thành phiếu ghi chép"), submit=_("Hoàn thành"), intro=intro)


@once
def visit_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a finished checklist again."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, "evaluation.reopen_visit", visit)
    form = forms.ReopenForm(request.POST or None, initial={"version": visit.version})
    if request.method == "POST" and run(form, commands.reopen_visit, visit, actor=actor):
        messages.success(request, _("Đã mở lại phiếu ghi chép."))
        return redirect(url_of(visit))
    return _of_visit(request, form, visit, title=_("Mở lại phiếu ghi chép"), submit=_("Mở lại"))


def _of_visit(request: HttpRequest, form: Any, visit: Visit, **words: Any) -> HttpResponse:
    """Answer with a form about a visit, which leads back to its page."""
    page = VisitShown(visit, request.actor)
    crumbs = [crumb_to(request.actor, "audits"), page.crumb_of_audit, _crumb(visit)]
    return form_page(request, form=form, kicker=str(visit), crumbs=crumbs, cancel_url=url_of(visit), folded=(), **words)


def _crumb(visit: Visit) -> Link:
    return Link(label=str(visit.unit), url=url_of(visit))


def _applicable(visit: Visit) -> list[Clause]:
    return exclusions_of([visit.agency_id], on=today())[visit.agency_id].applicable()


def _offered(
    visit: Visit, source: str, other: Visit | None, *, actor: Any, on: Any, everything: bool
) -> list[sources.Offered]:
    if source == "steps":
        return sources.from_steps(visit, viewer=actor)
    if source == "earlier":
        return sources.from_earlier(visit, other) if other else []
    return sources.from_library(visit, on=on, everything=everything)


def _as_line(one: sources.Offered) -> ChecklistLine:
    return ChecklistLine(source=one.source, source_code=one.code)


def _grouped(
    offered: list[sources.Offered], *, there: set[str], chosen: set[str], bound: bool, last: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return what is offered by document or clause, each with whether it is chosen: at first all that is not there yet."""
    groups: dict[str, list[dict[str, Any]]] = {}
    names = {number: str(one) for number, one in clauses().items()}
    for one in offered:
        title = str(one.document) if one.document else names.get(one.clause, _("Không gắn với điều khoản"))
        is_there = one.pick in there
        ticked = one.pick in chosen if bound else not is_there
        row = {"one": one, "there": is_there, "ticked": ticked, "last": last.get(one.code)}
        groups.setdefault(title, []).append(row)
    return [{"title": title, "rows": rows} for title, rows in groups.items()]
