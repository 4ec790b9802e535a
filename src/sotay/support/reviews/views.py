"""Pages of the periodic look at documents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.commands import require
from sotay.exchange import export
from sotay.pages import found, once, run, shown, url_of
from sotay.support.documents.queries import get_document
from sotay.support.reviews import commands, filters, forms, guards, queries, tables
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Empty, Link


def review_list(request: HttpRequest) -> HttpResponseBase:
    """List the documents in force with the day each is looked at again."""
    return _list(request)


def unit_reviews(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List those of one unit."""
    return _list(request, unit=found(Unit.objects.of(request.actor).filter(slug=slug).first()))


@once
def document_look(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the one question about a document in force."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.look_at_document", document)
    form = forms.LookForm(request.POST or None, document=document, on=today())
    if request.method == "POST" and run(form, commands.look_at_document, document, actor=actor, on=today()):
        look = form.result
        if look.draft is not None:
            messages.success(request, _("Đã ghi kết luận và lập bản sửa đổi; hãy soạn nội dung."))
            return redirect(address(actor, "revision_change", slug=look.draft.slug))
        document.refresh_from_db()
        messages.success(request, _("Đã ghi kết luận; rà soát kế tiếp ngày %s.") % ngay(document.next_review_date))
        return redirect(url_of(document))
    if not form.is_bound:
        form.reasons = shown(guards.why_not_look(document), actor)
    return form_page(
        request,
        form=form,
        title=_("Rà soát tài liệu"),
        kicker=str(document),
        submit=_("Ghi kết luận"),
        crumbs=[crumb_to(actor, "documents"), Link(label=document.code, url=url_of(document))],
        cancel_url=url_of(document),
        folded=(),
    )


def _list(request: HttpRequest, *, unit: Unit | None = None) -> HttpResponseBase:
    actor, on = request.actor, today()
    require(actor, "support.view_reviews")
    soon = queries.soon_of(actor.agency, on=on)
    rows = queries.list_to_look_at(viewer=actor)
    rows = rows.filter(unit=unit) if unit else rows
    chosen = filters.ToLookAt(request.GET, queryset=rows, request=request, on=on, soon=soon)
    table = tables.ToLookAt(chosen.qs, viewer=actor, on=on, soon=soon)
    title = _("Rà soát định kỳ tài liệu")
    if request.GET.get("export"):
        return export.answer(request, table, title=title)
    return list_page(
        request,
        title=title,
        kicker=unit.name if unit else "",
        tabs=tabs_for(actor, active="documents"),
        crumbs=[crumb_to(actor, "documents")],
        filter=chosen,
        table=table,
        empty=Empty(
            title=_("Chưa có tài liệu nào đang có hiệu lực"),
            why=_("Mỗi tài liệu có hiệu lực được rà soát theo chu kỳ của loại: còn phù hợp hay cần sửa."),
            basis=_("7.5.2 c · Xem xét sự phù hợp và thỏa đáng"),
        ),
    )
