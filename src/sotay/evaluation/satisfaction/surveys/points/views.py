"""Pages of points: the list, one point with its QR and address, its poster or card as a print."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import NotFound, may, require
from sotay.evaluation.satisfaction.models import Channel, SurveyPoint
from sotay.evaluation.satisfaction.surveys import guards, printing
from sotay.evaluation.satisfaction.surveys.points import commands, filters, forms, queries
from sotay.evaluation.satisfaction.surveys.points.tables import Points, whole
from sotay.evaluation.satisfaction.surveys.queries import standing_survey
from sotay.evaluation.tabs import CUSTOMERS
from sotay.exchange.export import answer
from sotay.pages import once, run, url_of
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, RecordPage, StateBadge

Kind = SurveyPoint.Kind
CARDS: Final = 4
"""How many cards of A6 stand on a sheet of A4."""


def point_list(request: HttpRequest) -> HttpResponseBase:
    """List the points of the agency."""
    actor = request.actor
    require(actor, "evaluation.hand_out_slips")
    chosen = filters.Points(request.GET, queryset=queries.list_points(viewer=actor), request=request)
    table, title = Points(chosen.qs), _("Điểm lấy ý kiến")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    add = Action(label=_("Thêm điểm"), url=CUSTOMERS.address(actor, "point_new"), icon="plus", primary=True)
    runs = may(actor, "evaluation.run_surveys")
    return list_page(
        request,
        title=title,
        intro=_("Mã QR của mỗi điểm dẫn tới đợt khảo sát đang mở, nên in một lần dùng cho các đợt sau."),
        crumbs=[CUSTOMERS.crumb_to(actor, "surveys")],
        tabs=CUSTOMERS.tabs_for(actor, active="surveys"),
        filter=chosen,
        table=table,
        actions=[add] if runs else [],
        empty=Empty(
            title=_("Chưa có điểm lấy ý kiến nào"),
            why=_(
                "Áp phích, thẻ đặt bàn có mã QR và thiết bị tại quầy để người dân trả lời ngay sau khi nhận kết quả."
            ),
            action=add if runs else None,
        ),
    )


def point_detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Show a point: its QR and address, what came from it, its prints."""
    actor, point = request.actor, _own(request, uuid)
    on = today()
    page = RecordPage(
        title=point.name,
        kicker=point.get_kind_display(),
        crumbs=_crumbs(request)[:2],
        state=_state(point),
        actions=_actions(request, point),
        **aside(point, viewer=actor),
    )
    facts = [
        (_("Được đánh giá"), whole(point)),
        (_("Phiếu đã đến"), str(point.answers)),  # type: ignore[attr-defined]  # annotated
        (_("Phiếu gần nhất"), ngay(point.last)),  # type: ignore[attr-defined]  # annotated
    ]
    address, survey = address_of(request, point), standing_survey(actor.agency.pk)
    channel = Channel.KIOSK if point.kind == Kind.KIOSK else Channel.QR
    why = list(guards.why_not_public(survey, channel=channel, on=on)) if survey else []
    return record_page(
        request,
        page=page,
        template="evaluation/satisfaction/surveys/point.html",
        context={
            "point": point,
            "facts": [(word, value) for word, value in facts if value],
            "address": address,
            "qr": printing.qr(address),
            "survey": survey,
            "hidden": not guards.public_is_shown(actor.agency.pk, on=on),
            "off": [one.text for one in why if one.code != "public_off"],
            "tabs": CUSTOMERS.tabs_for(actor, active="surveys"),
        },
    )


