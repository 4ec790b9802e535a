"""The page that carries objectives into a year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.clock import today
from sotay.commands import require
from sotay.pages import once, run, shown, url_of
from sotay.planning.carrying import commands, forms, guards, queries
from sotay.planning.objectives.queries import get_set
from sotay.planning.tabs import address, crumb_to
from sotay.ui.pages import form_page
from sotay.ui.parts import Submit


@once
def sets_carry(request: HttpRequest, year: int) -> HttpResponse:
    """Carry the sets of the year before into a year: as drafts, or unchanged and submitted."""
    actor = request.actor
    require(actor, "planning.begin_sets")
    carries = queries.list_carries(viewer=actor, year=year, on=today())
    form = forms.CarryForm(request.POST or None, carries=carries)
    back = f"{address(actor, 'objectives')}?year={year}"
    if request.method == "POST":
        if "keep" in request.POST:
            if run(form, commands.keep_sets, actor.agency, actor=actor, year=year, on=today()):
                messages.success(request, _("Đã trình phê duyệt: giữ nguyên mục tiêu năm %d.") % (year - 1))
                return redirect(url_of(form.result))  # type: ignore[attr-defined]
        elif run(form, _as_drafts, actor.agency, actor=actor, year=year, on=today()):
            count = len(form.result)  # type: ignore[attr-defined]
            said = ngettext(
                "Đã chép %(count)d bộ mục tiêu sang năm %(year)d.",
                "Đã chép %(count)d bộ mục tiêu sang năm %(year)d.",
                count,
            )
            messages.success(request, said % {"count": count, "year": year})
            return redirect(back)
    else:
        form.reasons = shown(  # type: ignore[attr-defined]
            guards.why_not_carry([one.there for one in carries], year=year, this_year=today().year), actor
        )
    return form_page(
        request,
        form=form,
        title=_("Lập mục tiêu năm %(year)d từ năm %(before)d") % {"year": year, "before": year - 1},
        intro=_(
            "Kết quả gần nhất trở thành giá trị nền, các thời hạn chuyển sang năm sau, mục tiêu của đơn vị gắn với mục tiêu của "
            "cơ quan như trước."
        ),
        submit=[
            Submit(label=_("Chép để sửa"), primary=True),
            Submit(label=_("Giữ nguyên mục tiêu năm %d và trình") % (year - 1), name="keep", value="1"),
        ],
        crumbs=[crumb_to(actor, "objectives")],
        cancel_url=back,
        folded=("note",),
        fold_label=_("Lời trình (không bắt buộc)"),
        template="planning/carrying/carry.html",
        context={
            "carries": carries,
            "before": year - 1,
            "year": year,
            "none_final": bool(carries) and not any(one.final for one in carries),
        },
    )


@once
def set_hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the objectives of a unit that ended into drafts of its successors."""
    actor = request.actor
    one = get_set(slug, viewer=actor)
    require(actor, "planning.manage_sets", one)
    heirs = queries.list_heirs(one, on=today())
    form = forms.HandOver(request.POST or None, initial={"version": one.version})
    if request.method == "POST":
        if run(form, commands.hand_over_set, one, actor=actor, on=today()):
            messages.success(request, _("Đã chuyển mục tiêu vào bộ đang soạn của đơn vị kế tiếp."))
            return redirect(url_of(form.result[0]))  # type: ignore[attr-defined]
    else:
        reasons = guards.why_not_hand_over(one, heirs, done=queries.is_handed_over(one))
        form.reasons = shown(reasons, actor)  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Chuyển mục tiêu cho đơn vị kế tiếp"),
        kicker=str(one),
        intro=_(
            "Mục tiêu và kế hoạch được chép vào bộ đang soạn của %(heirs)s để sửa và trình; bộ của đơn vị đã kết thúc được "
            "giữ nguyên để tra cứu."
        )
        % {"heirs": ", ".join(heir.unit.name for heir in heirs) or _("đơn vị kế tiếp")},
        submit=_("Chuyển mục tiêu"),
        crumbs=[crumb_to(actor, "objectives")],
        cancel_url=url_of(one),
        folded=(),
    )


def _as_drafts(*args: object, note: str = "", **kwargs: object) -> object:  # noqa: ARG001  a draft is not submitted yet
    """Carry as drafts; the words of submission are for later."""
    return commands.carry_sets(*args, **kwargs)  # type: ignore[arg-type]
