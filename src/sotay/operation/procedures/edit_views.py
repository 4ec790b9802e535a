"""Pages that change a procedure: cases, steps, the services it serves, the rules of counting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import require
from sotay.operation.procedures import commands, forms, queries
from sotay.operation.procedures.cases import case_of
from sotay.operation.procedures.commands import MAY
from sotay.operation.procedures.models import Variant
from sotay.operation.tabs import address, crumb_to
from sotay.pages import once, run, url_of
from sotay.support.documents.queries import get_document, get_revision
from sotay.support.models import Document, Revision
from sotay.ui.pages import form_page
from sotay.ui.parts import Link


@once
def variant_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a case to a draft."""
    actor = request.actor
    revision = get_revision(slug, viewer=actor)
    require(actor, MAY, revision.document)
    form = forms.VariantForm(request.POST or None)
    if request.method == "POST" and run(form, commands.add_variant, revision, actor=actor):
        messages.success(request, _("Đã thêm trường hợp; hãy thêm các bước."))
        return redirect(_steps(request, revision, form.result))  # type: ignore[attr-defined]
    return _form(request, form, revision, title=_("Thêm trường hợp"), submit=_("Thêm trường hợp"), folded=())


@once
def variant_change(request: HttpRequest, slug: Any) -> HttpResponse:
    """Change name and limits of a case."""
    actor = request.actor
    variant = queries.get_variant(slug, viewer=actor)
    require(actor, MAY, variant.revision.document)
    form = forms.ChangeVariantForm(request.POST or None, variant=variant)
    if request.method == "POST" and run(form, commands.change_variant, variant, actor=actor):
        messages.success(request, _("Đã lưu trường hợp."))
        return redirect(_steps(request, variant.revision, variant))
    return _form(request, form, variant.revision, title=_("Sửa trường hợp"), submit=_("Lưu"), folded=())


@once
def variant_remove(request: HttpRequest, slug: Any) -> HttpResponse:
    """Take a case out of a draft."""
    actor = request.actor
    variant = queries.get_variant(slug, viewer=actor)
    require(actor, MAY, variant.revision.document)
    form = forms.Remove(request.POST or None, initial={"version": variant.version})
    if request.method == "POST" and run(form, commands.remove_variant, variant, actor=actor):
        messages.success(request, _("Đã bỏ trường hợp."))
        return redirect(_steps(request, variant.revision))
    return _form(
        request,
        form,
        variant.revision,
        title=_("Bỏ trường hợp “%s”") % case_of(variant).name,
        submit=_("Bỏ trường hợp"),
        intro=_("Các bước của trường hợp này bị bỏ khỏi bản đang soạn; bản đang có hiệu lực không thay đổi."),
    )


@once
def step_add(request: HttpRequest, slug: Any) -> HttpResponse:
    """Add a step to a case, at the end or (`?at=`) before another."""
    actor = request.actor
    variant = queries.get_variant(slug, viewer=actor)
    require(actor, MAY, variant.revision.document)
    told = request.GET.get("at", "")
    at = int(told) if told.isascii() and told.isdecimal() and len(told) < len("1000") else None
    form = forms.StepForm(request.POST or None, viewer=actor, on=today(), variant=variant)
    if request.method == "POST" and run(form, commands.add_step, variant, actor=actor, at=at):
        messages.success(request, _("Đã thêm bước %d.") % form.result.position)  # type: ignore[attr-defined]
        return redirect(_steps(request, variant.revision, variant))
    title = _("Chèn bước trước bước %d") % at if at else _("Thêm bước")
    return _form(request, form, variant.revision, title=title, submit=_("Thêm bước"), folded=forms.FOLDED)


@once
def step_change(request: HttpRequest, slug: Any) -> HttpResponse:
    """Change a step of a draft."""
    actor = request.actor
    step = queries.get_step(slug, viewer=actor)
    variant = step.variant
    require(actor, MAY, variant.revision.document)
    form = forms.ChangeStepForm(request.POST or None, viewer=actor, on=today(), variant=variant, step=step)
    if request.method == "POST" and run(form, commands.change_step, step, actor=actor):
        messages.success(request, _("Đã lưu bước %d.") % step.position)
        return redirect(_steps(request, variant.revision, variant))
    title = _("Sửa bước %d") % step.position
    return _form(request, form, variant.revision, title=title, submit=_("Lưu"), folded=forms.FOLDED)


