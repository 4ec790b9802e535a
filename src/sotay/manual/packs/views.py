"""Pages of evidence packs: the list that finds one by its hash, choosing with a look beforehand, progress, download."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.blobs.refusals import BlobDamaged
from sotay.commands import NotFound, may, require
from sotay.journal.history import history_of
from sotay.manual.packs import commands, filters, forms, queries, tables
from sotay.manual.packs.collecting import CITIZENS, COUNTED, UNREADABLE, UNSEEN, Collected, collect
from sotay.manual.packs.making import MEDIA_TYPE, VERIFIER, open_pack
from sotay.manual.packs.models import Pack
from sotay.manual.packs.work import is_held
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import lead_to, once, run, url_of
from sotay.ui.formats import co, luc, ngay, so
from sotay.ui.htmx import wants_part
from sotay.ui.pages import list_page
from sotay.ui.parts import Action, Empty, RecordPage, StateBadge

State, What = Pack.State, Pack.What
TONES = {State.READY: "done", State.FAILED: "stop", State.STOPPED: "warn", State.MAKING: "now"}


def why_left_out(why: str) -> str:
    """Return in words why something is not in a pack."""
    return {
        UNSEEN: _("ngoài quyền xem của người lập gói"),
        CITIZENS: _("tệp có thể có thông tin cá nhân của công dân"),
        COUNTED: _("có thông tin cá nhân của công dân, chỉ đếm"),
        UNREADABLE: _("tệp không đọc được hoặc không in được"),
    }[why]


def pack_list(request: HttpRequest) -> HttpResponse:
    """List the packs; with a hash, the one it is of."""
    actor = request.actor
    require(actor, "manual.view_packs")
    chosen = filters.Packs(request.GET, queryset=queries.list_packs(viewer=actor), request=request)
    makes = bool(forms.open_to(actor))
    new = Action(label=_("Lập gói bằng chứng"), url=address(actor, "pack_new"), primary=True, icon="archive")
    return list_page(
        request,
        title=_("Gói bằng chứng"),
        intro=_(
            "Hồ sơ chứng minh một điều khoản, cuộc đánh giá, cuộc kiểm tra hoặc một kỳ, đóng thành một tệp ZIP ai cũng kiểm tra được. Nhận được một gói: chạy kiem-tra.py rồi tìm mã băm nó in ra ở đây."
        ),
        tabs=tabs_for(actor, active="packs"),
        actions=[new] if makes else [],
        filter=chosen,
        table=tables.Packs(chosen.qs),
        empty=Empty(
            title=_("Chưa lập gói nào"),
            why=_("Một gói gồm mục lục, biểu mẫu, bản ký, tệp và trích nhật ký, kèm chương trình tự kiểm tra."),
            action=new if makes else None,
        ),
        exports=(),
    )


@once
def pack_new(request: HttpRequest) -> HttpResponse:
    """Choose what a pack is about, look at what it would hold, and ask for it."""
    actor, on = request.actor, today()
    allowed = forms.open_to(actor)
    if not allowed:
        raise PermissionDenied("manual.make_pack")
    named = request.GET.get("what", "")
    what = What(named) if named in allowed else allowed[0]
    asked = request.GET if any(name in request.GET for name in ("clause", "audit", "inspection", "year")) else None
    form = forms.ChoosePack(asked, viewer=actor, what=what, on=on)
    if request.method == "POST" and run(form, commands.begin_pack, actor.agency, actor=actor, on=on):
        return redirect(url_of(form.result))
    collected = None
    if request.method == "GET" and form.is_bound and form.is_valid():
        pack = Pack(agency=actor.agency, asked_by=actor.person, **form.cleaned_data)
        collected = collect(pack, viewer=actor, on=on)
    refused = request.method == "POST" or (form.is_bound and not form.is_valid())
    context = {
        "form": form,
        "what": what,
        "whats": [(one.label, f"?{urlencode({'what': one.value})}", one == what) for one in allowed],
        "crumbs": [crumb_to(actor, "packs")],
        "tabs": tabs_for(actor, active="packs"),
        "seen": _seen(collected) if collected else None,
        "make": Action(label=_("Tạo gói"), url=request.get_full_path(), post=True, primary=True, icon="archive"),
    }
    return render(request, "manual/packs/new.html", context, status=422 if refused else 200)


def _seen(collected: Collected) -> dict[str, Any]:
    """Return what a pack would hold, as it is shown beforehand."""
    counts = {one.key: 0 for one in collected.chapters}
    for row in collected.rows:
        counts[row.chapter] += 1
    return {
        "records": len(collected.rows),
        "facts": [
            (_("Hồ sơ"), so(len(collected.rows))),
            (_("Tệp có sẵn"), f"{so(len(collected.files))} ({co(collected.size)})"),
            (_("Biểu mẫu in từ hồ sơ"), _("nhiều nhất %s") % so(collected.printable)),
        ],
        "chapters": [(one, counts[one.key], len(one.lines)) for one in collected.chapters],
        "left_out": [(one.label, so(one.count), why_left_out(one.why)) for one in collected.left_out],
    }


def pack_detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Show how far a pack is, then its hash, what is in it, and where it is had."""
    actor = request.actor
    require(actor, "manual.view_packs")
    pack = queries.get_pack(uuid, viewer=actor)
    if pack.state == State.MAKING and not is_held(pack):
        commands.note_stopped(pack)
        pack = queries.get_pack(uuid, viewer=actor)
    if wants_part(request) and not pack.is_working:
        return lead_to(request, url_of(pack))
    takes = may(actor, "manual.take_pack", pack)
    take = Action(label=_("Tải gói"), url=address(actor, "pack_file", uuid=pack.uuid), primary=True, icon="download")
    again = Action(label=_("Lập lại"), url=_again(request, pack), icon="refresh")
    page = RecordPage(
        title=pack.title,
        kicker=_("Gói bằng chứng"),
        crumbs=[crumb_to(actor, "packs")],
        state=StateBadge(label=str(pack.get_state_display()), tone=TONES.get(pack.state, "quiet")),
        actions=[take] if takes and pack.is_there else [again] if forms.open_to(actor) and not pack.is_working else [],
        facts=_facts(pack),
        history=history_of(pack, viewer=actor),
    )
    context = {
        "page": page,
        "pack": pack,
        "takes": takes,
        "own": pack.asked_by_id == actor.person.pk,
        "here": url_of(pack),
        "waits_long": queries.waits_long(pack),
        "verifier_url": address(actor, "pack_verifier"),
        "left_out": [(label, so(count), why_left_out(why)) for label, why, count in pack.contents.get("left_out", ())],
        # names of files say what stands in records others may not see
        "paths": [(path, co(size), what) for path, size, what in pack.contents.get("paths", ()) if takes],
    }
    template = "manual/packs/detail.html"
    return render(request, f"{template}#progress" if wants_part(request) else template, context)


