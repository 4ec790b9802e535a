"""Pages of surveys: the list, one survey, prepared, changed, opened, closed; what was handed out."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.satisfaction.models import Survey
from sotay.evaluation.satisfaction.surveys import commands, filters, forms, queries, tables
from sotay.evaluation.satisfaction.surveys.survey_page import SurveyShown
from sotay.evaluation.tabs import CUSTOMERS
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def survey_list(request: HttpRequest) -> HttpResponseBase:
    """List the surveys of the agency."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_satisfaction")
    chosen = filters.Surveys(request.GET, queryset=queries.list_surveys(viewer=actor), request=request)
    table = tables.Surveys(chosen.qs, on=on)
    title = _("Đợt khảo sát")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    actions = []
    if actor.is_member:
        there = CUSTOMERS.address(actor, "point_list")
        actions.append(Action(label=_("Điểm lấy ý kiến"), url=there, icon="map-pin"))
    add = Action(label=_("Lập đợt khảo sát"), url=CUSTOMERS.address(actor, "survey_new"), icon="plus", primary=True)
    runs = may(actor, "evaluation.run_surveys")
    return list_page(
        request,
        title=title,
        tabs=CUSTOMERS.tabs_for(actor, active="surveys"),
        filter=chosen,
        table=table,
        actions=[*actions, *([add] if runs else [])],
        empty=Empty(
            title=_("Chưa có đợt khảo sát nào"),
            why=_(
                "Đợt khảo sát hỏi một phiếu đã đưa vào sử dụng, từ ngày đến ngày, qua mã QR, thư điện tử, điện thoại, phiếu "
                "giấy. Kết quả mỗi 6 tháng được tổng hợp và so với số hồ sơ đã giải quyết."
            ),
            basis=_("ISO 9001:2015 điều 9.1.2"),
            action=add if runs else None,
        ),
    )


@guests_may_read
def survey_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a survey: what it asks, what was handed out, what came back by which way and what it rests on."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_satisfaction")
    shown = SurveyShown(queries.get_survey(slug, viewer=actor), actor, on=on)
    return record_page(
        request,
        page=shown.record_page(),
        template="evaluation/satisfaction/surveys/detail.html",
        context={
            "shown": shown,
            "survey": shown.survey,
            "tabs": CUSTOMERS.tabs_for(actor, active="surveys"),
        },
    )


@once
def survey_new(request: HttpRequest) -> HttpResponse:
    """Prepare a survey."""
    actor, on = request.actor, today()
    require(actor, "evaluation.run_surveys")
    form = forms.SurveyForm(request.POST or None, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.create_survey, actor.agency, actor=actor):
        messages.success(request, _("Đã lập đợt khảo sát %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập đợt khảo sát"),
        intro=_("Đợt nhận ý kiến sau khi được mở; lúc đó phiếu khảo sát đã chọn không đổi nữa."),
        submit=_("Lập đợt khảo sát"),
        crumbs=[CUSTOMERS.crumb_to(actor, "surveys")],
        cancel_url=CUSTOMERS.address(actor, "survey_list"),
        folded=(),
    )


@once
def survey_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a survey that is not closed."""
    survey = _own(request, slug)
    form = forms.ChangeSurveyForm(request.POST or None, viewer=request.actor, on=today(), survey=survey)
    return _act(
        request,
        survey,
        form,
        commands.change_survey,
        title=_("Sửa đợt khảo sát"),
        submit=_("Lưu"),
        done=_("Đã lưu đợt khảo sát."),
    )


@once
def survey_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a survey for answers."""
    survey, on = _own(request, slug), today()
    day = min(on, survey.from_date)
    form = forms.OpenForm(request.POST or None, initial={"version": survey.version, "opened_date": day})
    return _act(
        request,
        survey,
        form,
        commands.open_survey,
        title=_("Mở đợt khảo sát"),
        submit=_("Mở đợt"),
        intro=_("Từ lúc này có thể trả lời và nhập phiếu; phiếu khảo sát và ngày bắt đầu không đổi nữa."),
        done=_("Đã mở đợt khảo sát."),
        on=on,
    )


