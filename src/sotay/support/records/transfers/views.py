"""Pages of lists of hand-over and disposal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.exchange.export import answer
from sotay.pages import once, run, url_of
from sotay.papers.answering import form_answer
from sotay.support.records.files.queries import due_files
from sotay.support.records.models import Transfer
from sotay.support.records.nav import crumb_to_page, pages_for
from sotay.support.records.transfers import commands, exports, filters, forms, queries, tables
from sotay.support.records.transfers.page import TransferShown
from sotay.support.tabs import address, tabs_for
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link

PER_PAGE = 50
DUE = {"archive", "dispose", "history"}


def transfer_list(request: HttpRequest) -> HttpResponseBase:
    """List what was handed over and disposed of, and what is being made."""
    actor = request.actor
    require(actor, "support.view_transfers")
    chosen = filters.Transfers(request.GET, queryset=queries.list_transfers(viewer=actor), request=request)
    table = tables.Transfers(chosen.qs)
    title = _("Nộp lưu, hủy hồ sơ")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    due = Action(label=_("Xem hồ sơ đến hạn"), url=address(actor, "record_due"), icon="clock", primary=True)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="records"),
        filter=chosen,
        table=table,
        actions=[due],
        per_page=PER_PAGE,
        template="support/records/list.html",
        context={"pages": pages_for(actor, active="transfers")},
        empty=Empty(
            title=_("Chưa có danh sách nộp lưu, hủy nào"),
            why=_(
                "Hồ sơ đến hạn được nộp vào lưu trữ theo mục lục và biên bản giao nhận; hết thời hạn thì hủy theo danh sách "
                "được phê duyệt, có biên bản."
            ),
            basis=_("Nghị định 30/2020/NĐ-CP, Điều 30; Luật Lưu trữ 33/2024/QH15"),
            action=due,
        ),
    )


def transfer_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a list with its files, or give it as a file."""
    actor = request.actor
    require(actor, "support.view_transfers")
    page = queries.get_transfer_page(slug, viewer=actor)
    if request.GET.get("export"):
        return answer(request, exports.columns, exports.records(page), title=str(page.transfer))
    sides = TransferShown(page, actor, on=today())
    return record_page(
        request,
        page=sides.record_page(),
        template="support/records/transfer.html",
        context={
            "shown": page,
            "transfer": page.transfer,
            "facts": sides.facts,
            "leaves_out": sides.leaves_out,
            "tabs": tabs_for(actor, active="records"),
        },
    )


def transfer_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the minutes to be signed with the list annexed to them as one paper (form A7, of a hand-over A7N)."""
    actor = request.actor
    require(actor, "support.view_transfers")
    transfer = queries.get_transfer(slug, viewer=actor)
    crumbs = [crumb_to_page(actor, "transfers"), Link(label=transfer.code, url=url_of(transfer))]
    code = "A7" if transfer.manner == Transfer.Manner.DISPOSE else "A7N"
    return form_answer(request, code, transfer, crumbs=crumbs)


@once
def transfer_new(request: HttpRequest) -> HttpResponse:
    """Begin a list of files that are due, or of one file."""
    actor = request.actor
    require(actor, "support.manage_records")
    wanted = request.GET.get("manner", "")
    manner = wanted if wanted in Transfer.Manner.values else Transfer.Manner.ARCHIVE
    among = queries.candidates(manner, viewer=actor, on=today())
    chosen = {"files": _ticked(request, among)} if not request.POST else None
    form = forms.BeginTransfer(request.POST or None, among=among, initial=chosen)
    if request.method == "POST" and run(
        form, commands.begin_transfer, actor.agency, actor=actor, manner=manner, on=today()
    ):
        messages.success(request, _("Đã lập danh sách %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    disposes = manner == Transfer.Manner.DISPOSE
    return form_page(
        request,
        form=form,
        title=_("Lập danh sách hồ sơ đề nghị hủy") if disposes else _("Lập mục lục hồ sơ nộp lưu"),
        intro=_("Danh sách này chưa làm gì với hồ sơ: phải được phê duyệt, rồi mới hủy và ghi biên bản.")
        if disposes
        else _("Hồ sơ chuyển sang “đã nộp lưu” khi nhập biên bản giao nhận."),
        submit=_("Lập danh sách"),
        crumbs=[crumb_to_page(actor, "transfers")],
        cancel_url=address(actor, "record_due"),
        folded=(),
    )


@once
def transfer_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add files to a list."""
    actor = request.actor
    transfer = queries.get_transfer(slug, viewer=actor)
    require(actor, "support.manage_records", transfer)
    among = queries.candidates(transfer.manner, viewer=actor, on=today())
    form = forms.AddFiles(request.POST or None, among=among, initial={"version": transfer.version})
    return _act(
        request, transfer, form, commands.add_files, title=_("Thêm hồ sơ"), done=_("Đã thêm hồ sơ."), dated=True
    )


