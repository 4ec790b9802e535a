"""Pages of the yearly programme: the list, one with its table, begun, written, submitted, revised, dropped, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.audits.models import Programme
from sotay.evaluation.audits.programmes import commands, filters, forms, guards, queries, tables
from sotay.evaluation.audits.programmes.planned import plan_offered
from sotay.evaluation.audits.programmes.programme_page import ProgrammeShown
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, shown, url_of
from sotay.papers.answering import form_answer
from sotay.ui import stale
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link

NOV = 11


@guests_may_read
def programme_list(request: HttpRequest) -> HttpResponseBase:
    """List the programmes of all years."""
    actor = request.actor
    require(actor, "evaluation.view_programmes")
    chosen = filters.Programmes(request.GET, queryset=queries.list_programmes(viewer=actor), request=request)
    table = tables.Programmes(chosen.qs)
    title = _("Chương trình đánh giá nội bộ")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    begin = Action(label=_("Lập chương trình năm"), url=address(actor, "programme_new"), icon="plus", primary=True)
    writes = may(actor, "evaluation.write_programme")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="programmes"),
        filter=chosen,
        table=table,
        actions=[begin] if writes else [],
        empty=Empty(
            title=_("Chưa có chương trình đánh giá nội bộ"),
            why=_(
                "Ngay từ đầu năm, thư ký lập chương trình: đơn vị, quá trình nào được đánh giá vào tháng nào, vì sao ưu tiên. "
                "Bản nháp được lập từ chương trình năm trước, kết quả đánh giá và thay đổi của tài liệu."
            ),
            basis=_("9.2.2 a · Chương trình đánh giá"),
            action=begin if writes else None,
        ),
    )


@guests_may_read
def programme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a programme: its way, the picture of planned against done months, and its table."""
    actor = request.actor
    require(actor, "evaluation.view_programmes")
    one = ProgrammeShown(queries.get_page(slug, viewer=actor, on=today()), actor)
    return record_page(
        request,
        page=one.record_page(),
        template="evaluation/programmes/detail.html",
        context={"shown": one, "tabs": tabs_for(actor, active="programmes")},
    )


@guests_may_read
def programme_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a programme as its paper (form D2)."""
    actor = request.actor
    require(actor, "evaluation.view_programmes")
    one = queries.get_programme(slug, viewer=actor)
    return form_answer(
        request, "D2", one, crumbs=[crumb_to(actor, "programmes"), Link(label=str(one), url=url_of(one))]
    )


@once
def programme_new(request: HttpRequest) -> HttpResponse:
    """Begin the programme of a year with a draft from evidence."""
    actor, on = request.actor, today()
    require(actor, "evaluation.write_programme")
    year = on.year + 1 if on.month >= NOV else on.year
    form = forms.BeginForm(request.POST or None, on=on, year=year)
    if request.method == "POST" and run(form, commands.begin_programme, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã lập bản nháp; rà lại từng dòng rồi trình."))
        return redirect(address(actor, "programme_change", slug=form.result.slug))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập chương trình đánh giá nội bộ"),
        submit=_("Lập bản nháp"),
        intro=_(
            "Hệ thống lấy mọi đơn vị và quá trình, tháng của chương trình năm trước, và nêu nơi có điểm không phù hợp ở lần "
            "đánh giá trước hoặc tài liệu đã thay đổi. Rủi ro, mức độ quan trọng do anh, chị nêu."
        ),
        crumbs=[crumb_to(actor, "programmes")],
        cancel_url=address(actor, "programme_list"),
        folded=(),
        template="evaluation/programmes/begin.html",
    )


@once
def programme_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a draft: its texts and the months of every unit and process on one form."""
    actor, on = request.actor, today()
    programme = queries.get_programme(slug, viewer=actor)
    require(actor, "evaluation.write_programme", programme)
    lines = queries.lines_to_write(programme, on=on)
    form = forms.ProgrammeForm(request.POST or None, programme=programme, lines=lines, viewer=actor)
    if request.method == "POST" and run(form, commands.write_programme, programme, actor=actor):
        messages.success(request, _("Đã lưu chương trình."))
        if "stay" in request.POST:
            return redirect(address(actor, "programme_change", slug=slug))
        return redirect(url_of(programme))
    moved, changed = getattr(form, "stale", None), []
    if moved:
        now = forms.ProgrammeForm(
            programme=moved.subject, lines=queries.lines_to_write(moved.subject, on=on), viewer=actor
        )
        changed = form.differences(now)
        stale.renew_version(form, moved.subject.version)
    refused = bool(form.is_bound and form.errors)
    return render(
        request,
        "evaluation/programmes/write.html",
        {
            "title": _("Sửa chương trình đánh giá nội bộ năm %d") % programme.year,
            "crumbs": [crumb_to(actor, "programmes"), Link(label=str(programme), url=url_of(programme))],
            "programme": programme,
            "form": form,
            "refused": refused,
            "changed": changed,
            "months": range(1, 13),
            "blocked": shown(guards.why_not_write(programme), actor),
            "back": url_of(programme),
        },
        status=409 if moved else 422 if refused else 200,
    )


@once
def programme_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a programme for approval."""
    actor, on = request.actor, today()
    programme = queries.get_programme(slug, viewer=actor)
    require(actor, "evaluation.write_programme", programme)
    form = forms.SubmitForm(request.POST or None, programme=programme, audit=plan_offered(programme))
    if request.method == "POST" and run(form, commands.submit_programme, programme, actor=actor, on=on):
        messages.success(request, _("Đã trình chương trình."))
        return redirect(url_of(programme))
    return _of_programme(request, form, programme, title=_("Trình chương trình"), submit=_("Trình phê duyệt"))


@once
def programme_revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a revision of the programme that holds."""
    actor = request.actor
    programme = queries.get_programme(slug, viewer=actor)
    require(actor, "evaluation.write_programme", programme)
    form = forms.ReasonForm(request.POST or None, programme=programme)
    if request.method == "POST" and run(form, commands.revise_programme, programme, actor=actor):
        messages.success(
            request, _("Đã lập bản điều chỉnh; bản đang thực hiện vẫn giữ nguyên đến khi bản này được phê duyệt.")
        )
        return redirect(address(actor, "programme_change", slug=form.result.slug))  # type: ignore[attr-defined]
    return _of_programme(request, form, programme, title=_("Điều chỉnh chương trình"), submit=_("Lập bản điều chỉnh"))


@once
def programme_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a draft that nobody was shown."""
    actor = request.actor
    programme = queries.get_programme(slug, viewer=actor)
    require(actor, "evaluation.write_programme", programme)
    form = forms.ReasonForm(request.POST or None, programme=programme)
    if request.method == "POST" and run(form, commands.drop_programme, programme, actor=actor):
        messages.success(request, _("Đã bỏ bản đang soạn."))
        return redirect(address(actor, "programme_list"))
    return _of_programme(request, form, programme, title=_("Bỏ bản đang soạn"), submit=_("Bỏ bản đang soạn"))


def _of_programme(request: HttpRequest, form: Any, programme: Programme, **words: Any) -> HttpResponse:
    """Answer with a small form about a programme, which leads back to its page."""
    crumbs = [crumb_to(request.actor, "programmes"), Link(label=str(programme), url=url_of(programme))]
    return form_page(
        request, form=form, kicker=str(programme), crumbs=crumbs, cancel_url=url_of(programme), folded=(), **words
    )
