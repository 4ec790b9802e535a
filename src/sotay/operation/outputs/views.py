"""Pages of nonconforming outputs: the register with what repeats itself, one of them, its printed form."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.operation.outputs import filters, queries, tables
from sotay.operation.outputs.output_page import OutputShown
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, url_of
from sotay.papers.answering import form_answer
from sotay.ui.htmx import wants_part
from sotay.ui.links import with_query
from sotay.ui.pages import list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def output_list(request: HttpRequest) -> HttpResponseBase:
    """List the nonconforming outputs, above them what repeats itself."""
    actor, on = request.actor, today()
    require(actor, "operation.view_outputs")
    chosen = filters.Outputs(request.GET, queryset=queries.list_outputs(viewer=actor), request=request)
    table = tables.Outputs(chosen.qs)
    title = _("Đầu ra không phù hợp")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    repeated = [] if wants_part(request) else queries.list_repeated(viewer=actor, on=on)
    log = Action(label=_("Ghi nhận"), url=address(actor, "output_new"), icon="plus", primary=True)
    logs = may(actor, "operation.log_output")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="outputs"),
        filter=chosen,
        table=table,
        actions=[log] if logs else [],
        template="operation/outputs/list.html",
        context={"repeated": [(one, _narrowed(request, one)) for one in repeated]},
        empty=Empty(
            title=_("Chưa ghi nhận đầu ra không phù hợp nào"),
            why=_(
                "Kết quả sai, trả quá hạn, mất giấy tờ, thái độ phục vụ: phát hiện trước hay sau khi trả kết quả đều được ghi, "
                "quyết định xử lý và kiểm tra lại. Ai trong cơ quan cũng ghi được."
            ),
            basis=_("8.7 · Kiểm soát đầu ra không phù hợp"),
            action=log if logs else None,
        ),
    )


@guests_may_read
def output_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an output: what was found, what was decided and done, whether it conforms now."""
    actor, on = request.actor, today()
    require(actor, "operation.view_outputs")
    output = queries.get_output(slug, viewer=actor)
    others = queries.others_like(output, viewer=actor, on=on)
    page = OutputShown(output, actor, others=others, on=on)
    return record_page(
        request,
        page=page.record_page(),
        template="operation/outputs/detail.html",
        context={
            "shown": page,
            "output": output,
            "others": [Link(label=one.code, url=url_of(one), note=str(one.get_state_display())) for one in others],
            "tabs": tabs_for(actor, active="outputs"),
        },
    )


@guests_may_read
def output_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an output as its paper (form E2): the record of 8.7.2."""
    actor = request.actor
    require(actor, "operation.view_outputs")
    output = queries.get_output(slug, viewer=actor)
    return form_answer(
        request, "E2", output, crumbs=[crumb_to(actor, "outputs"), Link(label=output.code, url=url_of(output))]
    )


def _narrowed(request: HttpRequest, one: queries.Repeated) -> str:
    """Return the address of the register narrowed to what repeats itself."""
    place = {"service": one.service.slug} if one.service else {"unit": one.unit.slug if one.unit else None}
    blank = dict.fromkeys(("words", "state", "stage", "until", "unit", "service", "page", "sort"))
    return with_query(request, **blank | {"kind": one.kind, "since": f"{one.since:%d/%m/%Y}"} | place)
