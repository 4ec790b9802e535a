"""The page that gives the receipts of some days in one PDF, in parts where they are many."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sotay.agency.clock import today
from sotay.commands import NotFound, require
from sotay.operation.dossiers.slips import many
from sotay.operation.dossiers.slips.forms import Received
from sotay.operation.dossiers.slips.papers import CODES
from sotay.operation.dossiers.slips.queries import RECEIPT
from sotay.operation.tabs import crumb_to, tabs_for
from sotay.papers.answering import file_answer, known, not_made
from sotay.papers.faces import PDF
from sotay.papers.making import making_for
from sotay.papers.pdf import pdf_of_many
from sotay.papers.refusing import PaperRefused
from sotay.ui.formats import ngay
from sotay.ui.links import with_query


@require_safe
def dossier_receipts(request: HttpRequest) -> HttpResponse:
    """Ask for days and show how many receipts there are, part by part; `?part=1` gives a part as PDF."""
    actor = request.actor
    require(actor, "operation.receive_dossier")
    on = today()
    asked = request.GET if "first" in request.GET else {"first": ngay(on), "last": ngay(on)}
    form = Received(asked)
    pages: Paginator | None = None
    if form.is_valid():
        rows = many.received(viewer=actor, first=form.cleaned_data["first"], last=form.cleaned_data["last"])
        pages = Paginator(rows, many.PART)
    if "part" in request.GET:
        return _part(request, pages, on=on)
    parts = [
        (page, page.start_index(), page.end_index(), with_query(request, part=page.number, **_plain(form)))
        for page in (pages or ())
        if page.object_list
    ]
    return render(
        request,
        "operation/dossiers/slips/many.html",
        {
            "form": form,
            "count": pages.count if pages else 0,
            "parts": parts,
            "tabs": tabs_for(actor, active="dossiers"),
            "crumbs": [crumb_to(actor, "dossiers")],
        },
        status=200 if form.is_valid() else 422,
    )


def _plain(form: Received) -> dict[str, str]:
    return {name: ngay(form.cleaned_data[name]) for name in ("first", "last")}


def _part(request: HttpRequest, pages: Paginator | None, *, on: date) -> HttpResponse:
    """Answer with one part; its name tells days and a place, nobody's name."""
    number = request.GET["part"]
    wrong = pages is None or not number.isascii() or not number.isdigit() or int(number) not in pages.page_range
    if pages is None or wrong or not pages.count:
        raise NotFound
    making = making_for(CODES[RECEIPT], viewer=request.actor, on=on)
    papers = many.receipts(list(pages.page(int(number)).object_list), making)
    if not papers:
        raise NotFound
    title = _("Giấy tiếp nhận hồ sơ %(first)s %(last)s phần %(part)s") % {
        "first": request.GET.get("first", ngay(on)).replace("/", "-"),
        "last": request.GET.get("last", ngay(on)).replace("/", "-"),
        "part": number,
    }
    try:
        file = pdf_of_many(papers, on=on, title=title)
    except PaperRefused as problem:
        reasons = [str(one.text) for one in problem.reasons]
        return not_made(request, known(CODES[RECEIPT]), reasons, crumbs=[crumb_to(request.actor, "dossiers")])
    return file_answer(file, face=PDF, name=title)
