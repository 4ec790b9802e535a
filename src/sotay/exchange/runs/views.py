"""Pages of imports: choose, upload, look at what would happen, confirm, follow, read the report."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.agency.vietnamese import format_number, slugify
from sotay.commands import require
from sotay.exchange import export, imports
from sotay.exchange.columns import Column
from sotay.exchange.runs import commands, files, forms, queries, tables
from sotay.exchange.runs.models import Run
from sotay.exchange.runs.work import is_held
from sotay.exchange.writing import XLSX_TYPE, template_xlsx
from sotay.pages import once, run, run_plain, shown, url_of
from sotay.ui.htmx import wants_part
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty, Link, RecordPage, StateBadge, Step

State = Run.State
SHOWN_PLACES = 200
TONES = {State.DONE: "done", State.REFUSED: "stop", State.STOPPED: "warn", State.CHECKED: "now"}


def import_list(request: HttpRequest) -> HttpResponse:
    """List what can be imported, and the runs there were."""
    require(request.actor, "exchange.import_data")
    return list_page(
        request,
        title=_("Nhập dữ liệu"),
        template="exchange/runs/list.html",
        crumbs=[Link(label=_("Quản trị"), url=_agency_page(request))],
        empty=Empty(
            title=_("Chưa nhập tệp nào"),
            why=_("Mỗi lần nhập được xem trước rồi mới ghi, và giữ lại ở đây: tệp nào, ai nhập, bao nhiêu dòng."),
        ),
        table=tables.Runs(queries.list_runs(viewer=request.actor)),
        exports=(),
        context={"kinds": [_card(one, request) for one in imports.open_to(request.actor)]},
    )


def _agency_page(request: HttpRequest) -> str:
    return reverse("organisation:agency_detail", kwargs={"agency": request.actor.agency.short_name})


@once
def import_start(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a file in and try it out."""
    actor, one = request.actor, queries.get_kind(kind, viewer=request.actor)
    form = forms.UploadForm(request.POST or None, request.FILES or None, kind=one)
    more = {"kind": one, "on": today()}
    if request.method == "POST" and run(form, commands.begin_run, actor.agency, actor=actor, **more):
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Nhập: %s") % one.label,
        submit=_("Tải lên và kiểm tra"),
        intro=one.hint,
        crumbs=[_crumb(request)],
        cancel_url=_address(request, "import_list"),
        template="exchange/runs/start.html",
        context={
            "columns": one.columns,
            "template_url": _address(request, "import_template", kind=kind) if one.columns else "",
        },
    )


def import_template(request: HttpRequest, kind: str) -> FileResponse:
    """Give the workbook to fill in."""
    one = queries.get_kind(kind, viewer=request.actor)
    queries.require_columns(one)
    file = template_xlsx(one.columns, one.examples, title=str(one.label))
    name = f"{slugify(str(one.label))}-{_('mau')}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)


def run_detail(request: HttpRequest, uuid: Any) -> HttpResponseBase:
    """Show how far a run is: progress, what would happen, or the report; `?export=` gives the bad cells as a table."""
    one = _as_it_stands(queries.get_run(uuid, viewer=request.actor))
    if request.GET.get("export"):
        places = one.places("errors") or one.places("left_out")
        return export.answer(request, _PLACES, places, title=_("Ô cần sửa"))
    return _run_page(request, one)


