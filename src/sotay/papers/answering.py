"""A paper as the answer of an address: on the screen, as PDF or as Word, or why it cannot be made.

The addresses of the catalogue and those features have of their own (`?face=`, for guests of the feature too) answer alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from sotay.agency.clock import today
from sotay.blobs.kinds import clean_name
from sotay.commands import NotFound, may
from sotay.papers import forms
from sotay.papers.at_once import made_once
from sotay.papers.catalogue.checking import said
from sotay.papers.catalogue.tabs import address
from sotay.papers.catalogue.word import word_of
from sotay.papers.faces import DOCX, FACES, HTML, PDF, shown
from sotay.papers.filling.process import CannotBeFilled
from sotay.papers.forms import Form, Making, in_vietnamese
from sotay.papers.making import made
from sotay.papers.model import Paper
from sotay.papers.refusing import PaperRefused
from sotay.ui.links import with_query
from sotay.ui.parts import Action, Link

NOTHING: Final = "default-src 'none'; frame-ancestors 'self'"
UNKEPT: Final = "private, no-store"
"""Tomorrow the record says something else, and some papers name citizens."""
LONGEST: Final = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is said above a paper on the screen alone: that names are masked, how a list was narrowed."""

    text: Any
    title: Any = ""
    tone: str = "info"


def form_answer(
    request: Any,
    code: str,
    record: Any = None,
    *,
    crumbs: Sequence[Link],
    links: Sequence[Link | Action] = (),
    notes: Sequence[Note] = (),
    name: str = "",
    build: Callable[[Making], Paper] | None = None,
) -> HttpResponse:
    """Answer with the paper of a form about a record the viewer may see (None for one of the whole agency), as of today.

    `links` lead to what else is printed of it or done with it, `name` is what its files are called where its subject does not say it.
    `build` makes the paper where the address chooses more than a record: one event of it, a list as it was narrowed.
    """
    form = known(code)
    made_by = form if build is None else replace(form, build=in_vietnamese(lambda _record, making: build(making)))
    return paper_answer(
        request,
        form,
        lambda: made(made_by, record, viewer=request.actor, on=today()),
        face=request.GET.get("face", HTML),
        faces={one: with_query(request, face=one) for one in (PDF, DOCX)},
        crumbs=crumbs,
        links=links,
        notes=notes,
        name=name,
    )


def paper_answer(
    request: Any,
    form: Form,
    make: Callable[[], Paper],
    *,
    face: str,
    faces: Mapping[str, str],
    crumbs: Sequence[Link],
    links: Sequence[Link | Action] = (),
    notes: Sequence[Note] = (),
    name: str = "",
    blank: bool = False,
) -> HttpResponse:
    """Answer with what `make` returns in the face asked for; where it cannot be made, say why. `faces` are the others by address."""
    if face not in FACES:
        raise NotFound
    try:
        paper = make()
        if face == HTML:
            others = [_link(url, FACES[one].word, FACES[one].icon) for one, url in faces.items()]
            others += [_link(one.url, one.label, getattr(one, "icon", "") or "printer") for one in links]
            values = {"title": str(form.title), "paper": shown(paper, HTML), "links": others, "notes": notes}
            return _unkept(render(request, "papers/catalogue/shown.html", values | {"crumbs": crumbs}))
        data = _file(request, paper, form=form, face=face, blank=blank)
    except CannotBeFilled as problem:
        return not_made(request, form, [said(one) for one in problem.faults], crumbs=crumbs, without=True)
    except PaperRefused as problem:
        return not_made(request, form, [str(one.text) for one in problem.reasons], crumbs=crumbs)
    called = name or " - ".join(filter(None, [str(form.title), paper.subject]))
    return file_answer(data, face=face, name=called, saved="save" in request.GET)


def file_answer(content: bytes, *, face: str, name: str, saved: bool = False) -> HttpResponse:
    """Answer with a face of a paper as a file that no page can run and nobody keeps."""
    response = HttpResponse(content, content_type=FACES[face].media_type)
    called = clean_name(f"{name.replace('/', '-').replace(chr(10), ' ')[:LONGEST]}.{face}")
    response["Content-Disposition"] = content_disposition_header(saved or face == DOCX, called) or "attachment"
    response["Content-Security-Policy"] = NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return _unkept(response)


def not_made(
    request: Any, form: Form, reasons: list[str], *, crumbs: Sequence[Link], without: bool = False
) -> HttpResponse:
    """Say why a paper could not be made; `without` the agency's template it can."""
    actor = request.actor
    values = {
        "reasons": reasons,
        "without_url": with_query(request, own="0") if without else "",
        "form_url": address(actor, "form_detail", code=form.code) if may(actor, "papers.view_forms") else "",
        "crumbs": crumbs,
    }
    return _unkept(render(request, "papers/catalogue/not_made.html", values, status=422))


def known(code: str) -> Form:
    """Return a form a feature registered; LookupError for none."""
    form = forms.find(code)
    if form is None:
        message = f"no feature makes the form {code} known"
        raise LookupError(message)
    return form


def _file(request: Any, paper: Paper, *, form: Form, face: str, blank: bool) -> bytes:
    """Return a face as a file; Word by the agency's own template unless that is declined (`?own=0`)."""
    own, agency = face == DOCX and request.GET.get("own") != "0", request.actor.agency
    return made_once(
        paper, face, own, form.code, agency.pk, blank,
        make=lambda: word_of(paper, form=form.code, agency=agency, blank=blank) if own else shown(paper, face),
    )  # fmt: skip


def _link(url: str, word: Any, icon: str) -> dict[str, Any]:
    return {"url": url, "word": word, "icon": icon}


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = UNKEPT
    return response
