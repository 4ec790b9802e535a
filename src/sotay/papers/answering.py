"""A paper as the answer of a feature's own print address: on the screen, as PDF or as Word (`?face=`), for guests of the feature too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from sotay.agency.clock import today
from sotay.blobs.kinds import clean_name
from sotay.commands import NotFound
from sotay.papers import forms
from sotay.papers.at_once import made_once
from sotay.papers.catalogue.word import issued_word_of
from sotay.papers.faces import DOCX, FACES, HTML, PDF, shown
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
    paper = made(made_by, record, viewer=request.actor, on=today())
    face = request.GET.get("face", HTML)
    if face not in FACES:
        raise NotFound
    if face != HTML:
        return _file(request, paper, form=form, face=face, crumbs=crumbs, name=name)
    faces = [_link(with_query(request, face=one), FACES[one].word, FACES[one].icon) for one in (PDF, DOCX)]
    values = {
        "title": str(form.title),
        "paper": shown(paper, HTML),
        "links": [*faces, *(_link(one.url, one.label, getattr(one, "icon", "") or "printer") for one in links)],
        "notes": notes,
        "crumbs": crumbs,
    }
    response = render(request, "papers/catalogue/shown.html", values)
    response["Cache-Control"] = UNKEPT
    return response


def file_answer(content: bytes, *, face: str, name: str, saved: bool = False) -> HttpResponse:
    """Answer with a face of a paper as a file that no page can run and nobody keeps."""
    response = HttpResponse(content, content_type=FACES[face].media_type)
    called = clean_name(f"{name.replace('/', '-').replace(chr(10), ' ')[:LONGEST]}.{face}")
    response["Content-Disposition"] = content_disposition_header(saved or face == DOCX, called) or "attachment"
    response["Content-Security-Policy"] = NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = UNKEPT
    return response


def known(code: str) -> Form:
    """Return a form a feature registered; LookupError for none."""
    form = forms.find(code)
    if form is None:
        message = f"no feature makes the form {code} known"
        raise LookupError(message)
    return form


def _file(request: Any, paper: Paper, *, form: Form, face: str, crumbs: Sequence[Link], name: str) -> HttpResponse:
    try:
        agency = request.actor.agency
        data = made_once(
            paper, face, form.code, agency.pk,
            make=lambda: issued_word_of(paper, form=form.code, agency=agency) if face == DOCX else shown(paper, face),
        )  # fmt: skip
    except PaperRefused as problem:
        values = {"reasons": [one.text for one in problem.reasons], "form_url": request.path, "crumbs": crumbs}
        return render(request, "papers/catalogue/not_made.html", values, status=422)
    return file_answer(data, face=face, name=name or " - ".join(filter(None, [str(form.title), paper.subject])))


def _link(url: str, word: Any, icon: str) -> dict[str, Any]:
    return {"url": url, "word": word, "icon": icon}