@once
def survey_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a survey."""
    survey, on = _own(request, slug), today()
    form = forms.CloseForm(request.POST or None, initial={"version": survey.version, "closed_date": on})
    return _act(
        request,
        survey,
        form,
        commands.close_survey,
        title=_("Kết thúc đợt khảo sát"),
        submit=_("Kết thúc"),
        intro=_(
            "Từ lúc này không ai trả lời được nữa và đợt không mở lại; phiếu giấy ghi ngày trước khi kết thúc vẫn nhập được."
        ),
        done=_("Đã kết thúc đợt khảo sát."),
        on=on,
    )


@once
def survey_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Take out a survey that was prepared and never opened."""
    survey, actor = _own(request, slug), request.actor
    form = forms.ReasonForm(request.POST or None, initial={"version": survey.version})
    if request.method == "POST" and run(form, commands.drop_survey, survey, actor=actor):
        messages.success(request, _("Đã bỏ đợt khảo sát %s.") % survey.code)
        return redirect(CUSTOMERS.address(actor, "survey_list"))
    return _form(request, survey, form, title=_("Bỏ đợt khảo sát"), submit=_("Bỏ đợt này"))


@once
def handout_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter how many sheets were handed out."""
    actor, on = request.actor, today()
    survey = queries.get_survey(slug, viewer=actor)
    require(actor, "evaluation.hand_out_slips", survey)
    form = forms.HandoutForm(request.POST or None, viewer=actor, survey=survey, on=on)
    if request.method == "POST" and run(form, commands.add_handout, survey, actor=actor, on=on):
        messages.success(request, _("Đã ghi số phiếu phát ra."))
        return redirect(url_of(survey))
    return _form(
        request,
        survey,
        form,
        title=_("Ghi số phiếu phát ra"),
        submit=_("Ghi"),
        intro=_("Chỉ ghi phiếu giấy và cuộc gọi; phiếu có mã in tại đây và thư đã gửi được đếm sẵn."),
    )


@once
def handout_drop(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Take out a count that was entered by mistake."""
    actor = request.actor
    handout = queries.get_handout(uuid, viewer=actor)
    require(actor, "evaluation.hand_out_slips", handout)
    form = forms.ReasonForm(request.POST or None, initial={"version": handout.version})
    survey = handout.survey
    if request.method == "POST" and run(form, commands.drop_handout, handout, actor=actor):
        messages.success(request, _("Đã bỏ số phiếu ghi nhầm."))
        return redirect(url_of(survey))
    said = _("%(count)s phiếu, ngày %(day)s.") % {"count": handout.count, "day": f"{handout.given_date:%d/%m/%Y}"}
    return _form(request, survey, form, title=_("Bỏ số phiếu phát ra ghi nhầm"), submit=_("Bỏ"), intro=said)


def _own(request: HttpRequest, slug: str) -> Survey:
    survey = queries.get_survey(slug, viewer=request.actor)
    require(request.actor, "evaluation.run_surveys", survey)
    return survey


def _act(
    request: HttpRequest, survey: Survey, form: django_forms.Form, act: Any, *, title: str, submit: str, done: str,
    intro: str = "", **more: Any,
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and run(form, act, survey, actor=request.actor, **more):
        messages.success(request, done)
        return redirect(url_of(survey))
    return _form(request, survey, form, title=title, submit=submit, intro=intro)


def _form(
    request: HttpRequest, survey: Survey, form: django_forms.Form, *, title: str, submit: str, intro: str = ""
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(survey),
        intro=intro,
        submit=submit,
        crumbs=[CUSTOMERS.crumb_to(request.actor, "surveys"), Link(label=survey.code, url=url_of(survey))],
        cancel_url=url_of(survey),
        folded=(),
    )