@once
@require_POST
def run_confirm(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Take the file that was tried out."""
    one = _as_it_stands(queries.get_run(uuid, viewer=request.actor))
    leave_out = request.GET.get("leave_out") == "1"
    reasons = run_plain(commands.confirm_run, one, actor=request.actor, on=today(), leave_out=leave_out)
    if reasons:
        return _run_page(request, one, reasons=shown(reasons, request.actor))
    one.refresh_from_db()
    if one.state == State.DONE:
        messages.success(request, _("Đã nhập %s.") % one.file_name)
    return redirect(url_of(one))


_PLACES = (Column("where", _("Ở đâu")), Column("what", _("Sai gì")), Column("mend", _("Cách sửa")))


def _as_it_stands(one: Run) -> Run:
    """Return the run; one that says it is at work while nobody is has stopped."""
    if one.state in {State.READING, State.APPLYING} and not is_held(one):
        return commands.note_stopped(one)
    return one


def _run_page(request: HttpRequest, one: Run, *, reasons: Any = ()) -> HttpResponse:
    page = RecordPage(
        title=one.file_name,
        kicker=one.label,
        crumbs=[_crumb(request)],
        state=StateBadge(label=one.get_state_display(), tone=TONES.get(one.state, "quiet")),
        steps=_steps(one),
    )
    values = {
        "page": page,
        "run": one,
        "reasons": reasons,
        "errors": one.places("errors")[:SHOWN_PLACES],
        "error_count": len(one.places("errors")),
        "left_out": one.places("left_out")[:SHOWN_PLACES],
        "left_out_count": len(one.places("left_out")),
        **_bad_rows(request, one),
        "flagged": one.places("flagged")[:SHOWN_PLACES],
        "flagged_count": len(one.places("flagged")),
        "notes": one.places("notes")[:SHOWN_PLACES],
        "counts": _counts(one),
        "confirm": _confirm(request, one),
        "again_url": _start_of(imports.find(one.kind), request) or _address(request, "import_start", kind=one.kind),
        "waits_long": queries.waits_long(one),
        "here": url_of(one),
    }
    return render(
        request, "exchange/runs/detail.html#progress" if wants_part(request) else "exchange/runs/detail.html", values
    )


def _steps(one: Run) -> list[Step]:
    """Return the way of a run: read and checked, confirmed, taken."""
    checked = one.confirmed_at is not None or one.state == State.CHECKED
    done = one.state == State.DONE
    cut = one.state in {State.REFUSED, State.STOPPED}
    return [
        Step(label=_("Tải lên"), state="done"),
        Step(label=_("Kiểm tra"), state="done" if checked else "now"),
        Step(label=_("Xác nhận"), state="done" if one.confirmed_at else "now" if checked else "todo"),
        Step(label=_("Nhập"), state="done" if done else "now" if one.confirmed_at and not cut else "todo"),
    ]


def _counts(one: Run) -> list[tuple[str, str]]:
    """Return the figures of the outcome in words: what would happen, or what was done."""
    done = one.state == State.DONE
    words = {
        "created": _("Đã thêm") if done else _("Sẽ thêm"),
        "updated": _("Đã sửa") if done else _("Sẽ sửa"),
        "unchanged": _("Giữ nguyên"),
    }
    if one.state not in {State.CHECKED, State.DONE} and not one.can_leave_out:
        return []
    if one.outcome.get("bad_rows"):
        words["bad_rows"] = _("Để lại vì có lỗi") if done else _("Có lỗi")
    return [(label, format_number(int(one.outcome.get(key, 0)))) for key, label in words.items()]


def _confirm(request: HttpRequest, one: Run) -> Action | None:
    """Return the button that takes the file when it can be taken; of one that was, the way to where it goes on."""
    kind = imports.find(one.kind)
    if one.state == State.DONE and kind is not None and kind.after:
        url = reverse(kind.after, kwargs={"agency": request.agency.short_name})
        return Action(label=_("Tiếp tục"), url=url, primary=True, icon="arrow-right")
    again = one.state == State.STOPPED and one.confirmed_at is not None
    if (one.state != State.CHECKED and not again) or files.is_gone(one):
        return None
    label = _("Nhập lại từ đầu") if again else _("Nhập vào hệ thống")
    return Action(
        label=label, url=_address(request, "run_confirm", uuid=one.uuid), post=True, primary=True, icon="check"
    )


def _bad_rows(request: HttpRequest, one: Run) -> dict[str, Any]:
    """Return what else can be done: say anew how the file is read, take the rows without errors, get the others to mend."""
    kind = imports.find(one.kind)
    kept_until = None if files.is_over(one) else files.kept_until(one)
    gone = files.is_gone(one)
    bad_rows = bool(int(one.outcome.get("bad_rows", 0))) and one.started_by == request.actor.user and not gone
    page = kind.bad_rows if kind and bad_rows else ""
    named = {"agency": request.agency.short_name, "uuid": one.uuid}
    leave_out = None
    if one.can_leave_out and not gone:
        bad = format_number(int(one.outcome["bad_rows"]))
        url = f"{_address(request, 'run_confirm', uuid=one.uuid)}?leave_out=1"
        leave_out = Action(label=_("Nhập các dòng đúng, để lại %s dòng lỗi") % bad, url=url, post=True, icon="check")
    choose = kind.choose if kind and one.confirmed_at is None and not one.is_working and not gone else ""
    return {
        "bad_rows_url": reverse(page, kwargs=named) if page else "",
        "choose_url": reverse(choose, kwargs=named) if choose else "",
        "leave_out": leave_out,
        "kept_until": None if gone else kept_until,
        "file_gone": gone,
    }


def _start_of(kind: imports.Import | None, request: HttpRequest) -> str:
    """Return the page of the area's own that takes such files; nothing where the common one does."""
    return reverse(kind.page, kwargs={"agency": request.agency.short_name}) if kind and kind.page else ""


def _card(one: imports.Import, request: HttpRequest) -> dict[str, Any]:
    return {
        "label": one.label,
        "hint": one.hint,
        "url": _start_of(one, request) or _address(request, "import_start", kind=one.kind),
        "template_url": _address(request, "import_template", kind=one.kind) if one.columns else "",
    }


def _crumb(request: HttpRequest) -> Link:
    return Link(label=_("Nhập dữ liệu"), url=_address(request, "import_list"))


def _address(request: HttpRequest, name: str, **kwargs: object) -> str:
    return reverse(f"exchange:{name}", kwargs={"agency": request.agency.short_name, **kwargs})
