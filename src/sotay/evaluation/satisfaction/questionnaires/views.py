"""Pages of questionnaires: the list, one with its versions, made, named, put into use, begun anew, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.satisfaction.models import Questionnaire, QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires import commands, filters, forms, queries, tables
from sotay.evaluation.satisfaction.questionnaires.version_page import VersionShown
from sotay.evaluation.tabs import CUSTOMERS
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, run_plain, shown, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link

MAY = commands.MAY
address, crumb_to, tabs_for = CUSTOMERS.address, CUSTOMERS.crumb_to, CUSTOMERS.tabs_for
MOST_SURVEYS = 12
DETAIL = "evaluation/satisfaction/questionnaires/detail.html"


@guests_may_read
def questionnaire_list(request: HttpRequest) -> HttpResponseBase:
    """List the questionnaires of the agency."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    chosen = filters.Questionnaires(request.GET, queryset=queries.list_questionnaires(viewer=actor), request=request)
    table = tables.Questionnaires(chosen.qs)
    title = _("Phiếu khảo sát")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    add = Action(label=_("Tạo phiếu"), url=address(actor, "questionnaire_new"), icon="plus", primary=True)
    writes = may(actor, MAY)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="questionnaires"),
        filter=chosen,
        table=table,
        actions=[add] if writes else [],
        empty=Empty(
            title=_("Chưa có phiếu khảo sát nào"),
            why=_(
                "Phiếu hỏi người dân, tổ chức về lần giải quyết thủ tục, hoặc hỏi công chức về hệ thống quản lý chất lượng. "
                "Bắt đầu từ một mẫu có sẵn (năm yếu tố, ba câu hỏi, về hệ thống) rồi sửa cho hợp với cơ quan, hoặc tự soạn."
            ),
            basis=_("9.1.2 · Sự thỏa mãn của khách hàng"),
            action=add if writes else None,
        ),
    )


@guests_may_read
def questionnaire_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a questionnaire with the version being written, else the one in use."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    questionnaire = queries.get_questionnaire(slug, viewer=actor)
    versions = queries.list_versions(questionnaire, viewer=actor)
    return _show(request, queries.shown_first(versions), versions)


