"""Pages of a set: begun, shown, printed, submitted, revised, dropped, read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.agency.models import User
from sotay.commands import may, require
from sotay.pages import guests_may_read, once, run, run_plain, shown, url_of
from sotay.papers.answering import form_answer
from sotay.planning.objectives import commands, forms, queries
from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.objectives.set_page import SetShown
from sotay.planning.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Blocked, Link

NAMES_SHOWN = 60
"""How many who have not confirmed are named on the page."""


@guests_may_read
def set_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a set: where it stands, its objectives with their plans, who has read it."""
    return _page(request, slug)


@guests_may_read
def set_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a set as its paper (form C2): objectives and plan, with who signs."""
    actor = request.actor
    require(actor, "planning.view_objectives")
    one = queries.get_set(slug, viewer=actor)
    require(actor, "planning.view_set", one)
    return form_answer(request, "C2", one, crumbs=[crumb_to(actor, "objectives"), _crumb(one)])


@once
def set_begin(request: HttpRequest) -> HttpResponse:
    """Begin the set of a unit, or of the agency."""
    actor = request.actor
    require(actor, "planning.begin_sets")
    for_agency = may(actor, "planning.write_set", ObjectiveSet(agency=actor.agency))
    chosen = {name: request.GET[name] for name in ("unit", "year") if request.GET.get(name, "").isdecimal()}
    form = forms.BeginSet(request.POST or None, viewer=actor, on=today(), for_agency=for_agency, initial=chosen)
    if request.method == "POST" and run(form, commands.begin_set, actor.agency, actor=actor, on=today()):
        messages.success(request, _("Đã lập %s; hãy thêm mục tiêu.") % form.result)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập bộ mục tiêu"),
        submit=_("Lập bộ mục tiêu"),
        intro=_("Mục tiêu và kế hoạch thực hiện của một đơn vị trong một năm được trình, phê duyệt và in như một bản."),
        crumbs=[crumb_to(actor, "objectives")],
        cancel_url=address(actor, "objectives"),
        folded=(),
    )


@once
def set_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a set for approval."""
    return _act(
        request,
        slug,
        forms.Submit,
        commands.submit_set,
        title=_("Trình phê duyệt"),
        done=_("Đã trình phê duyệt."),
        intro=_("Mọi mục tiêu và kế hoạch của bộ được xem và phê duyệt một lần."),
        dated=True,
        folded=(),
    )


@once
def set_revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a revision of a set in force."""
    return _act(
        request,
        slug,
        forms.WithReason,
        commands.revise_set,
        title=_("Lập bản điều chỉnh"),
        done=_("Đã lập bản điều chỉnh; bộ hiện nay vẫn thực hiện cho đến khi bản này được phê duyệt."),
        intro=_("Bản điều chỉnh chép nguyên mục tiêu và kế hoạch hiện nay để sửa, rồi trình như một bộ mới."),
        leads_to_result=True,
    )


@once
def set_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove a draft nobody was shown."""
    return _act(
        request,
        slug,
        forms.WithReason,
        commands.drop_set,
        title=_("Bỏ bản đang soạn"),
        done=_("Đã bỏ bản đang soạn."),
        intro=_("Bản đang soạn và các mục tiêu trong đó bị xóa; lý do được lưu trong nhật ký."),
        gone=True,
    )


@once
@require_POST
def set_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep that the reader has read and understood a set."""
    actor = request.actor
    one = queries.get_set(slug, viewer=actor)
    require(actor, "planning.read_set", one)
    reasons = run_plain(commands.confirm_reading, one, actor=actor, on=today())
    if reasons:
        return _page(request, slug, blocked=[Blocked(title=_("Chưa xác nhận được"), reasons=shown(reasons, actor))])
    messages.success(request, _("Đã ghi: anh, chị đã đọc và hiểu mục tiêu chất lượng."))
    return redirect(url_of(one))


def _page(request: HttpRequest, slug: str, *, blocked: list[Blocked] | None = None) -> HttpResponse:
    actor = request.actor
    require(actor, "planning.view_objectives")
    page = queries.get_set_page(slug, viewer=actor, on=today())
    require(actor, "planning.view_set", page.set)
    sides = SetShown(page, actor)
    waiting = [one.user_id for one in page.readers if one.read_date is None] if sides.writes else []
    names = User.objects.filter(pk__in=waiting).order_by("name_sort", "pk")[:NAMES_SHOWN] if waiting else ()
    return record_page(
        request,
        page=sides.record_page(blocked=blocked or []),
        template="planning/objectives/set.html",
        status=422 if blocked else 200,
        context={
            "shown": page,
            "one": page.set,
            "writes": sides.edits,
            "tabs": tabs_for(actor, active="objectives"),
            "facts": sides.facts,
            "names": names,
            "empty_action": sides.add if sides.edits else None,
        },
    )


def _act(
    request: HttpRequest,
    slug: str,
    form_class: Any,
    act: Any,
    *,
    title: str,
    done: str,
    intro: str,
    dated: bool = False,
    leads_to_result: bool = False,
    gone: bool = False,
    folded: tuple[str, ...] | None = None,
) -> HttpResponse:
    """Ask for what an act upon a set needs and do it; `gone` leads back to the year."""
    actor = request.actor
    one = queries.get_set(slug, viewer=actor)
    require(actor, "planning.write_set", one)
    form = form_class(request.POST or None, initial={"version": one.version})
    more = {"on": today()} if dated else {}
    if request.method == "POST" and run(form, act, one, actor=actor, **more):
        messages.success(request, done)
        if gone:
            return redirect(f"{address(actor, 'objectives')}?year={one.year}")
        return redirect(url_of(form.result if leads_to_result else one))
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(one),
        intro=intro,
        submit=title,
        crumbs=[crumb_to(actor, "objectives"), _crumb(one)],
        cancel_url=url_of(one),
        folded=folded,
    )


def _crumb(one: ObjectiveSet) -> Link:
    return Link(label=str(one), url=url_of(one))
