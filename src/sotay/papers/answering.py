"""A paper as the answer of a feature's own print address: on the screen, or as PDF (`?face=pdf`), for guests of the feature too."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from sotay.agency.clock import today
from sotay.blobs.kinds import clean_name
from sotay.papers import forms
from sotay.papers.at_once import made_once
from sotay.papers.faces import DOCX, FACES, HTML, PDF, PDF_TYPE, shown
from sotay.papers.forms import Form
from sotay.papers.making import made
from sotay.papers.model import Paper
from sotay.papers.refusing import PaperRefused
from sotay.ui.parts import Link

NOTHING: Final = "default-src 'none'; frame-ancestors 'self'"
LONGEST: Final = 140


def form_answer(
    request: Any, code: str, record: Any = None, *, crumbs: Sequence[Link], links: Sequence[Link] = ()
) -> HttpResponse:
    """Answer with the paper of a form about a record the viewer may see (None for one of the whole agency), as of today.

    `links` lead to what else is printed of it. Who may see the page of the form has its Word face there too.
    """
    form = known(code)
    paper = made(form, record, viewer=request.actor, on=today())
    others = [*links, *_word(request, form, record)]
    return paper_answer(request, paper, form=form, crumbs=crumbs, links=others)


def paper_answer(
    request: Any, paper: Paper, *, form: Form, crumbs: Sequence[Link], links: Sequence[Link] = ()
) -> HttpResponse:
    """Answer with a paper that was built already; where it cannot be set as PDF, say why."""
    if request.GET.get("face") == PDF:
        return _file(request, paper, form=form, crumbs=crumbs)
    query = request.GET.copy()
    query["face"] = PDF
    faces = [{"url": f"{request.path}?{query.urlencode()}", "word": FACES[PDF].word, "icon": FACES[PDF].icon}]
    faces += [{"url": one.url, "word": one.label, "icon": FACES[DOCX].icon} for one in links]
    values = {"title": str(form.title), "paper": shown(paper, HTML), "links": faces, "crumbs": crumbs}
    return render(request, "papers/catalogue/shown.html", values)


def known(code: str) -> Form:
    """Return a form a feature registered; LookupError for none."""
    form = forms.find(code)
    if form is None:
        message = f"no feature makes the form {code} known"
        raise LookupError(message)
    return form


def _file(request: HttpRequest, paper: Paper, *, form: Form, crumbs: Sequence[Link]) -> HttpResponse:
    try:
        data = made_once(paper, PDF, make=lambda: shown(paper, PDF))
    except PaperRefused as problem:
        values = {"reasons": [one.text for one in problem.reasons], "form_url": request.path, "crumbs": crumbs}
        return render(request, "papers/catalogue/not_made.html", values, status=422)
    response = HttpResponse(data, content_type=PDF_TYPE)
    name = " - ".join(filter(None, [str(form.title), paper.subject])).replace("/", "-").replace("\n", " ")[:LONGEST]
    response["Content-Disposition"] = content_disposition_header(False, clean_name(f"{name}.{PDF}")) or "inline"
    response["Content-Security-Policy"] = NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"  # tomorrow the record says something else
    return response


def _word(request: Any, form: Form, record: Any) -> list[Link]:
    """Return where the Word face is, for members; a guest has the PDF."""
    if not request.actor.is_member or (record is not None and record.pk is None):
        return []
    agency = request.actor.agency.short_name
    where = {"agency": agency, "code": form.code, "face": DOCX}
    if record is None:
        return [Link(label=str(FACES[DOCX].word), url=reverse("papers:form_print", kwargs=where))]
    return [Link(label=str(FACES[DOCX].word), url=reverse("papers:record_print", kwargs=where | {"uuid": record.uuid}))]