def _facts(pack: Pack) -> list[tuple[Any, Any]]:
    found = [
        (_("Thời gian"), pack.days),
        (_("Người lập"), str(pack.asked_by)),
        (_("Yêu cầu lúc"), luc(pack.created_at)),
    ]
    if pack.state == State.READY and pack.file:
        found += [
            (_("Tạo xong lúc"), luc(pack.finished_at)),
            (_("Hồ sơ"), so(pack.counted("records"))),
            (_("Tệp trong gói"), f"{so(pack.counted('files'))} ({co(pack.file.size)})"),
            (_("Dòng nhật ký"), so(pack.counted("entries"))),
            (_("Tải được đến hết ngày"), ngay(pack.kept_until) if pack.is_there else _("đã xóa tệp, giữ lại mã băm")),
        ]
    return found


def _again(request: HttpRequest, pack: Pack) -> str:
    """Return the page that asks for the same thing anew."""
    query: dict[str, Any] = {"what": pack.what, "year": pack.from_date.year}
    if pack.to_date.month - pack.from_date.month < 6:  # noqa: PLR2004  months of a half
        query["half"] = 1 if pack.from_date.month == 1 else 2
    if pack.clause:
        query["clause"] = pack.clause
    if pack.audit:
        query["audit"] = pack.audit.slug
    if pack.inspection:
        query["inspection"] = pack.inspection.slug
    return f"{address(request.actor, 'pack_new')}?{urlencode(query)}"


def pack_file(request: HttpRequest, uuid: Any) -> FileResponse:
    """Give the ZIP to who asked for it."""
    pack = queries.get_pack(uuid, viewer=request.actor)
    require(request.actor, "manual.take_pack", pack)
    if not pack.is_there or pack.file is None:
        raise NotFound
    try:
        file = open_pack(pack)
    except BlobDamaged as gone:
        raise NotFound from gone
    response = FileResponse(file, content_type=MEDIA_TYPE)
    response["Content-Length"] = str(pack.file.size)
    response["Content-Disposition"] = content_disposition_header(True, pack.file_name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def pack_verifier(request: HttpRequest) -> FileResponse:
    """Give the verifier by itself, so that nobody has to trust the one inside a pack."""
    require(request.actor, "manual.view_packs")
    return FileResponse(VERIFIER.open("rb"), as_attachment=True, filename="kiem-tra.py", content_type="text/x-python")
