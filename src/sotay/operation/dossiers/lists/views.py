"""Pages of taking a list: the file, which column is what, and the rows with errors to mend."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import NotFound, require
from sotay.exchange import export, imports
from sotay.exchange.grids import FileProblem
from sotay.exchange.runs.commands import keep_file, start_run
from sotay.exchange.runs.models import Run
from sotay.operation.dossiers.lists import commands, forms, queries
from sotay.operation.dossiers.lists.imports import KIND
from sotay.operation.dossiers.lists.words import BY_KEY
from sotay.operation.dossiers.models import DossierSource
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import found, once, run, url_of
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, Link, RecordPage

HIDDEN = "•••"


@once
def dossier_import(request: HttpRequest) -> HttpResponse:
    """Take the file of a list; which column is what is chosen on the next page."""
    actor = request.actor
    require(actor, "operation.import_dossiers")
    kind = found(imports.find(KIND))
    form = forms.ListForm(request.POST or None, request.FILES or None, viewer=actor, kind=kind)
    if request.method == "POST" and run(form, keep_file, actor.agency, actor=actor, kind=kind):
        url = address(actor, "dossier_import_columns", uuid=form.result.uuid)  # type: ignore[attr-defined]
        return redirect(f"{url}?source={form.chosen.slug}" if form.chosen else url)
    return form_page(
        request,
        form=form,
        title=_("Nhập danh sách hồ sơ"),
        submit=_("Tải lên"),
        intro=_(
            "Danh sách hồ sơ xuất từ hệ thống một cửa. Hồ sơ được nhận ra theo mã: mã đã có thì cập nhật, ô để trống không "
            "làm thay đổi gì, hồ sơ tiếp nhận tại Sotay không bị sửa."
        ),
        crumbs=[crumb_to(actor, "dossiers"), _sources(request)],
        cancel_url=address(actor, "dossier_source_list"),
    )


@once
def dossier_import_columns(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the headings found and the first rows, have it said which column is what, and try the list out."""
    actor = request.actor
    require(actor, "operation.import_dossiers")
    one = queries.get_list(uuid, viewer=actor)
    if one.confirmed_at or one.is_working:
        return redirect(url_of(one))
    try:
        look = queries.look_at(one, viewer=actor, slug=request.GET.get("source", ""))
    except FileProblem as problem:
        return _unreadable(request, one, problem)
    initial = {} if look.source else {"name": _("Hệ thống một cửa")}
    form = forms.SourceForm(
        request.POST or None, source=look.source, headings=look.headings, columns=look.columns, initial=initial
    )
    if request.method == "POST" and run(form, commands.save_source, actor.agency, actor=actor):
        source = DossierSource.objects.of(actor).get(name=form.cleaned_data["name"].strip())
        started = start_run(one, actor=actor, options={"source": source.slug, "leave_out": False}, on=today())
        return redirect(url_of(started))
    return form_page(
        request,
        form=form,
        title=_("Chọn cột của danh sách"),
        kicker=one.file_name,
        submit=_("Kiểm tra danh sách"),
        intro=_(
            "Các cột dưới đây được nhận ra theo tiêu đề; hãy xem và sửa nếu cần. Bước này chỉ kiểm tra, chưa nhập gì."
        ),
        crumbs=[crumb_to(actor, "dossiers"), _sources(request)],
        cancel_url=address(actor, "dossier_import"),
        folded=forms.FOLDED,
        fold_label=forms.FOLD_LABEL,
        template="operation/lists/columns.html",
        context={"samples": _samples(look), "notes": look.notes},
    )


def dossier_import_errors(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Give the rows of a list that have errors, as they stand in the file, to whoever brought the file."""
    require(request.actor, "operation.import_dossiers")
    one = queries.get_list(uuid, viewer=request.actor)
    if one.started_by != request.actor.user or not one.outcome.get("bad_rows"):
        raise NotFound
    try:
        columns, rows = queries.bad_rows(one)
    except FileProblem as problem:
        return _unreadable(request, one, problem)
    return export.answer(request, columns, rows, title=_("Dòng lỗi"))


def _unreadable(request: HttpRequest, one: Run, problem: FileProblem) -> HttpResponse:
    """Say why a file cannot be read, and what to do."""
    again = Action(label=_("Chọn tệp khác"), url=address(request.actor, "dossier_import"), primary=True, icon="upload")
    return record_page(
        request,
        page=RecordPage(
            title=_("Không đọc được tệp"),
            kicker=one.file_name,
            crumbs=[crumb_to(request.actor, "dossiers"), _sources(request)],
            actions=[again],
        ),
        template="operation/lists/unreadable.html",
        context={"problem": problem, "tabs": tabs_for(request.actor, active="dossiers")},
        status=422,
    )


def _samples(look: queries.Look) -> dict[str, Any]:
    """Return the first rows under our columns; what names citizens is not shown."""
    at = {one.name: one.column for one in look.headings}
    shown = [(key, str(one.label), at[look.columns[key]]) for key, one in BY_KEY.items() if key in look.columns]
    return {
        "heads": [label for _key, label, _column in shown],
        "rows": [
            (number, [(label, _cell(key, values, column)) for key, label, column in shown])
            for number, values in look.rows
        ],
    }


def _cell(key: str, values: list[str], column: int) -> str:
    value = values[column] if column < len(values) else ""
    return HIDDEN if value and BY_KEY[key].personal else value[:80]


def _sources(request: HttpRequest) -> Link:
    return Link(label=_("Nguồn danh sách hồ sơ"), url=address(request.actor, "dossier_source_list"))
