"""Pages of announcements: the list with its gate, one from grounds to portal, its services, how the scope moved on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import NotFound, may, require
from sotay.exchange.export import answer
from sotay.manual.announcements import commands, filters, forms, guards, queries, tables
from sotay.manual.announcements.announcement_page import AnnouncementShown
from sotay.manual.announcements.differences import reason_for
from sotay.manual.announcements.grounds import grounds_of
from sotay.manual.announcements.models import Announcement
from sotay.manual.announcements.moved import Moved, moved_of
from sotay.manual.announcements.writing import written_out
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, run_plain, shown, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, Link

PER_PAGE = 50


@guests_may_read
def announcement_list(request: HttpRequest) -> HttpResponseBase:
    """List the announcements; who prepares them is told what is missing, and how the scope moved on."""
    require(request.actor, "manual.view_announcements")
    actor, on = request.actor, today()
    rows = queries.list_announcements(viewer=actor)
    chosen = filters.Announcements(request.GET, queryset=rows, request=request)
    table = tables.Announcements(chosen.qs)
    title = _("Công bố hệ thống quản lý chất lượng")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    prepares = may(actor, "manual.prepare_announcement")
    moved = moved_of(actor.agency, on=on) if actor.is_member else None
    prepared = rows.filter(state=Announcement.State.DRAFT).first()
    missing = _missing(request, moved, prepared) if prepares and moved else []
    begin = Action(
        label=_("Chuẩn bị công bố lại") if moved and moved.standing else _("Chuẩn bị công bố"),
        url=address(actor, "announcement_new"),
        icon="certificate",
        primary=True,
    )
    declare = Action(label=_("Nhập bản công bố đã có"), url=address(actor, "announcement_declare"), icon="file-text")
    begins = prepares and not missing
    none = prepares and moved is not None and moved.standing is None
    blocked = [Blocked(title=_("Chưa chuẩn bị được lần công bố mới"), reasons=shown(missing, actor))] if missing else []
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="announcements"),
        filter=chosen,
        table=table,
        actions=[*([begin] if begins else []), *([declare] if none else [])],
        empty=Empty(
            title=_("Chưa có lần công bố nào"),
            why=_(
                "Sau khi đánh giá nội bộ, xem xét của lãnh đạo và xác nhận hiệu lực, người đứng đầu công bố hệ thống phù hợp tiêu "
                "chuẩn, thông báo cho cơ quan theo dõi, niêm yết và đăng tải."
            ),
            basis=_("QĐ 19/2014/QĐ-TTg · Điều 4 khoản 3"),
            action=begin if begins else declare if none else None,
        ),
        template="manual/announcements/list.html",
        context={
            "blocked": [] if _nothing_moved(moved, missing) else blocked,
            "moved": moved,
            "moved_words": guards.moved_words(len(moved.found)) if moved else "",
            "differences_url": address(actor, "announcement_differences"),
        },
    )


def _missing(request: HttpRequest, moved: Moved, prepared: Announcement | None) -> list[Any]:
    """Return why no other announcement can be begun now."""
    grounds = grounds_of(request.actor.agency, today(), has_services=bool(moved.today.services))
    again = moved.standing is not None
    begin = guards.why_not_begin(
        prepared, standing=moved.standing, found=moved.found, reason=reason_for(moved.found) if again else ""
    )
    return [*begin, *guards.why_not_announce(grounds, again=again)]


def _nothing_moved(moved: Moved | None, missing: list[Any]) -> bool:
    """Return whether there is nothing to announce: the page then needs no box that says why it cannot be done."""
    return moved is not None and moved.standing is not None and not moved.found and bool(missing)


@guests_may_read
def announcement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an announcement on its way from the grounds to the public page."""
    actor = request.actor
    require(actor, "manual.view_announcements")
    one = AnnouncementShown(queries.get_announcement(slug, viewer=actor), actor, on=today())
    return _detail(request, one)


def _detail(request: HttpRequest, one: AnnouncementShown, *, reasons: Any = (), status: int = 200) -> HttpResponse:
    return record_page(
        request,
        page=one.record_page(),
        template="manual/announcements/detail.html",
        status=status,
        context={
            "shown": one,
            "refused": shown(reasons, request.actor),
            "services": one.one.services.order_by("position")[:PER_PAGE],
            "tabs": tabs_for(request.actor, active="announcements"),
        },
    )


