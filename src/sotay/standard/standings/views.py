"""Pages of what is owed and where the agency stands with it."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.agency.models.calendar import calendar_of
from sotay.blobs.storage import open_blob
from sotay.commands import may, require
from sotay.journal.history import history_of
from sotay.pages import found, guests_may_read, once, run
from sotay.standard.catalogue.clauses import clause
from sotay.standard.standings import commands, exports, filters, forms, queries, tables
from sotay.standard.standings.links import url_of_line
from sotay.standard.standings.models import Word
from sotay.standard.tabs import address, crumb_to, tabs_for
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, FileLine, NextAction, RecordPage, StandingBadge

PRESSING = (Word.OVERDUE, Word.DUE_SOON)


@guests_may_read
def obligation_list(request: HttpRequest) -> HttpResponse:
    """List what is owed, period by period and unit by unit, with where it stands."""
    actor = request.actor
    require(actor, "standard.view_standings")
    chosen = filters.Obligations(request.GET, queryset=queries.list_standings(viewer=actor), request=request)
    rows = queries.list_rows(viewer=actor, on=today(), **chosen.chosen())
    if kind := request.GET.get("export"):
        return exports.lines(rows, kind=kind, agency=actor.agency)
    return list_page(
        request,
        title=_("Việc phải làm"),
        tabs=tabs_for(actor, active="obligations"),
        filter=chosen,
        table=tables.Lines(
            sorted(rows, key=queries.urgency), agency=actor.agency.short_name, mending=not actor.is_guest
        ),
    )


@guests_may_read
def obligation_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show an obligation: what, whose, on what basis, its parameters, and the lines judged now."""
    actor = request.actor
    require(actor, "standard.view_standings")
    page = queries.get_obligation_page(code, viewer=actor, on=today())
    one = page.obligation
    calendar = calendar_of(actor.agency)
    dues = {row.due for row in page.rows if row.due and not calendar.is_working_day(row.due)}
    declaring = not one.is_own and may(actor, "standard.declare_evidence")
    declare = Action(
        label=_("Khai báo bằng chứng trước khi dùng hệ thống"), url=address(actor, "evidence_declare", code=code)
    )
    return record_page(
        request,
        page=RecordPage(
            title=one.title,
            kicker=_("Việc số %s") % one.number if one.number else _("Kiểm tra của Sotay"),
            crumbs=[crumb_to(actor, "obligations")],
            standing=StandingBadge(kind=page.word),
            actions=[declare] if declaring else [],
            next_action=None if actor.is_guest else _next_action(page, agency=actor.agency.short_name),
            history=history_of(*_told(page), viewer=actor),
            files=[
                FileLine(
                    name=paper.file_name,
                    url=address(actor, "evidence_file", code=code, uuid=paper.uuid),
                    size=paper.file.size,
                )
                for paper in page.declared
                if paper.file
            ]
            or None,
        ),
        template="standard/standings/detail.html",
        context={
            "shown": page,
            "obligation": one,
            "clauses": [clause(number) for number in one.all_clauses],
            "table": tables.LinesOfOne(
                page.rows,
                agency=actor.agency.short_name,
                mending=not actor.is_guest,
                orderable=False,
                exclude=_unused(page),
            ),
            "days_off": [(due, calendar.last_working_day_on_or_before(due)) for due in sorted(dues)],
            "may_set": may(actor, "standard.set_parameter"),
        },
    )


@once
def evidence_declare(request: HttpRequest, code: str) -> HttpResponse:
    """Declare a paper from before the agency used Sotay."""
    actor = request.actor
    require(actor, "standard.declare_evidence")
    one = queries.get_obligation_page(code, viewer=actor, on=today()).obligation
    form = forms.DeclareEvidence(request.POST or None, request.FILES or None, viewer=actor, on=today(), obligation=one)
    back = address(actor, "obligation_detail", code=code)
    if request.method == "POST" and run(form, commands.declare_evidence, actor.agency, actor=actor, obligation=code):
        messages.success(request, _("Đã khai báo bằng chứng."))
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Khai báo bằng chứng"),
        kicker=one.title,
        intro=_("Văn bản có trước ngày dùng hệ thống được tính là bằng chứng và ghi rõ là nhập khi khởi tạo."),
        submit=_("Khai báo"),
        crumbs=[crumb_to(actor, "obligations")],
        cancel_url=back,
        folded=(),
    )


@guests_may_read
def evidence_file(request: HttpRequest, code: str, uuid: UUID) -> FileResponse:
    """Give the scan of a declared paper."""
    require(request.actor, "standard.view_standings")
    paper = queries.get_declared(uuid, obligation=code, viewer=request.actor)
    blob = found(paper.file)
    return FileResponse(open_blob(blob), as_attachment=True, filename=paper.file_name, content_type=blob.media_type)


def _next_action(page: queries.ObligationPage, *, agency: str) -> NextAction | None:
    """Return where the most urgent of what is owed is put right; None when nothing presses."""
    pressing = [row for row in page.rows if row.line.standing in PRESSING and row.line.link]
    if not pressing:
        return None
    row = min(pressing, key=queries.urgency)
    about = [_("Hạn %s") % ngay(row.due) if row.due else "", row.line.when.name, row.unit.name if row.unit else ""]
    return NextAction(
        title=row.line.why,
        note=" · ".join(filter(None, about)),
        action=Action(label=_("Đến nơi thực hiện"), url=url_of_line(row.line, agency=agency), primary=True),
    )


def _unused(page: queries.ObligationPage) -> tuple[str, ...]:
    """Return the columns no line fills: an obligation without periods, or one of the whole agency."""
    filled = {"period": [row.line.when.name for row in page.rows], "unit": [row.unit for row in page.rows]}
    return tuple(name for name, found in filled.items() if page.rows and not any(found))


def _told(page: queries.ObligationPage) -> list[object]:
    """Return the records whose history belongs to an obligation: its parameters' values and declared papers."""
    return [*(value for row in page.parameters for value in row.history), *page.declared]