def point_print(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Show the poster (A4) or the cards (A6, four to a sheet) of a point, Vietnamese with English under it; `?paper=` changes the size."""
    point = _own(request, uuid)
    if (
        point.kind == Kind.KIOSK or point.ended_date is not None
    ):  # a device shows its page itself; what ended leads nowhere
        raise NotFound
    address = address_of(request, point)
    small = request.GET.get("paper", "a6" if point.kind == Kind.CARD else "a4") == "a6"
    return render(
        request,
        "evaluation/satisfaction/surveys/poster.html",
        {
            "point": point,
            "address": address,
            "spoken": printing.spoken(address),
            "qr": printing.qr(address),
            "small": small,
            "copies": range(CARDS if small else 1),
            "papers": [(one, f"{request.path}?paper={one}") for one in ("a4", "a6")],
            "crumbs": _crumbs(request, point),
        },
    )


@once
def point_new(request: HttpRequest) -> HttpResponse:
    """Put up a point."""
    actor = request.actor
    require(actor, "evaluation.run_surveys")
    form = forms.PointForm(request.POST or None, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.add_point, actor.agency, actor=actor):
        messages.success(request, _("Đã thêm điểm lấy ý kiến."))
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Thêm điểm lấy ý kiến"),
        submit=_("Thêm điểm"),
        crumbs=_crumbs(request),
        cancel_url=CUSTOMERS.address(actor, "point_list"),
        folded=(),
    )


@once
def point_change(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Change where a point stands."""
    point = _managed(request, uuid)
    form = forms.ChangePointForm(request.POST or None, viewer=request.actor, on=today(), point=point)
    if request.method == "POST" and run(form, commands.change_point, point, actor=request.actor):
        messages.success(request, _("Đã lưu điểm lấy ý kiến."))
        return redirect(url_of(point))
    return _form(request, point, form, title=_("Sửa điểm lấy ý kiến"), submit=_("Lưu"))


@once
def point_end(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Say that a point was taken away."""
    point, on = _managed(request, uuid), today()
    form = forms.EndForm(request.POST or None, initial={"version": point.version, "ended_date": on})
    if request.method == "POST" and run(form, commands.end_point, point, actor=request.actor, on=on):
        messages.success(request, _("Đã ghi gỡ điểm lấy ý kiến."))
        return redirect(url_of(point))
    said = _("Mã QR đã in của điểm này không dùng được nữa; phiếu đã đến vẫn được tính.")
    return _form(request, point, form, title=_("Gỡ điểm lấy ý kiến"), submit=_("Gỡ"), intro=said)


@once
def point_resume(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Put a point up again."""
    point = _managed(request, uuid)
    form = forms.ResumeForm(request.POST or None)
    if request.method == "POST" and run(form, commands.resume_point, point, actor=request.actor):
        messages.success(request, _("Điểm lấy ý kiến được dùng lại."))
        return redirect(url_of(point))
    said = _("Mã QR đã in của điểm này dùng lại được.")
    return _form(request, point, form, title=_("Dùng lại điểm lấy ý kiến"), submit=_("Dùng lại"), intro=said)


def address_of(request: HttpRequest, point: SurveyPoint) -> str:
    """Return the whole public address of a point: of a device its own, of paper the one behind its QR."""
    name = "survey_kiosk" if point.kind == Kind.KIOSK else "survey_by_point"
    return printing.address_of(printing.site_of(request), name, key=point.key)


def _own(request: HttpRequest, uuid: Any) -> SurveyPoint:
    require(request.actor, "evaluation.hand_out_slips")
    point = queries.get_point(uuid, viewer=request.actor)
    require(request.actor, "evaluation.hand_out_slips", point)
    return point


def _managed(request: HttpRequest, uuid: Any) -> SurveyPoint:
    point = queries.get_point(uuid, viewer=request.actor)
    require(request.actor, "evaluation.run_surveys", point)
    return point


def _state(point: SurveyPoint) -> StateBadge:
    if point.ended_date is not None:
        return StateBadge(label=_("Đã gỡ ngày %s") % ngay(point.ended_date), tone="quiet")
    return StateBadge(label=_("Đang dùng"), tone="done")


def _actions(request: HttpRequest, point: SurveyPoint) -> list[Action]:
    actor, found = request.actor, []
    if point.kind != Kind.KIOSK and point.ended_date is None:
        there = CUSTOMERS.address(actor, "point_print", uuid=point.uuid)
        word = _("In thẻ A6") if point.kind == Kind.CARD else _("In áp phích A4")
        found.append(Action(label=word, url=there, icon="printer", primary=True))
    if not may(actor, "evaluation.run_surveys", point):
        return found
    if point.ended_date is None:
        pages = (("point_change", _("Sửa"), "pencil"), ("point_end", _("Gỡ"), "ban"))
    else:
        pages = (("point_resume", _("Dùng lại"), "refresh"),)  # type: ignore[assignment]
    found += [
        Action(label=word, url=CUSTOMERS.address(actor, name, uuid=point.uuid), icon=icon) for name, word, icon in pages
    ]
    return found


def _form(
    request: HttpRequest, point: SurveyPoint, form: Any, *, title: str, submit: str, intro: str = ""
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(point),
        intro=intro,
        submit=submit,
        crumbs=_crumbs(request, point),
        cancel_url=url_of(point),
        folded=(),
    )


def _crumbs(request: HttpRequest, point: SurveyPoint | None = None) -> list[Link]:
    found = [
        CUSTOMERS.crumb_to(request.actor, "surveys"),
        Link(label=_("Điểm lấy ý kiến"), url=CUSTOMERS.address(request.actor, "point_list")),
    ]
    return [*found, Link(label=point.name, url=url_of(point))] if point else found
