"""What a page that is filled in on a device asks the server: answers kept, photos kept, how the lines stand now.

The number a device gives to a sending is the form's token too: a sending that comes twice is answered by the page of the
first (`saving_detail`), whatever happened to the connection between.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sotay.agency.actor import Actor
from sotay.agency.clock import now, today
from sotay.attachments.models import Attachment
from sotay.commands import require
from sotay.evaluation.audits.checklists import commands, forms, queries
from sotay.evaluation.audits.checklists.samples import shown_samples
from sotay.evaluation.audits.checklists.visit_page import VisitShown
from sotay.evaluation.audits.models import Audit, ChecklistLine, DeviceSaving, Visit
from sotay.evaluation.audits.plan.commands import start_audit
from sotay.evaluation.tabs import crumb_to
from sotay.pages import once, run, run_plain, url_of, url_of_known
from sotay.ui.pages import form_page
from sotay.ui.parts import Link

WORKER = Path(__file__).resolve().parents[2] / "static" / "evaluation" / "checklists" / "worker.js"
ASIDE = "X-Lies-Aside"


def tells_aside(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 409 where a sending lies aside; outside of `once`, for what lies aside is kept and not rolled back."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.headers.pop(ASIDE, ""):
            response.status_code = 409
        return response

    return told


def begin(visit: Visit, actor: Actor) -> None:
    """Let the audit be underway from its first answer on; what is in the way of answering is told by the answer itself."""
    if visit.audit.state == Audit.State.PLANNED:
        run_plain(start_audit, visit.audit, actor=actor, on=today())


@tells_aside
@never_cache
@once
def line_save(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Keep what was typed against a question: from a device (JSON) or from the plain form of the page."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    line = queries.get_line(visit, uuid)
    require(actor, "evaluation.answer_checklist", visit)
    initial = {name: getattr(line, name) for name in commands.WRITTEN} | {"base": line.version}
    form = forms.AnswerForm(request.POST or None, scale=visit.audit.scale, initial=initial)
    if request.method == "POST":
        # the token of the form is the number the device gave
        number = UUID(request.POST["once"])
        begin(visit, actor)
        done = run(form, commands.save_answer, line, actor=actor, at=now(), number=number)
        page = VisitShown(visit, actor)
        if done and _wants_json(request):
            return _told(page, form.result, status=201)  # type: ignore[attr-defined]
        if done:
            _say(request, form.result)  # type: ignore[attr-defined]
            return redirect(f"{url_of(visit)}#q-{line.uuid}")
        if _wants_json(request):
            return JsonResponse({"reasons": [str(one) for many in form.errors.values() for one in many]}, status=422)
    crumbs = [crumb_to(actor, "audits"), Link(label=str(visit.unit), url=url_of(visit))]
    return form_page(
        request,
        form=form,
        title=_("Ghi nhận"),
        kicker=str(visit),
        intro=line.question,
        submit=_("Lưu"),
        crumbs=crumbs,
        cancel_url=url_of(visit),
        folded=(),
    )


@never_cache
@once
def line_file(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Put a photo or a file on a question."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    line = queries.get_line(visit, uuid)
    require(actor, "evaluation.answer_checklist", visit)
    form = forms.FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        done = run(form, commands.add_file, line, actor=actor)
        if done and _wants_json(request):
            # asked again, a browser is led here and reads that the file is there
            return _file_told(form.result, status=201, address=request.get_full_path())  # type: ignore[attr-defined]
        if done:
            messages.success(request, _("Đã thêm tệp %s.") % form.result.name)  # type: ignore[attr-defined]
            return redirect(f"{url_of(visit)}#q-{line.uuid}")
        if _wants_json(request):
            return JsonResponse({"reasons": [str(one) for many in form.errors.values() for one in many]}, status=422)
    elif _wants_json(request):
        return JsonResponse({"files": [one.name for one in queries.files_of_lines([line]).get(line.uuid, ())]})
    crumbs = [crumb_to(actor, "audits"), Link(label=str(visit.unit), url=url_of(visit))]
    return form_page(
        request,
        form=form,
        title=_("Thêm ảnh, tệp"),
        kicker=str(visit),
        intro=line.question,
        submit=_("Thêm"),
        crumbs=crumbs,
        cancel_url=url_of(visit),
    )


@tells_aside
@never_cache
def saving_detail(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Tell what became of a sending, by the number the device gave it."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, "evaluation.answer_checklist", visit)
    return _told(VisitShown(visit, actor), queries.get_saving(visit, uuid), status=200)


@once
def aside_settle(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Decide upon what lies aside: take it, or keep what stands."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, "evaluation.answer_checklist", visit)
    saving = queries.get_saving(visit, uuid)
    form = forms.SettleForm(request.POST or None, initial={"take": "1"})
    if request.method == "POST":
        number = UUID(request.POST["once"])
        if run(form, commands.settle_aside, saving, actor=actor, at=now(), number=number):
            taken = form.cleaned_data["take"]
            messages.success(request, _("Đã dùng bản để riêng.") if taken else _("Đã giữ bản đang có."))
            return redirect(f"{url_of(visit)}#q-{saving.line.uuid}")
    crumbs = [crumb_to(actor, "audits"), Link(label=str(visit.unit), url=url_of(visit))]
    return form_page(
        request,
        form=form,
        title=_("Chọn bản được dùng"),
        kicker=str(visit),
        intro=saving.content.get("evidence", ""),
        submit=_("Chọn"),
        crumbs=crumbs,
        cancel_url=url_of(visit),
    )


@never_cache
def visit_state(request: HttpRequest, slug: str) -> JsonResponse:
    """Tell a page that was kept on the device who is signed in, the token of forms, and how the lines stand now."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, "evaluation.answer_checklist", visit)
    page = VisitShown(visit, actor)
    lines = {str(one.uuid): _line_told(one) for one in page.lines}
    why = " ".join(str(reason.text) for reason in page.closed)
    told = {"owner": str(actor.person.uuid), "csrf": get_token(request), "answers": page.answers, "why": why}
    return JsonResponse(told | {"lines": lines})


