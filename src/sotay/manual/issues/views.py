"""Pages of the manual as a document: issued, and what changed since."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.manual.issues import commands, forms, guards, queries
from sotay.manual.issues.models import ManualIssue
from sotay.manual.statements.models import Manual
from sotay.manual.statements.queries import need_manual
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, shown, url_of
from sotay.papers.authority import signature_of_head
from sotay.ui.pages import form_page


@once
def manual_issue(request: HttpRequest) -> HttpResponse:
    """Print the manual and issue it as a revision of its document."""
    actor, on = request.actor, today()
    manual = need_manual(viewer=actor)
    require(actor, "manual.issue_document", manual)
    head = signature_of_head(actor.agency, on)
    form = forms.IssueForm(request.POST or None, manual=manual, signer=(head.name, head.title))
    if request.method == "POST":
        if run(form, commands.issue_manual, manual, actor=actor, on=on):
            messages.success(request, _("Đã ban hành %s thành tài liệu.") % actor.agency.manual_name)
            return redirect(url_of(form.result.revision_of_document))  # type: ignore[attr-defined]
    elif reasons := list(_why_not(manual)):
        form.reasons = shown(reasons, actor)  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("In và ban hành %s") % actor.agency.manual_name,
        submit=_("In và ban hành"),
        intro=_(
            "Sổ tay được in thành tệp Word và PDF từ nội dung đang có hiệu lực, rồi ban hành thành một bản của tài liệu cấp I; "
            "bản đã ban hành không đổi nữa."
        ),
        crumbs=[crumb_to(actor, "book")],
        cancel_url=address(actor, "manual_detail"),
        folded=(),
    )


def _why_not(manual: Manual) -> list[object]:
    same = manual.issues.filter(edition=manual.edition, amendment=manual.revision)
    before: ManualIssue | None = same.select_related("revision_of_document__document__agency").first()
    parts = list(manual.statements.order_by("order", "slug"))
    return list(guards.why_not_issue_document(manual, parts, before=before, document=queries.document_of(manual)))


@guests_may_read
def manual_changes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what changed since an issue, each text beside what was issued."""
    actor = request.actor
    require(actor, "manual.view_manual")
    issue = queries.get_issue(uuid, viewer=actor)
    return render(
        request,
        "manual/issues/changes.html",
        {
            "issue": issue,
            "changes": queries.changes_since(issue),
            "tabs": tabs_for(actor, active="book"),
            "crumbs": [crumb_to(actor, "book")],
        },
    )
