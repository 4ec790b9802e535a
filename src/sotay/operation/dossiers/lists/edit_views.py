"""Pages of sources: the list, one of them, changed, ended, used again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import require
from sotay.exchange.export import answer
from sotay.operation.dossiers.lists import commands, forms, queries, tables
from sotay.operation.dossiers.models import Dossier, DossierSource
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import once, run, run_plain, url_of
from sotay.ui.formats import ngay, so
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, RecordPage, StateBadge, Submit


def source_list(request: HttpRequest) -> HttpResponseBase:
    """List the sources of lists."""
    actor = request.actor
    require(actor, "operation.import_dossiers")
    table = tables.Sources(queries.list_sources(viewer=actor))
    title = _("Nguồn danh sách hồ sơ")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    bring = Action(label=_("Nhập danh sách"), url=address(actor, "dossier_import"), icon="upload", primary=True)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="dossiers"),
        crumbs=[crumb_to(actor, "dossiers")],
        intro=_(
            "Mỗi hệ thống xuất danh sách có cách đọc riêng: cột nào là gì, ngày viết ra sao, từ nào là trạng thái nào."
        ),
        table=table,
        actions=[bring],
        empty=Empty(
            title=_("Chưa có nguồn danh sách nào"),
            why=_("Cách đọc được lưu khi nhập danh sách đầu tiên; lần sau chỉ cần chọn tệp."),
            basis=_("8.5.1 · Kiểm soát việc cung cấp dịch vụ"),
            action=bring,
        ),
    )


def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how the lists of a source are read."""
    actor = request.actor
    require(actor, "operation.import_dossiers")
    source = queries.get_source(slug, viewer=actor)
    ended = source.ended_date is not None
    actions = [
        Action(label=_("Sửa"), url=address(actor, "dossier_source_change", slug=slug), icon="pencil", disabled=ended),
        Action(label=_("Thôi dùng"), url=address(actor, "dossier_source_end", slug=slug), icon="archive", danger=True),
    ]
    if ended:
        resume = address(actor, "dossier_source_resume", slug=slug)
        actions = [Action(label=_("Dùng lại"), url=resume, icon="rotate-ccw", post=True)]
    return record_page(
        request,
        page=RecordPage(
            title=source.name,
            kicker=_("Nguồn danh sách hồ sơ"),
            crumbs=[crumb_to(actor, "dossiers"), _sources(request)],
            state=StateBadge(label=_("Thôi dùng") if ended else _("Đang dùng"), tone="quiet" if ended else "done"),
            actions=actions,
            **aside(source, viewer=actor),
        ),
        template="operation/lists/source.html",
        context={"facts": _facts(source), "columns": _columns(source), "tabs": tabs_for(actor, active="dossiers")},
    )


@once
def source_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change how the lists of a source are read."""
    actor = request.actor
    require(actor, "operation.import_dossiers")
    source = queries.get_source(slug, viewer=actor)
    form = forms.ChangeSourceForm(request.POST or None, source=source)
    if request.method == "POST" and run(form, commands.save_source, actor.agency, actor=actor, source=source):
        messages.success(request, _("Đã lưu nguồn danh sách."))
        return redirect(url_of(source))
    return form_page(
        request,
        form=form,
        title=_("Sửa nguồn danh sách"),
        kicker=source.name,
        submit=_("Lưu"),
        intro=_("Với mỗi mục, ghi tiêu đề cột đúng như trong tệp; để trống là danh sách không có cột đó."),
        crumbs=[crumb_to(actor, "dossiers"), _sources(request)],
        cancel_url=url_of(source),
        folded=forms.FOLDED,
        fold_label=forms.FOLD_LABEL,
    )


@once
def source_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a source is no more used."""
    actor, on = request.actor, today()
    require(actor, "operation.import_dossiers")
    source = queries.get_source(slug, viewer=actor)
    form = forms.EndSourceForm(request.POST or None, source=source, on=on)
    if request.method == "POST" and run(form, commands.end_source, source, actor=actor):
        messages.success(request, _("Đã ghi nguồn thôi dùng."))
        return redirect(url_of(source))
    return form_page(
        request,
        form=form,
        title=_("Thôi dùng nguồn danh sách"),
        kicker=source.name,
        intro=_("Nguồn không còn được chọn khi nhập; hồ sơ đã nhập giữ nguyên."),
        submit=[Submit(label=_("Thôi dùng"), danger=True)],
        crumbs=[crumb_to(actor, "dossiers"), _sources(request)],
        cancel_url=url_of(source),
    )


@once
@require_POST
def source_resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Use a source again."""
    require(request.actor, "operation.import_dossiers")
    source = queries.get_source(slug, viewer=request.actor)
    run_plain(commands.resume_source, source, actor=request.actor)
    return redirect(url_of(source))


def _facts(source: DossierSource) -> list[tuple[str, str]]:
    facts = [
        (_("Thứ tự ngày tháng"), str(source.get_date_order_display())),
        (_("Số hồ sơ đã nhập"), so(source.dossier_count)),  # type: ignore[attr-defined]
    ]
    if source.states:
        words = "; ".join(f"{word} = {Dossier.State(state).label}" for word, state in source.states.items())
        facts.append((_("Nghĩa của từ chỉ trạng thái"), words))
    if source.ended_date:
        facts.append((_("Thôi dùng từ ngày"), ngay(source.ended_date)))
    return facts


def _columns(source: DossierSource) -> list[tuple[str, str]]:
    labels = queries.labels()
    return [(labels[key], source.columns.get(key) or _("(không có)")) for key in labels]


def _sources(request: HttpRequest) -> Link:
    return Link(label=_("Nguồn danh sách hồ sơ"), url=address(request.actor, "dossier_source_list"))