@once
@require_POST
def step_move(request: HttpRequest, slug: Any) -> HttpResponse:
    """Let a step change places with the one before it (`up`), or behind it."""
    actor = request.actor
    step = queries.get_step(slug, viewer=actor)
    variant = step.variant
    require(actor, MAY, variant.revision.document)
    form = forms.Remove(request.POST)
    if run(form, commands.move_step, step, actor=actor, up="up" in request.POST):
        messages.success(request, _("Đã đổi thứ tự các bước."))
        return redirect(_steps(request, variant.revision, variant))
    title = _("Đổi chỗ bước %d") % step.position
    return _form(request, form, variant.revision, title=title, submit=title)


@once
def step_remove(request: HttpRequest, slug: Any) -> HttpResponse:
    """Take a step out of a draft."""
    actor = request.actor
    step = queries.get_step(slug, viewer=actor)
    variant = step.variant
    require(actor, MAY, variant.revision.document)
    form = forms.Remove(request.POST or None, initial={"version": step.version})
    if request.method == "POST" and run(form, commands.remove_step, step, actor=actor):
        messages.success(request, _("Đã bỏ bước."))
        return redirect(_steps(request, variant.revision, variant))
    title = _("Bỏ bước %d") % step.position
    return _form(request, form, variant.revision, title=title, submit=title, intro=step.work[:300])


@once
def procedure_services(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which services a procedure serves."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, MAY, document)
    form = forms.ServicesForm(request.POST or None, viewer=actor, document=document)
    if request.method == "POST" and run(form, commands.link_services, document, actor=actor):
        messages.success(request, _("Đã lưu các thủ tục của quy trình."))
        return redirect(url_of(document))
    return _of_document(
        request,
        form,
        document,
        title=_("Thủ tục hành chính của quy trình"),
        submit=_("Lưu"),
        intro=_("Một quy trình có thể phục vụ nhiều thủ tục hành chính của danh mục."),
    )


@once
def procedure_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Agree how dossiers of a procedure are counted."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, MAY, document)
    form = forms.RulesForm(request.POST or None, rules=queries.rules_of(document))
    if request.method == "POST" and run(form, commands.change_rules, document, actor=actor):
        messages.success(request, _("Đã lưu quy tắc tính thời hạn."))
        return redirect(url_of(document))
    return _of_document(
        request,
        form,
        document,
        title=_("Quy tắc tính thời hạn"),
        submit=_("Lưu"),
        intro=_("Áp dụng cho hồ sơ nhận từ nay theo quy trình này."),
    )


@once
def service_serve(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which procedure serves a service."""
    actor = request.actor
    service = queries.get_service(slug, viewer=actor)
    require(actor, "operation.cover_services", service)
    form = forms.ServeForm(request.POST or None, viewer=actor, service=service)
    if request.method == "POST" and run(form, commands.serve, service, actor=actor):
        messages.success(request, _("Đã ghi quy trình phục vụ thủ tục %s.") % service.code)
        return redirect(address(actor, "service_coverage"))
    matrix = Link(label=_("Đối chiếu thủ tục"), url=address(actor, "service_coverage"))
    return form_page(
        request,
        form=form,
        title=_("Chọn quy trình"),
        kicker=str(service),
        submit=_("Lưu"),
        intro=_("Quy trình chưa có hiệu lực cũng chọn được; thủ tục được bao quát khi quy trình có hiệu lực."),
        crumbs=[crumb_to(actor, "procedures"), matrix],
        cancel_url=address(actor, "service_coverage"),
    )


def _steps(request: HttpRequest, revision: Revision, variant: Variant | None = None) -> str:
    """Return the page of the steps of a revision, at a case."""
    page = address(request.actor, "procedure_steps", slug=revision.slug)
    return f"{page}#truong-hop-{variant.position}" if variant is not None else page


def _form(request: HttpRequest, form: Any, revision: Revision, **words: Any) -> HttpResponse:
    document = revision.document
    steps = Link(label=_("Các bước"), url=_steps(request, revision))
    return form_page(
        request,
        form=form,
        kicker=f"{document} · {revision.number}",
        crumbs=[crumb_to(request.actor, "procedures"), Link(label=document.code, url=url_of(document)), steps],
        cancel_url=steps.url,
        **words,
    )


def _of_document(request: HttpRequest, form: Any, document: Document, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        kicker=str(document),
        crumbs=[crumb_to(request.actor, "procedures"), Link(label=document.code, url=url_of(document))],
        cancel_url=url_of(document),
        **words,
    )
