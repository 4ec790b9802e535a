"""The page on which an agency takes over the documents it has: how it goes, the upload, and what came of it."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.agency.vietnamese import slugify
from sotay.commands import require
from sotay.exchange import imports
from sotay.exchange.runs.commands import begin_run
from sotay.exchange.runs.forms import UploadForm
from sotay.exchange.writing import XLSX_TYPE, template_xlsx
from sotay.pages import found, once, run, url_of
from sotay.support.issuing.queries import list_issues
from sotay.support.tabs import address, crumb_to
from sotay.support.takeover.columns import COLUMNS, EXAMPLES
from sotay.ui.pages import form_page

KIND = "documents"
SHOWN = 20


@once
def takeover(request: HttpRequest) -> HttpResponse:
    """Take a ZIP of documents in and try it out; show the sets taken over before."""
    actor = request.actor
    require(actor, "support.import_documents")
    kind = found(imports.find(KIND))
    form = UploadForm(request.POST or None, request.FILES or None, kind=kind)
    if request.method == "POST" and run(form, begin_run, actor.agency, actor=actor, kind=kind, on=today()):
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Nhập tài liệu đang có"),
        submit=_("Tải lên và kiểm tra"),
        intro=kind.hint,
        crumbs=[crumb_to(actor, "issues")],
        cancel_url=address(actor, "issue_list"),
        template="support/takeover/takeover.html",
        context={
            "columns": COLUMNS,
            "template_url": address(actor, "takeover_template"),
            "issues": list_issues(viewer=actor).filter(is_taken_over=True)[:SHOWN],
        },
    )


def takeover_template(request: HttpRequest) -> FileResponse:
    """Give the list to fill in."""
    require(request.actor, "support.import_documents")
    title = _("Danh sách tài liệu đang có")
    file = template_xlsx(COLUMNS, EXAMPLES, title=title)
    return FileResponse(file, as_attachment=True, filename=f"{slugify(title)}.xlsx", content_type=XLSX_TYPE)
