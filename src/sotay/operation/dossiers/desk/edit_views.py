"""Pages of a reception: the service chosen by its code or name, its case where there are several, then one form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import now, today
from sotay.commands import require
from sotay.context.models import Service
from sotay.context.services.queries import list_services, with_words
from sotay.operation.dossiers.desk import reception_forms
from sotay.operation.dossiers.desk.commands import receiving
from sotay.operation.dossiers.desk.limits import agreed_for, cases_for
from sotay.operation.dossiers.keeping import why_not_kept_here
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.queries import lately_received
from sotay.operation.procedures.models import Variant
from sotay.operation.procedures.queries import get_service
from sotay.operation.procedures.words import time_words
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import found, once, run, shown, url_of
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page
from sotay.ui.parts import Link

MOST = 20


@once
def dossier_new(request: HttpRequest) -> HttpResponse:
    """Receive a dossier."""
    actor = request.actor
    require(actor, "operation.receive_dossier")
    if reasons := tuple(why_not_kept_here(actor.agency, on=today())):
        return _choose(request, reasons=shown(reasons, actor))
    if "service" not in request.GET:
        return _choose(request)
    service = get_service(request.GET["service"], viewer=actor)
    cases = cases_for(service)
    case = _case(request, cases)
    if len(cases) > 1 and case is None:
        return _choose(request, service=service, cases=cases)
    form = reception_forms.ReceptionForm(request.POST or None, service=service)
    if request.method == "POST" and run(form, _receive, service, actor=actor, variant=case):
        dossier = form.result  # type: ignore[attr-defined]
        said = {"code": dossier.code, "day": ngay(dossier.due_date)}
        if dossier.state == Dossier.State.RETURNED:
            words = _("Đã tiếp nhận hồ sơ %(code)s và trả kết quả ngay.")
        elif dossier.due_date:
            words = _("Đã tiếp nhận hồ sơ %(code)s, hẹn trả ngày %(day)s.")
        else:
            words = _("Đã tiếp nhận hồ sơ %(code)s.")
        messages.success(request, words % said)
        return redirect(url_of(dossier))
    agreed = agreed_for(service, case, channel=Service.Channel.DIRECT)
    limit = time_words(agreed.limit_value, agreed.limit_unit) if agreed.limit_value is not None else _("không quy định")
    facts = [
        (_("Thời hạn giải quyết"), limit),
        (_("Trường hợp"), case.name if case else ""),
        (_("Quy trình"), str(agreed.revision.document) if agreed.revision else _("chưa có quy trình đang áp dụng")),
        (_("Phí, lệ phí"), service.fees),
    ]
    refuse = f"{address(actor, 'dossier_refuse')}?service={service.slug}"
    context = {"facts": [(word, value) for word, value in facts if value], "refuse_url": refuse, "service": service}
    return _page(
        request, form, service, title=_("Tiếp nhận hồ sơ"), submit=_("Tiếp nhận"),
        template="operation/dossiers/receive.html", context=context,
    )  # fmt: skip


@once
def dossier_refuse(request: HttpRequest) -> HttpResponse:
    """Refuse to take a dossier in."""
    actor = request.actor
    require(actor, "operation.receive_dossier")
    service = get_service(request.GET.get("service", ""), viewer=actor)
    form = reception_forms.RefusalForm(request.POST or None)
    if request.method == "POST":
        if run(form, receiving.refuse_reception, service, actor=actor, now=now()):
            messages.success(request, _("Đã ghi từ chối tiếp nhận."))
            return redirect(url_of(form.result))  # type: ignore[attr-defined]
    else:
        form.reasons = shown(tuple(why_not_kept_here(actor.agency, on=today())), actor)  # type: ignore[attr-defined]
    return _page(
        request, form, service, title=_("Từ chối tiếp nhận"), submit=_("Ghi từ chối"),
        folded=reception_forms.RefusalForm.BACK,
    )  # fmt: skip


def _receive(service: Service, *, actor: Any, result_number: str, result_approved_by: str, **values: Any) -> Any:
    """Receive, and return at once where a result is given on the spot."""
    if result_number or result_approved_by:
        result = {"result_number": result_number, "result_approved_by": result_approved_by}
        return receiving.receive_and_return(service, actor=actor, now=now(), **result, **values)
    return receiving.receive(service, actor=actor, now=now(), **values)


def _case(request: HttpRequest, cases: list[Variant]) -> Variant | None:
    if len(cases) == 1:
        return cases[0]
    wanted = request.GET.get("case", "")
    return found(next((one for one in cases if str(one.uuid) == wanted), None)) if wanted else None


def _page(request: HttpRequest, form: Any, service: Service, **said: Any) -> HttpResponse:
    actor = request.actor
    crumbs = [crumb_to(actor, "dossiers"), Link(label=_("Tiếp nhận hồ sơ"), url=address(actor, "dossier_new"))]
    return form_page(
        request, form=form, kicker=str(service), crumbs=crumbs, cancel_url=address(actor, "dossier_new"), **said
    )


def _choose(
    request: HttpRequest, *, reasons: Any = (), service: Service | None = None, cases: list[Variant] | None = None
) -> HttpResponse:
    """Show the choice of a service, or of the case of one; or why nothing is received here."""
    actor, words = request.actor, request.GET.get("q", "").strip()
    base = address(actor, "dossier_new")
    services: list[Service] = []
    if not reasons and service is None:
        offered = list_services(viewer=actor).published(today())  # type: ignore[attr-defined]  # its own queryset
        services = (
            list(with_words(offered, words, viewer=actor)[:MOST])
            if words
            else lately_received(viewer=actor, on=today())
        )
    return render(
        request,
        "operation/dossiers/choose.html",
        {
            "title": _("Tiếp nhận hồ sơ"),
            "tabs": tabs_for(actor, active="dossiers"),
            "crumbs": [crumb_to(actor, "dossiers")],
            "reasons": reasons,
            "words": words,
            "service": service,
            "services": [(one, f"{base}?service={one.slug}") for one in services],
            "cases": [(one, f"{base}?service={service.slug}&case={one.uuid}") for one in cases or []]
            if service
            else [],
            "most": MOST,
            "catalogue_url": f"{crumb_to(actor, 'services').url}",
        },
    )
