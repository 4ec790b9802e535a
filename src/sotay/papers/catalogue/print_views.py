"""Forms as papers: a blank, one of the whole agency, or one about a record, in the faces a reader asks for."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sotay.agency import subjects
from sotay.agency.clock import today
from sotay.commands import NotFound, require
from sotay.pages import found, url_of
from sotay.papers.answering import paper_answer
from sotay.papers.catalogue import queries
from sotay.papers.catalogue.tabs import address, crumb_to
from sotay.papers.faces import DOCX, FACES, HTML, PDF
from sotay.papers.forms import Form
from sotay.papers.making import made
from sotay.papers.model import Paper
from sotay.ui.parts import Link

YEARS = range(1990, 2101)
HALVES = ("0", "1", "2")


@require_safe
def form_print(request: HttpRequest, code: str, face: str) -> HttpResponse:
    """Give a form of the whole agency, or the blank of any (`?blank=1`); `?year=&half=&day=` say of which period."""
    actor = request.actor
    require(actor, "papers.view_forms")
    row = queries.get_row(code, viewer=actor)
    form = row.form
    blank = bool(form.of) or request.GET.get("blank") == "1"
    if face not in FACES or (blank and not row.has_blank) or not (blank or form.may(actor, None)):
        raise NotFound
    on, year, half = _period(request)
    name = _named(row.read_code, row.title, _("bản trống") if blank else "")
    crumbs = [crumb_to(actor, "forms"), _of_form(request, form)]

    def make() -> Paper:
        return made(form, None, viewer=actor, on=on, year=year, half=half, blank=blank)

    return _answer(request, form, make, face=face, name=name, crumbs=crumbs, blank=blank)


@require_safe
def record_print(request: HttpRequest, code: str, uuid: UUID, face: str) -> HttpResponse:
    """Give a form about a record, for whoever may see the record and print the form; not found for all others."""
    actor = request.actor
    require(actor, "papers.view_forms")
    row = queries.get_row(code, viewer=actor)
    form = row.form
    record = found(subjects.find(subjects.Ref(form.of, uuid), viewer=actor))
    if face not in FACES or not form.may(actor, record) or not form.when(record):
        raise NotFound
    on, year, half = _period(request)
    title = subjects.known(record).title
    name = _named(row.read_code, row.title, title)
    crumbs = [Link(label=title, url=url_of(record))]

    def make() -> Paper:
        return made(form, record, viewer=actor, on=on, year=year, half=half)

    return _answer(request, form, make, face=face, name=name, crumbs=crumbs)


def _answer(
    request: HttpRequest,
    form: Form,
    make: Callable[[], Paper],
    *,
    face: str,
    name: str,
    crumbs: list[Link],
    blank: bool = False,
) -> HttpResponse:
    here = request.get_full_path()
    faces = {one: _other(here, one) for one in (PDF, DOCX)}
    return paper_answer(request, form, make, face=face, faces=faces, crumbs=crumbs, name=name, blank=blank)


def _of_form(request: HttpRequest, form: Form) -> Link:
    return Link(label=form.number, url=address(request.actor, "form_detail", code=form.code))


def _other(path: str, face: str) -> str:
    """Return the address of another face of what stands at a path of the screen."""
    before, _sep, query = path.partition("?")
    return before.removesuffix(f"{HTML}/") + f"{face}/" + (f"?{query}" if query else "")


def _period(request: HttpRequest) -> tuple[date, int | None, int]:
    """Return the day, year and half of a year asked for; NotFound for what is none."""
    asked = request.GET
    try:
        on = (parse_date(asked["day"]) if asked.get("day") else None) or (None if asked.get("day") else today())
        year = int(asked["year"]) if asked.get("year") else None
    except ValueError as problem:
        raise NotFound from problem
    half = asked.get("half") or "0"
    if on is None or half not in HALVES or (year is not None and year not in YEARS):
        raise NotFound
    return on, year, int(half)


def _named(*parts: str) -> str:
    """Return what a file is called: the code, the form, what it is about."""
    return " - ".join(one for one in parts if one)
