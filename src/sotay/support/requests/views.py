"""Pages of requests about documents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.commands import NotFound, require
from sotay.exchange.export import answer
from sotay.pages import once, run, run_plain, shown, url_of
from sotay.papers.answering import form_answer
from sotay.support.documents.models import Document, Revision
from sotay.support.requests import commands, filters, forms, guards, queries, tables
from sotay.support.requests.models import ChangeRequest
from sotay.support.requests.request_page import RequestShown
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, Link


def request_list(request: HttpRequest) -> HttpResponseBase:
    """List the requests about documents."""
    actor = request.actor
    require(actor, "support.begin_requests")
    chosen = filters.Requests(request.GET, queryset=queries.list_requests(viewer=actor), request=request)
    table = tables.Requests(chosen.qs, on=today())
    if request.GET.get("export"):
        return answer(request, table, title=_("Yêu cầu về tài liệu"))
    add = Action(label=_("Lập phiếu yêu cầu"), url=address(actor, "request_new"), icon="plus", primary=True)
    return list_page(
        request,
        title=_("Yêu cầu về tài liệu"),
        tabs=tabs_for(actor, active="requests"),
        filter=chosen,
        table=table,
        actions=[add],
        empty=Empty(
            title=_("Chưa có yêu cầu nào"),
            why=_("Đề nghị soạn mới, sửa đổi, thay thế hoặc hủy bỏ tài liệu, với năm nội dung hoạch định thay đổi."),
            basis=_("6.3 · Hoạch định các thay đổi; 7.5.3 · Kiểm soát thông tin dạng văn bản"),
            action=add,
        ),
    )


def request_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a request: what is asked, the five points, where it stands."""
    return _page(request, slug)


def request_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a request as its paper (form A3), to be signed or kept."""
    actor = request.actor
    require(actor, "support.begin_requests")
    one = queries.get_request(slug, viewer=actor)
    crumbs = [crumb_to(actor, "requests"), Link(label=one.code, url=url_of(one))]
    return form_answer(request, "A3", one, crumbs=crumbs)


@once
def request_new(request: HttpRequest) -> HttpResponse:
    """Ask for a change; `?origin=`, `?document=` or `?law=` name what it is opened from."""
    actor, on = request.actor, today()
    require(actor, "support.begin_requests")
    origin, initial = _opened_from(request, actor)
    form = forms.RequestForm(request.POST or None, viewer=actor, on=on, initial=initial)
    if request.method == "POST" and run(form, commands.begin_request, actor.agency, actor=actor, on=on, origin=origin):
        messages.success(request, _("Đã lập phiếu %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập phiếu yêu cầu về tài liệu"),
        kicker=f"{origin.label}: {origin.title}" if origin else "",
        submit=_("Lập phiếu"),
        intro=_("Lưu được khi chưa ghi đủ; trước khi trình cần đủ năm nội dung hoạch định thay đổi."),
        crumbs=[crumb_to(actor, "requests")],
        cancel_url=address(actor, "request_list"),
        folded=_folded(form),
    )


@once
def request_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write on at a request."""
    actor = request.actor
    one = queries.get_request(slug, viewer=actor)
    require(actor, "support.write_request", one)
    form = forms.ChangeRequestForm(request.POST or None, viewer=actor, on=today(), one=one)
    if request.method == "POST" and run(form, commands.change_request, one, actor=actor):
        messages.success(request, _("Đã lưu phiếu."))
        return redirect(url_of(one))
    return _form(request, form, one, title=_("Sửa phiếu yêu cầu"), submit=_("Lưu"), folded=_folded(form))


@once
def request_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a request."""
    return _act(
        request,
        slug,
        forms.Submit,
        commands.submit_request,
        permission="support.write_request",
        title=_("Trình phiếu yêu cầu"),
        done=_("Đã trình phiếu."),
        on=today(),
    )


@once
def request_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a request."""
    return _act(
        request,
        slug,
        forms.WithReason,
        commands.cancel_request,
        permission="support.write_request",
        title=_("Hủy phiếu"),
        done=_("Đã hủy phiếu."),
    )


