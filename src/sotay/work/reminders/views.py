"""Pages of reminders."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.standard.parameters.queries import value_of
from sotay.ui.pages import list_page
from sotay.ui.parts import Action, Empty
from sotay.work.reminders import filters, parameters, queries, tables
from sotay.work.tabs import tabs_for


def reminder_list(request: HttpRequest) -> HttpResponseBase:
    """Show who was reminded of what: the evidence that units are followed up."""
    actor = request.actor
    require(actor, "work.view_reminders")
    found = filters.Reminders(request.GET, queryset=queries.list_reminders(viewer=actor))
    if request.GET.get("export"):
        return answer(request, tables.Reminders(found.qs), title=_("Sổ nhắc việc"))
    is_on = value_of(actor.agency.pk, parameters.ESCALATION, on=today()) == parameters.ON
    return list_page(
        request,
        title=_("Sổ nhắc việc"),
        tabs=tabs_for(actor, active="reminders"),
        intro=_("Đề nghị cấp trên hỗ trợ: đang bật.") if is_on else _("Đề nghị cấp trên hỗ trợ: đang tắt."),
        filter=found,
        table=tables.Reminders(found.qs),
        actions=_actions(request),
        empty=Empty(
            title=_("Chưa nhắc ai việc gì"),
            why=_(
                "Mỗi sáng hệ thống nhắc từng người việc sắp đến hạn và quá hạn; ai được nhắc việc gì, lúc nào hiện ở đây."
            ),
            basis=_("9.1.1 · theo dõi, đôn đốc các đơn vị"),
        ),
    )


def _actions(request: HttpRequest) -> list[Action]:
    if not may(request.actor, "standard.set_parameter"):
        return []

    def set_to(code: str) -> str:
        return reverse("standard:parameter_set", kwargs={"agency": request.agency.short_name, "code": code})

    return [
        Action(label=_("Đặt lịch nhắc"), url=set_to(parameters.BEFORE), icon="bell"),
        Action(label=_("Bật, tắt đề nghị hỗ trợ"), url=set_to(parameters.ESCALATION), icon="settings"),
    ]
