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
        context={"carries": carries, "before": year - 1, "year": year},
    )


def _as_drafts(*args: object, note: str = "", **kwargs: object) -> object:  # noqa: ARG001  a draft is not submitted yet
    """Carry as drafts; the words of submission are for later."""
    return commands.carry_sets(*args, **kwargs)  # type: ignore[arg-type]