@guests_may_read
def announcement_services(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List the services an announcement covers, as they were then."""
    actor = request.actor
    require(actor, "manual.view_announcements")
    one = queries.get_announcement(slug, viewer=actor)
    chosen = filters.Services(request.GET, queryset=one.services.order_by("position"), request=request)
    table = tables.Services(chosen.qs)
    title = _("Danh mục thủ tục hành chính được công bố")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    crumbs = [crumb_to(actor, "announcements"), Link(label=str(one), url=url_of(one))]
    return list_page(
        request, title=title, kicker=str(one), crumbs=crumbs, filter=chosen, table=table, per_page=PER_PAGE
    )


@once
def announcement_new(request: HttpRequest) -> HttpResponse:
    """Begin an announcement; one that stands makes it a re-announcement with its reason."""
    actor, on = request.actor, today()
    require(actor, "manual.prepare_announcement")
    moved = moved_of(actor.agency, on=on)
    again = moved.standing is not None
    said = "; ".join(f"{one.said} {one.what}" for one in moved.found)
    form = forms.BeginForm(request.POST or None, again=again, reason=reason_for(moved.found), reason_text=said)
    if request.method == "POST":
        if run(form, commands.begin_announcement, actor.agency, actor=actor, on=on):
            messages.success(request, _("Đã lập; phạm vi và danh mục thủ tục được ghim theo hôm nay."))
            return redirect(url_of(form.result))  # type: ignore[attr-defined]
    elif missing := _missing(request, moved, _prepared(request)):
        form.reasons = shown(missing, actor)  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Chuẩn bị công bố lại") if again else _("Chuẩn bị công bố"),
        submit=_("Lập lần công bố"),
        intro=guards.moved_words(len(moved.found)) if again else "",
        crumbs=[crumb_to(actor, "announcements")],
        cancel_url=address(actor, "announcement_list"),
        folded=(),
    )


def _prepared(request: HttpRequest) -> Announcement | None:
    return queries.list_announcements(viewer=request.actor).filter(state=Announcement.State.DRAFT).first()


@once
def announcement_declare(request: HttpRequest) -> HttpResponse:
    """Enter the announcement that stood before the agency used Sotay, with what it covers."""
    actor, on = request.actor, today()
    require(actor, "manual.prepare_announcement")
    covered = moved_of(actor.agency, on=on).today
    initial = {
        "services": written_out(covered.services.values()),
        "fields_of_work": "\n".join(covered.fields),
        "places": "\n".join(covered.places),
        "exclusions": "\n".join(f"{clause}: {why}" for clause, why in covered.clauses.items()),
    }
    form = forms.DeclareForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and run(form, commands.declare_announcement, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã nhập bản công bố đã có."))
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Nhập bản công bố đã có từ trước"),
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "announcements")],
        cancel_url=address(actor, "announcement_list"),
    )


@once
def announcement_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the words of an announcement in preparation."""
    one = queries.get_announcement(slug, viewer=request.actor)
    require(request.actor, "manual.prepare_announcement", one)
    form = forms.WriteForm(request.POST or None, one=one)
    return act(
        request, one, form, commands.write_announcement, title=_("Sửa nội dung công bố"), done=_("Đã lưu nội dung.")
    )


@require_POST
@once
def announcement_renew(request: HttpRequest, slug: str) -> HttpResponse:
    """Pin today's scope and services anew."""
    actor = request.actor
    one = queries.get_announcement(slug, viewer=actor)
    require(actor, "manual.prepare_announcement", one)
    if reasons := run_plain(commands.renew_list, one, actor=actor, on=today()):
        return _detail(request, AnnouncementShown(one, actor, on=today()), reasons=reasons, status=422)
    messages.success(request, _("Đã ghim lại phạm vi và danh mục thủ tục theo hôm nay."))
    return redirect(url_of(one))


@require_POST
@once
def announcement_draft(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Draft one of the three papers and lead to it."""
    actor = request.actor
    if form not in guards.PAPERS:
        raise NotFound
    one = queries.get_announcement(slug, viewer=actor)
    require(actor, "manual.prepare_announcement", one)
    if reasons := run_plain(commands.draft_announcement_paper, one, actor=actor, form=form, on=today()):
        return _detail(request, AnnouncementShown(one, actor, on=today()), reasons=reasons, status=422)
    messages.success(request, _("Đã soạn văn bản; xem lại, sửa lời rồi trình ký."))
    drafted = queries.get_announcement(slug, viewer=actor)
    return redirect(url_of(getattr(drafted, guards.PAPERS[form])))


@once
def announcement_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up an announcement in preparation."""
    one = queries.get_announcement(slug, viewer=request.actor)
    require(request.actor, "manual.prepare_announcement", one)
    form = forms.ReasonForm(request.POST or None, one=one)
    return act(
        request, one, form, commands.cancel_announcement,
        title=_("Bỏ lần công bố đang chuẩn bị"), submit=_("Bỏ"), done=_("Đã bỏ."), on=today(),
    )  # fmt: skip


@once
def announcement_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw an announcement from before Sotay."""
    one = queries.get_announcement(slug, viewer=request.actor)
    require(request.actor, "manual.prepare_announcement", one)
    form = forms.ReasonForm(request.POST or None, one=one)
    return act(
        request, one, form, commands.withdraw_announcement,
        title=_("Thu hồi bản công bố"), submit=_("Thu hồi"), done=_("Đã ghi thu hồi."), on=today(),
    )  # fmt: skip


def act(
    request: HttpRequest,
    one: Announcement,
    form: Any,
    command: Any,
    *,
    title: str,
    done: str,
    submit: str = "",
    subject: Any = None,
    template: str = "ui/form.html",
    **more: Any,
) -> HttpResponse:
    """Show a form about an announcement, or call its command and lead back to the announcement."""
    here = url_of(one)
    if request.method == "POST" and run(form, command, subject or one, actor=request.actor, **more):
        messages.success(request, done)
        return redirect(here)
    crumbs = [crumb_to(request.actor, "announcements"), Link(label=str(one), url=here)]
    return form_page(
        request, form=form, title=title, submit=submit or _("Lưu"), crumbs=crumbs, cancel_url=here, folded=(),
        template=template,
    )  # fmt: skip