@once
def transfer_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change on what a list rests."""
    actor = request.actor
    transfer = queries.get_transfer(slug, viewer=actor)
    require(actor, "support.manage_records", transfer)
    start = {"version": transfer.version, "reason": transfer.reason}
    form = forms.ChangeTransfer(request.POST or None, initial=start)
    return _act(request, transfer, form, commands.change_transfer, title=_("Sửa căn cứ"), done=_("Đã lưu căn cứ."))


@once
def transfer_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a disposal."""
    actor = request.actor
    transfer = queries.get_transfer(slug, viewer=actor)
    require(actor, "support.manage_records", transfer)
    form = forms.Submit(request.POST or None, initial={"version": transfer.version})
    return _act(
        request,
        transfer,
        form,
        commands.submit_transfer,
        title=_("Trình phê duyệt"),
        done=_("Đã trình phê duyệt."),
        intro=_("Người phê duyệt xem từng hồ sơ, có thể để lại từng hồ sơ kèm lý do."),
        dated=True,
    )


@once
def transfer_carry_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter the minutes by which a list was done."""
    actor = request.actor
    transfer = queries.get_transfer(slug, viewer=actor)
    require(actor, "support.manage_records", transfer)
    form = forms.CarryOut(request.POST or None, request.FILES or None, transfer=transfer, viewer=actor)
    disposes = transfer.manner == Transfer.Manner.DISPOSE
    return _act(
        request,
        transfer,
        form,
        commands.carry_out,
        title=_("Nhập biên bản hủy") if disposes else _("Nhập biên bản giao nhận"),
        done=_("Đã ghi việc hủy hồ sơ.") if disposes else _("Đã ghi việc nộp lưu hồ sơ."),
        intro=_("Thông tin hồ sơ được giữ; tệp điện tử gắn với hồ sơ được gỡ theo số biên bản.") if disposes else "",
        dated=True,
        folded=(),
    )


@once
def transfer_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a list."""
    actor = request.actor
    transfer = queries.get_transfer(slug, viewer=actor)
    require(actor, "support.manage_records", transfer)
    form = forms.WithReason(request.POST or None, initial={"version": transfer.version})
    return _act(
        request,
        transfer,
        form,
        commands.cancel_transfer,
        title=_("Hủy bỏ danh sách"),
        done=_("Đã hủy bỏ danh sách; hồ sơ giữ nguyên."),
    )


@once
def transfer_item_leave_out(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Leave a file out of a list."""
    actor = request.actor
    item = queries.get_item(slug, viewer=actor)
    require(actor, "support.manage_records", item.transfer)
    form = forms.WithReason(request.POST or None, initial={"version": item.version})
    return _act(
        request,
        item.transfer,
        form,
        commands.leave_out,
        subject=item,
        title=_("Để lại %s") % item.file.number,
        done=_("Đã để lại hồ sơ."),
        intro=item.file.title,
    )


def _ticked(request: HttpRequest, among: Any) -> list[int]:
    """Return which files are ticked at first: the one named, or those that are due."""
    if slug := request.GET.get("file"):
        return list(among.filter(slug=slug).values_list("pk", flat=True))
    due = request.GET.get("due", "")
    if due not in DUE:
        return []
    return list(due_files(due, viewer=request.actor, on=today()).values_list("pk", flat=True))


def _act(
    request: HttpRequest, transfer: Transfer, form: Any, act: Any, *, title: str, done: str, subject: Any = None,
    intro: str = "", dated: bool = False, folded: tuple[str, ...] | None = None,
) -> HttpResponse:  # fmt: skip
    """Do an act upon a list (or a file of it) once its form is complete."""
    actor = request.actor
    more = {"on": today()} if dated else {}
    if request.method == "POST" and run(form, act, subject or transfer, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(transfer))
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(transfer),
        intro=intro,
        submit=title,
        crumbs=[crumb_to_page(actor, "transfers"), Link(label=transfer.code, url=url_of(transfer))],
        cancel_url=url_of(transfer),
        folded=folded,
    )
