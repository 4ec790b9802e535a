"""The page and the paper of the register of a year."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.approvals.strips import who_signs
from sotay.commands import NotFound, may, require
from sotay.exchange.export import answer
from sotay.operation.dossiers import keeping
from sotay.operation.dossiers.book import commands, exports, forms, guards, queries
from sotay.operation.dossiers.book.papers import part_of
from sotay.operation.dossiers.models import DossierBook
from sotay.operation.tabs import address, tabs_for
from sotay.pages import once, run, shown, url_of
from sotay.papers.answering import form_answer
from sotay.ui.pages import form_page
from sotay.ui.parts import Action, Link

PER_PAGE: Final = 50
PER_PAPER: Final = 500
FIRST_YEAR: Final = 2000


def dossier_book(request: HttpRequest, slug: int) -> HttpResponseBase:
    """Show the register of a year, or give it as a file; names are masked in both."""
    actor, on = request.actor, today()
    require(actor, "operation.view_dossier_book")
    book = _book(request, slug)
    rows = _rows(request, slug)
    if request.GET.get("export"):
        return answer(request, exports.columns, exports.records(list(rows), viewer=actor), title=str(book))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    summary = queries.summary_of(actor.agency.pk, slug)
    approval, steps = queries.round_of(book)
    reasons = shown(guards.why_not_close(book, summary.all, this_year=on.year), actor)
    closes = may(actor, "operation.close_dossier_book")
    close = Action(
        label=_("Trình khóa sổ"), url=address(actor, "dossier_book_close", slug=slug), icon="send", primary=True
    )
    current = next((step for step in steps if step.done_at is None), None)
    return render(
        request,
        "operation/dossiers/book/book.html",
        {
            "book": book,
            "summary": summary,
            "page": page,
            "rows": queries.rows_of(page.object_list, viewer=actor, first=page.start_index() or 1, masked=True),
            "years": [(one, address(actor, "dossier_book", slug=one)) for one in _years(request)],
            "tabs": tabs_for(actor, active="dossiers"),
            "actions": [
                Action(label=_("Bản in"), url=address(actor, "dossier_book_print", slug=slug), icon="printer"),
                *([close] if closes and not reasons else []),
            ],
            "awaited": who_signs(current) if current and book.state == DossierBook.State.SUBMITTED else "",
            "approval_url": url_of(approval) if approval else "",
            "elsewhere": shown(keeping.why_not_kept_here(actor.agency, on=on), actor),
        },
    )


def dossier_book_print(request: HttpRequest, slug: int) -> HttpResponse:
    """Show the register of a year as its paper (form M07), in parts of five hundred lines."""
    actor = request.actor
    require(actor, "operation.view_dossier_book")
    book = _book(request, slug)
    pages = Paginator(_rows(request, slug), PER_PAPER)
    page = pages.get_page(request.GET.get("page"))
    first, last = page.start_index() or 1, page.end_index()
    here = address(actor, "dossier_book_print", slug=slug)
    parts = [
        Link(label=_("Phần %(number)d / %(all)d") % {"number": one, "all": pages.num_pages}, url=f"{here}?page={one}")
        for one in pages.page_range
        if one != page.number
    ]
    return form_answer(
        request,
        "M07",
        crumbs=[Link(label=str(book), url=address(actor, "dossier_book", slug=slug))],
        links=parts,
        name=" ".join([str(book), *([f"{first}-{last}"] if parts else [])]),
        build=lambda making: part_of(
            book,
            page.object_list,
            making,
            first=first,
            said=f"(từ số {first} đến số {last})" if parts else "",
            ends=not page.has_next(),
        ),
    )


@once
def dossier_book_close(request: HttpRequest, slug: int) -> HttpResponse:
    """Submit the register of a year to be closed by the head."""
    actor = request.actor
    require(actor, "operation.close_dossier_book")
    book = _book(request, slug)
    here = address(actor, "dossier_book", slug=slug)
    form = forms.CloseBook(request.POST or None)
    if request.method == "POST" and run(form, commands.submit_book, actor.agency, actor=actor, year=slug, on=today()):
        messages.success(request, _("Đã trình khóa sổ năm %d.") % slug)
        return redirect(here)
    return form_page(
        request,
        form=form,
        title=_("Trình khóa sổ"),
        kicker=str(book),
        intro=_(
            "Từ lúc trình không ghi thêm hồ sơ vào năm này. Người đứng đầu xác nhận trên hệ thống, hoặc văn thư nhập văn bản "
            "đã ký; hồ sơ chưa giải quyết xong vẫn tiếp tục."
        ),
        submit=_("Trình khóa sổ"),
        crumbs=[Link(label=str(book), url=here)],
        cancel_url=here,
    )


def _book(request: HttpRequest, year: int) -> DossierBook:
    if not FIRST_YEAR <= year <= today().year:
        raise NotFound
    return queries.get_book(year, viewer=request.actor)


def _rows(request: HttpRequest, year: int) -> Any:
    return queries.lines_of(request.actor.agency.pk, year)


def _years(request: HttpRequest) -> list[int]:
    return queries.years_of(viewer=request.actor, this_year=today().year)
