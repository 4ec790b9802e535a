"""Pages of the book: its cover, the page of each clause, earlier texts, print and files of the whole."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import NotFound, may, require
from sotay.manual.book import exports, queries
from sotay.manual.issues.queries import changes_since, last_issue
from sotay.manual.startup.queries import get_progress
from sotay.manual.statements.guards import why_not_declare_issue
from sotay.manual.statements.queries import flagged_of, get_statement
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read
from sotay.standard.standings.links import url_of_line, url_of_obligation
from sotay.ui.markdown import plain, word_diff
from sotay.ui.markdown import render as to_html
from sotay.ui.parts import Action, Link
from sotay.work.waiting.commands import bring_up_to_date


@guests_may_read
def manual_detail(request: HttpRequest) -> HttpResponse:
    """Show the cover: what the manual is, what it cites that no longer stands, what was not understood of the file."""
    actor = request.actor
    require(actor, "manual.view_manual")
    book = queries.get_book(viewer=actor, on=today())
    manual = book.manual
    context: dict[str, Any] = {
        "book": book,
        "manual": manual,
        "tabs": tabs_for(actor, active="book"),
        "startup": get_progress(viewer=actor) if may(actor, "manual.answer_startup") else None,
    }
    if manual is not None:
        texts = [one for one in book.statements if one.text]
        declares = may(actor, "manual.declare_issue", manual) and not any(why_not_declare_issue(manual))
        context |= {
            "dead_laws": queries.list_dead_laws(book, viewer=actor, on=today()),
            "flagged": flagged_of(manual.not_understood) if actor.is_member else [],
            "texts": len(texts),
            "approved": sum(one.is_stated for one in texts),
            "samples": sum(one.is_sample for one in texts),
            "declare_url": address(actor, "manual_declare") if declares else "",
            "actions": _book_actions(actor),
            "may_see_decisions": actor.may_enter("organisation"),
            **_issued(actor),
        }
    else:
        context["may_begin"] = may(actor, "manual.begin_manual")
        context["may_import"] = may(actor, "manual.import_manual")
    return render(request, "manual/book/cover.html", context)


@guests_may_read
def statement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a clause: the text in force, what is owed, what was found, what is cited."""
    actor = request.actor
    require(actor, "manual.view_manual")
    bring_up_to_date(actor.agency.pk, on=today())
    page = queries.get_statement_page(slug, viewer=actor, on=today())
    statement, agency = page.statement, actor.agency.short_name
    tells = actor.may_enter("standard")  # else what is owed stands there without a link
    edit_url = ""
    if statement is not None and may(actor, "manual.write_statement", statement):
        edit_url = address(actor, "statement_edit", slug=statement.slug)
    return render(
        request,
        "manual/book/statement.html",
        {
            "book": page.book,
            "page": page,
            "statement": statement,
            "here": slug,
            "chapter": page.clause.chapter if page.clause else "",
            "tabs": tabs_for(actor, active="book"),
            "html": to_html(statement.text) if statement else "",
            "rows": [
                (
                    line,
                    line.about,
                    url_of_line(line, agency=agency),
                    url_of_obligation(line.obligation, agency=agency) if tells else "",
                )
                for line in page.lines
            ],
            "found": [(line, url_of_line(line, agency=agency)) for line in page.found],
            "declared": [
                (one, url_of_obligation(one.obligation, agency=agency) if tells else "") for one in page.declared
            ],
            "edit_url": edit_url,
        },
    )


@guests_may_read
def statement_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the texts of a part as they were issued, each beside the one before it."""
    actor = request.actor
    require(actor, "manual.view_manual")
    statement = get_statement(slug, viewer=actor)
    issued = list(queries.list_history(statement))
    before = [*issued[1:], None][: len(issued)]
    return render(
        request,
        "manual/book/history.html",
        {
            "statement": statement,
            "issued": [
                (one, word_diff(plain(old.text), plain(one.text)) if old else None, to_html(one.text))
                for one, old in zip(issued, before, strict=True)
            ],
            "crumbs": [
                crumb_to(actor, "book"),
                Link(label=str(statement), url=address(actor, "statement_detail", slug=slug)),
            ],
        },
    )


@guests_may_read
def manual_print(request: HttpRequest) -> HttpResponse:
    """Show the whole as it is printed: cover, contents, every part."""
    actor = request.actor
    require(actor, "manual.view_manual")
    book = queries.get_book(viewer=actor, on=today())
    if book.manual is None:
        raise NotFound
    parts = [(one, to_html(one.text)) for one in queries.in_print(book)]
    context = {"book": book, "manual": book.manual, "parts": parts, "crumbs": [crumb_to(actor, "book")]}
    return render(request, "manual/book/print.html", context)


@guests_may_read
def manual_export(request: HttpRequest) -> HttpResponse:
    """Give the whole as a Word file or as Markdown (`?format=docx` or `md`)."""
    actor = request.actor
    require(actor, "manual.view_manual")
    book = queries.get_book(viewer=actor, on=today())
    if book.manual is None:
        raise NotFound
    parts = queries.in_print(book)
    return exports.manual_file(book.manual, parts, kind=request.GET.get("format", ""))


def _issued(actor: Any) -> dict[str, Any]:
    """Return the issue of the manual as a document that was made last, and what changed since."""
    issue = last_issue(viewer=actor)
    if issue is None:
        return {"issue": None}
    return {
        "issue": issue,
        "issued_document": issue.revision_of_document.document if actor.may_enter("support") else None,
        "changes": changes_since(issue),
        "changes_url": address(actor, "manual_changes", uuid=issue.uuid),
    }


def _book_actions(actor: Any) -> list[Action]:
    actions = [
        Action(label=_("In"), url=address(actor, "manual_print"), icon="printer"),
        Action(label=_("Tải Word"), url=f"{address(actor, 'manual_export')}?format=docx", icon="file-type-docx"),
        Action(label=_("Tải Markdown"), url=f"{address(actor, 'manual_export')}?format=md", icon="file-download"),
    ]
    if may(actor, "manual.issue_document"):
        actions.append(Action(label=_("In và ban hành"), url=address(actor, "manual_issue"), icon="rubber-stamp"))
    if may(actor, "manual.import_manual"):
        actions.append(Action(label=_("Nhập từ tệp"), url=address(actor, "import_manual"), icon="upload"))
    return actions