@guests_may_read
def questionnaire_version(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Show one version of a questionnaire."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    versions = queries.list_versions(queries.get_questionnaire(slug, viewer=actor), viewer=actor)
    return _show(request, queries.numbered(versions, number), versions, alone=True)


@once
def questionnaire_new(request: HttpRequest) -> HttpResponse:
    """Make a questionnaire."""
    actor = request.actor
    require(actor, MAY)
    form = forms.NewForm(request.POST or None)
    if request.method == "POST" and run(form, commands.create_questionnaire, actor.agency, actor=actor, on=today()):
        messages.success(request, _("Đã tạo phiếu %s; hãy xem lại từng câu rồi đưa vào sử dụng.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Tạo phiếu khảo sát"),
        submit=_("Tạo phiếu"),
        crumbs=[crumb_to(actor, "questionnaires")],
        cancel_url=address(actor, "questionnaire_list"),
        folded=("about", "code", "title_en"),
    )


@once
def questionnaire_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a questionnaire is called."""
    actor = request.actor
    one = _writable(slug, actor)
    form = forms.NameForm(request.POST or None, questionnaire=one)
    if request.method == "POST" and run(form, commands.change_questionnaire, one, actor=actor):
        messages.success(request, _("Đã lưu tên, mã phiếu."))
        return redirect(url_of(one))
    return of_questionnaire(request, form, one, title=_("Đổi tên, mã phiếu"), submit=_("Lưu"))


@once
def questionnaire_use(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the draft into use."""
    actor, on = request.actor, today()
    draft = queries.get_draft(slug, viewer=actor)
    require(actor, MAY, draft)
    known = {"in_use_date": on, "version": draft.version, "seen": queries.print_of(draft.questions.all())}
    form = forms.UseForm(request.POST or None, initial=known)
    if request.method == "POST" and run(form, commands.put_in_use, draft, actor=actor, on=on):
        messages.success(request, _("Lần %d đang được dùng.") % draft.number)
        return redirect(url_of(draft.questionnaire))
    intro = _(
        "Từ đây lần này không sửa được; muốn đổi câu hỏi thì soạn lần mới. Đợt khảo sát đang mở vẫn hỏi theo lần cũ."
    )
    title = _("Đưa lần %d vào sử dụng") % draft.number
    return of_questionnaire(request, form, draft.questionnaire, title=title, submit=_("Đưa vào sử dụng"), intro=intro)


@once
@require_POST
def questionnaire_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new version."""
    actor = request.actor
    one = _writable(slug, actor)
    if reasons := run_plain(commands.start_version, one, actor=actor):
        for reason in shown(reasons, actor):
            messages.error(request, reason.text)
        return redirect(url_of(one))
    messages.success(request, _("Đã chép các câu hỏi sang lần mới để soạn."))
    return redirect(url_of(one))


@once
def questionnaire_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Drop the draft."""
    actor = request.actor
    draft = queries.get_draft(slug, viewer=actor)
    require(actor, MAY, draft)
    form = forms.VersionedForm(request.POST or None, initial={"version": draft.version})
    if request.method == "POST" and run(form, commands.drop_version, draft, actor=actor):
        messages.success(request, _("Đã bỏ lần đang soạn."))
        return redirect(url_of(draft.questionnaire))
    intro = _("Các câu hỏi vừa soạn của lần này không lấy lại được; lần đang dùng giữ nguyên.")
    title = _("Bỏ lần %d đang soạn") % draft.number
    return of_questionnaire(request, form, draft.questionnaire, title=title, submit=title, intro=intro)


@once
def questionnaire_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a questionnaire is used no more."""
    actor, on = request.actor, today()
    one = _writable(slug, actor)
    form = forms.EndForm(request.POST or None, questionnaire=one, on=on)
    if request.method == "POST" and run(form, commands.end_questionnaire, one, actor=actor, on=on):
        messages.success(request, _("Đã ghi phiếu thôi dùng; kết quả đã có vẫn đọc được."))
        return redirect(url_of(one))
    return of_questionnaire(request, form, one, title=_("Phiếu thôi dùng"), submit=_("Ghi thôi dùng"))


@once
def questionnaire_resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a questionnaire up again."""
    actor = request.actor
    one = _writable(slug, actor)
    form = forms.ResumeForm(request.POST or None, initial={"version": one.version})
    if request.method == "POST" and run(form, commands.resume_questionnaire, one, actor=actor):
        messages.success(request, _("Đã ghi phiếu được dùng lại."))
        return redirect(url_of(one))
    return of_questionnaire(request, form, one, title=_("Dùng lại phiếu"), submit=_("Ghi dùng lại"))


def of_questionnaire(request: HttpRequest, form: Any, one: Questionnaire, **words: Any) -> HttpResponse:
    """Answer with a form about a questionnaire, which leads back to its page."""
    crumbs = [crumb_to(request.actor, "questionnaires"), Link(label=one.code, url=url_of(one))]
    words.setdefault("cancel_url", url_of(one))
    return form_page(request, form=form, kicker=one.title, crumbs=crumbs, **words)


def _writable(slug: str, actor: Actor) -> Questionnaire:
    one = queries.get_questionnaire(slug, viewer=actor)
    require(actor, MAY, one)
    return one


def _show(
    request: HttpRequest,
    version: QuestionnaireVersion,
    versions: list[QuestionnaireVersion],
    *,
    alone: bool = False,
) -> HttpResponseBase:
    actor = request.actor
    surveys = queries.list_surveys(version.questionnaire, viewer=actor)[:MOST_SURVEYS]
    page = VersionShown(version, actor, versions=versions, surveys=surveys)
    if request.GET.get("export"):
        title = _("%(code)s lần %(number)d") % {"code": version.questionnaire.code, "number": version.number}
        return answer(request, tables.Questions(page.questions), title=title)
    return record_page(
        request,
        page=page.record_page(alone=alone),
        template=DETAIL,
        context={
            "shown": page,
            "version": version,
            "alone": alone,
            "tabs": tabs_for(actor, active="questionnaires"),
        },
    )
