"""Forms as papers: a blank, one of the whole agency, or one about a record, in the faces a reader asks for."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sotay.agency import subjects
from sotay.agency.clock import today
from sotay.commands import NotFound, require
from sotay.pages import found, url_of
from sotay.papers.answering import file_answer
from sotay.papers.at_once import made_once
from sotay.papers.catalogue import queries
from sotay.papers.catalogue.checking import said
from sotay.papers.catalogue.tabs import address, crumb_to
from sotay.papers.catalogue.word import word_of
from sotay.papers.faces import DOCX, FACES, HTML, PDF, shown
from sotay.papers.filling.process import CannotBeFilled
from sotay.papers.forms import Form
from sotay.papers.making import made
from sotay.papers.model import Paper
from sotay.papers.refusing import PaperRefused
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
    paper = made(form, None, viewer=actor, on=on, year=year, half=half, blank=blank)
    name = _named(row.read_code, row.title, _("bản trống") if blank else "")
    return _answer(request, form, paper, face=face, name=name, blank=blank)


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
    paper = made(form, record, viewer=actor, on=on, year=year, half=half)
    name = _named(row.read_code, row.title, subjects.known(record).title)
    return _answer(request, form, paper, face=face, name=name, record=record)


def _answer(
    request: HttpRequest, form: Form, paper: Paper, *, face: str, name: str, blank: bool = False, record: Any = None
) -> HttpResponse:
    """Answer with a paper in the face asked for; where it cannot be made, say why."""
    if face == HTML:
        return _screen(request, form, paper, blank=blank, record=record)
    try:
        own = face == DOCX and request.GET.get("own") != "0"
        agency = request.actor.agency
        file = made_once(
            paper, face, own, form.code, agency.pk, blank,
            make=lambda: word_of(paper, form=form.code, agency=agency, blank=blank) if own else shown(paper, face),
        )  # fmt: skip
    except CannotBeFilled as problem:
        return _not_made(request, form, [said(one) for one in problem.faults], without=True)
    except PaperRefused as problem:
        return _not_made(request, form, [str(one.text) for one in problem.reasons])
    return file_answer(file, face=face, name=name, saved="save" in request.GET)


def _not_made(request: HttpRequest, form: Form, reasons: list[str], *, without: bool = False) -> HttpResponse:
    """Say why a paper could not be made; `without` the agency's template it can."""
    values = {
        "reasons": reasons,
        "without_url": _again(request, own="0") if without else "",
        "form_url": address(request.actor, "form_detail", code=form.code),
        "crumbs": [crumb_to(request.actor, "forms"), _of_form(request, form)],
    }
    return render(request, "papers/catalogue/not_made.html", values, status=422)


def _screen(request: HttpRequest, form: Form, paper: Paper, *, blank: bool, record: Any) -> HttpResponse:
    """Show a paper on the screen, with its other faces beside it."""
    here = request.get_full_path()
    links = [{"url": _other(here, face), "word": FACES[face].word, "icon": FACES[face].icon} for face in (PDF, DOCX)]
    crumbs = [crumb_to(request.actor, "forms"), _of_form(request, form)]
    if record is not None:
        crumbs = [Link(label=subjects.known(record).title, url=url_of(record))]
    values = {"title": str(form.title), "paper": shown(paper, HTML), "links": links, "crumbs": crumbs, "blank": blank}
    return render(request, "papers/catalogue/shown.html", values)


def _of_form(request: HttpRequest, form: Form) -> Link:
    return Link(label=form.number, url=address(request.actor, "form_detail", code=form.code))


def _other(path: str, face: str) -> str:
    """Return the address of another face of what stands at a path of the screen."""
    before, _sep, query = path.partition("?")
    return before.removesuffix(f"{HTML}/") + f"{face}/" + (f"?{query}" if query else "")


def _again(request: HttpRequest, **more: str) -> str:
    query = request.GET.copy()
    for key, value in more.items():
        query[key] = value
    return f"{request.path}?{query.urlencode()}"


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
