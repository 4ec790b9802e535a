"""Pages on which texts are written: the draft of a part with its preview, and taking a draft out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import require
from sotay.manual.amendments import commands, forms, guards, queries
from sotay.manual.amendments.models import Amendment
from sotay.manual.statements.queries import get_statement
from sotay.manual.tabs import address, crumb_to
from sotay.pages import once, run, run_plain, show_again, shown, url_of
from sotay.ui.markdown import plain, word_diff
from sotay.ui.markdown import render as to_html
from sotay.ui.pages import form_page
from sotay.ui.parts import Link, Submit


@once
def statement_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the proposed text of a part; `preview` shows it without saving."""
    actor = request.actor
    statement = get_statement(slug, viewer=actor)
    require(actor, "manual.write_statement", statement)
    draft = queries.open_draft_of(statement)
    if draft is not None and draft.amendment.state != Amendment.State.DRAFT:
        for reason in guards.why_not_write(draft.amendment):
            messages.error(request, str(reason.text))
        if request.method == "POST":
            show_again()
        return redirect(url_of(draft.amendment))

    form = forms.WriteDraft(request.POST or None, viewer=actor, statement=statement, draft=draft)
    text = draft.text if draft else ""
    if request.method == "POST":
        text = request.POST.get("text", "")
        if "preview" in request.POST:
            show_again()
        else:
            more = {"amendment": draft.amendment} if draft else {}
            if run(form, commands.write_draft, statement, actor=actor, on=today(), **more):
                result = form.result if hasattr(form.result, "amendment") else draft
                messages.success(request, _("Đã lưu bản sửa của %s.") % statement)
                return redirect(url_of(result.amendment))
            form.data = form.data.copy()  # what was read is now the newest, so that a second look can be saved
            form.data["base_version"] = str(statement.version)
    compared = word_diff(plain(statement.text), plain(text)) if text and statement.text else None
    return form_page(
        request,
        form=form,
        title=str(statement),
        kicker=_("Soạn bản sửa"),
        submit=[
            Submit(label=_("Lưu bản sửa"), primary=True),
            Submit(label=_("Xem trước"), name="preview", draft=True),
        ],
        crumbs=[crumb_to(actor, "book"), Link(label=str(statement), url=address(actor, "statement_detail", slug=slug))],
        cancel_url=url_of(draft.amendment) if draft else address(actor, "statement_detail", slug=slug),
        folded=(),
        template="manual/amendments/edit.html",
        context={
            "statement": statement,
            "draft": draft,
            "html": to_html(text) if text else "",
            "compared": compared,
            "moved_on": draft is not None and draft.base_text != statement.text,
        },
    )


@once
@require_POST
def draft_drop(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Take a draft out of its amendment."""
    actor = request.actor
    amendment = queries.get_amendment(slug, viewer=actor)
    draft = queries.get_draft(amendment, part)
    for reason in shown(run_plain(commands.drop_draft, draft, actor=actor), actor):
        messages.error(request, reason.text)
    return redirect(url_of(amendment))