visit_state.polled = True  # type: ignore[attr-defined]  # asked by the page itself: no activity


def visit_worker(_request: HttpRequest) -> HttpResponse:
    """Give the service worker, from where it may keep the pages of visits and nothing else."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _line_told(line: ChecklistLine) -> dict[str, Any]:
    return {"version": line.version} | {name: getattr(line, name) for name in commands.WRITTEN}


def _told(page: VisitShown, saving: DeviceSaving, *, status: int) -> JsonResponse:
    """Answer a device: `kept` with the version the line then had, or what lies aside beside what stands now."""
    line = queries.get_line(page.visit, saving.line.uuid)
    told: dict[str, Any] = {"number": str(saving.number), "kept": saving.kept, "line": str(line.uuid)}
    told["now"] = _line_told(line)
    if saving.kept:
        told["version"] = saving.content.get("version", line.version)
        named = shown_samples([line], viewer=page.viewer).get(line.pk, [])
        told["samples"] = [
            {"title": title, "url": url_of_known(known, agency=page.viewer.agency.short_name) if known else ""}
            for title, known in named
        ]
    else:
        told["why"] = saving.content.get("why", [])
        told["aside"] = render_to_string(
            "evaluation/checklists/aside.html", {"one": page.shown_aside(saving), "line": line, "may": page.answers}
        )
    response = JsonResponse(told, status=status)
    response["Location"] = page.url("saving_detail", uuid=saving.number)
    if not saving.kept:
        response[ASIDE] = "1"
    return response


def _file_told(attachment: Attachment, *, status: int, address: str) -> JsonResponse:
    response = JsonResponse({"files": [attachment.name]}, status=status)
    response["Location"] = address
    return response


def _say(request: HttpRequest, saving: DeviceSaving) -> None:
    if saving.kept:
        messages.success(request, _("Đã lưu trên máy chủ."))
    else:
        messages.warning(
            request, _("Người khác vừa ghi câu này. Bản của bạn để riêng bên dưới câu hỏi, chưa thay bản đang có.")
        )