@once
def request_reject(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn a request down for good."""
    actor = request.actor
    page = queries.get_request_page(slug, viewer=actor)
    one, approval = page.request, page.approval
    if approval is None:
        raise NotFound
    require(actor, "approvals.decide", approval)
    form = forms.WithReason(request.POST or None, initial={"version": one.version})
    if request.method == "POST" and run(form, commands.reject_request, one, approval, actor=actor):
        messages.success(request, _("Đã ghi: không chấp thuận."))
        return redirect(url_of(one))
    intro = _("Phiếu kết thúc với lý do này. Muốn người đề nghị sửa rồi trình lại thì trả lại ở trang duyệt.")
    return _form(request, form, one, title=_("Không chấp thuận"), submit=_("Không chấp thuận"), intro=intro)


@once
@require_POST
def request_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the revision an accepted request asks for."""
    actor = request.actor
    one = queries.get_request(slug, viewer=actor)
    require(actor, "support.carry_out_request", one)
    reasons = run_plain(commands.begin_asked_revision, one, actor=actor, version=one.version)
    if reasons:
        return _page(request, slug, blocked=[Blocked(title=_("Chưa soạn được"), reasons=shown(reasons, actor))])
    messages.success(request, _("Đã bắt đầu soạn theo phiếu %s.") % one.code)
    return redirect(url_of(queries.get_request(slug, viewer=actor).revision))


@once
def request_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the document an accepted request asks for."""
    actor, on = request.actor, today()
    one = queries.get_request(slug, viewer=actor)
    require(actor, "support.carry_out_request", one)
    initial = {"title": one.title, "unit": one.unit_id, "version": one.version}
    form = forms.AskedDocumentForm(request.POST or None, viewer=actor, on=on, initial=initial)
    if request.method == "POST" and run(form, commands.begin_asked_document, one, actor=actor, on=on):
        messages.success(request, _("Đã lập tài liệu theo phiếu %s.") % one.code)
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    form.reasons = shown(guards.why_not_begin(one), actor)  # type: ignore[attr-defined]  # said before it is sent
    return _form(request, form, one, title=_("Lập tài liệu theo phiếu"), submit=_("Lập tài liệu"))


def _opened_from(request: HttpRequest, actor: Actor) -> tuple[subjects.Known | None, dict[str, Any]]:
    """Return the record a request is opened from, as far as the viewer may see it, and what the form begins with."""
    record = _named(request, actor)
    if record is None:
        units = actor.unit_ids()
        return None, {"unit": next(iter(units))} if len(units) == 1 else {}
    initial: dict[str, Any] = {}
    document = record.document if isinstance(record, Revision) else record
    if isinstance(document, Document):
        initial["document"] = queries.write_document(document)
    elif record._meta.label_lower == "context.law":
        initial |= {"law": record.number or record.title, "cause": ChangeRequest.Cause.LAW}
    return subjects.known(record), initial


def _named(request: HttpRequest, actor: Actor) -> Any:
    """Return the record named in the address, None for none or one the viewer may not see."""
    for name, of_type in (("document", "support.document"), ("law", "context.law")):
        rows = subjects.rows_of(of_type, viewer=actor)
        if slug := request.GET.get(name):
            return rows.filter(slug=slug).first() if rows is not None else None
    of_type, _colon, uuid = request.GET.get("origin", "").partition(":")
    try:
        return subjects.find(subjects.Ref(of_type, UUID(uuid)), viewer=actor)
    except ValueError:
        return None


def _folded(form: Any) -> tuple[str, ...]:
    """Fold what nobody needs at first; what the page was opened with stands in front."""
    return tuple(name for name in forms.FOLDED if not form.initial.get(name) or name in {"unit", "due_date"})


def _page(request: HttpRequest, slug: str, *, blocked: list[Blocked] | None = None) -> HttpResponse:
    actor = request.actor
    require(actor, "support.begin_requests")
    shown_ = RequestShown(queries.get_request_page(slug, viewer=actor), actor, on=today())
    return record_page(
        request,
        page=shown_.record_page(blocked=blocked or []),
        template="support/requests/detail.html",
        status=422 if blocked else 200,
        context={"shown": shown_, "one": shown_.request, "tabs": tabs_for(actor, active="requests")},
    )


def _act(
    request: HttpRequest, slug: str, form_class: Any, act: Any, *, permission: str, title: str, done: str, **more: Any
) -> HttpResponse:
    """Ask for what an act upon a request needs and do it."""
    actor = request.actor
    one = queries.get_request(slug, viewer=actor)
    require(actor, permission, one)
    form = form_class(request.POST or None, initial={"version": one.version})
    if request.method == "POST" and run(form, act, one, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(one))
    return _form(request, form, one, title=title, submit=title)


def _form(request: HttpRequest, form: Any, one: ChangeRequest, **words: Any) -> HttpResponse:
    actor = request.actor
    return form_page(
        request,
        form=form,
        kicker=str(one),
        crumbs=[crumb_to(actor, "requests"), Link(label=one.code, url=url_of(one))],
        cancel_url=url_of(one),
        **words,
    )
