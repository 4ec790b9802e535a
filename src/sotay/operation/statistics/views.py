"""The page of statistics of a period."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.commands import may, require
from sotay.exchange import export
from sotay.operation.statistics import queries
from sotay.operation.statistics.page import BY, MONTH, Page
from sotay.operation.statistics.rates import PARAMETER, Denominator
from sotay.operation.tabs import address, tabs_for
from sotay.pages import guests_may_read
from sotay.standard.catalogue.periods import Period
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.parameters import parameter_of
from sotay.ui.links import with_query
from sotay.ui.parts import Action

SOURCE = "dossiers.source"
PARTS = ("", "H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"{month:02d}" for month in range(1, 13)))
MEANS = {
    "ONE_STOP": gettext_lazy(
        "Hồ sơ thủ tục hành chính nằm trên hệ thống một cửa. Số liệu trên trang này đếm từ danh "
        "sách hồ sơ đã nhập, tháng nào chưa có danh sách thì lấy số liệu tháng nhập tay hoặc nhập từ tệp; việc tiếp nhận, bổ sung, xin lỗi, trả kết quả của từng hồ sơ theo dõi trên hệ thống một cửa."
    ),
    "SOTAY": gettext_lazy(
        "Cơ quan ghi sổ hồ sơ tại Sotay. Số liệu trên trang này đếm từ hồ sơ trong sổ; tháng nào trước đó chưa có hồ sơ thì lấy "
        "số liệu tháng nhập tay hoặc nhập từ tệp."
    ),
}


@guests_may_read
def statistics(request: HttpRequest) -> HttpResponseBase:
    """Show the figures of a period by month, unit, field or service, with what is amiss and where they come from."""
    actor, on = request.actor, today()
    require(actor, "operation.view_statistics")
    asked = request.GET
    period = queries.get_period(asked.get("year", ""), asked.get("part", ""), viewer=actor, on=on)
    unit = queries.get_unit(asked.get("unit", ""), viewer=actor)
    by = asked.get("by", MONTH)
    if by not in BY or (unit is not None and by == "unit"):
        by = MONTH
    values = values_of([actor.agency.pk])
    page = Page(
        queries.figures(period, viewer=actor, unit=unit, on=on, axis="" if by == MONTH else by),
        viewer=actor,
        unit=unit,
        by=by,
        denominator=values.value(actor.agency.pk, PARAMETER, period.start),
    )
    title = _title(period, unit)
    if asked.get("export"):
        return export.answer(request, page.export_columns, page.export_rows(), title=title)
    writes = may(actor, "operation.write_counts")
    parameter = may(actor, "standard.view_parameters") and actor.is_member
    return render(
        request,
        "operation/statistics/statistics.html",
        {
            "title": _("Số liệu hồ sơ"),
            "kicker": f"{period.name} · {unit.name if unit else actor.agency.name}",
            "tabs": tabs_for(actor, active="statistics"),
            "page": page,
            "period": period,
            "period_name": _small(period),
            "by_word": BY[by],
            "denominator": page.denominator.label,
            "denominators": Denominator.choices,
            "basis": parameter_of(PARAMETER).basis,
            "parameter_url": _parameter(actor, PARAMETER) if parameter else "",
            "source": parameter_of(SOURCE).kind.show(values.kept(actor.agency.pk, SOURCE, on)),
            "source_means": MEANS[values.value(actor.agency.pk, SOURCE, on)],
            "source_url": _parameter(actor, SOURCE) if parameter else "",
            "choices": _choices(actor, period=period, unit=unit, by=by),
            "exports": [(word.upper(), with_query(request, export=word)) for word in export.FORMATS],
            "actions": _actions(actor) if writes else [],
            "list_url": address(actor, "count_list") if actor.is_member else "",
        },
    )


def _actions(actor: Actor) -> list[Action]:
    return [
        Action(label=_("Nhập từ tệp"), url=address(actor, "count_import"), icon="upload"),
        Action(label=_("Nhập số liệu tháng"), url=address(actor, "count_new"), icon="plus", primary=True),
    ]


def _choices(actor: Actor, *, period: Period, unit: Unit | None, by: str) -> list[dict[str, Any]]:
    """Return the boxes by which the page is narrowed, each with its options and the one chosen."""
    year, _dash, part = period.key.partition("-")
    years = sorted({period.year, *queries.years_of(viewer=actor, on=today())}, reverse=True)
    units = [(one.slug, one.name) for one in queries.units_counted(viewer=actor, on=today())]
    axes = [(key, str(word)) for key, word in BY.items() if unit is None or key != "unit"]
    return [
        {"name": "year", "label": _("Năm"), "options": [(str(one), str(one)) for one in years], "chosen": year},
        {"name": "part", "label": _("Kỳ"), "options": [(one, _part(one)) for one in PARTS], "chosen": part},
        {
            "name": "unit",
            "label": _("Đơn vị"),
            "options": [("", _("Toàn cơ quan")), *units],
            "chosen": unit.slug if unit else "",
        },
        {"name": "by", "label": _("Xem theo"), "options": axes, "chosen": by},
    ]


def _part(part: str) -> str:
    """Return a part of a year as it is said without the year."""
    if not part:
        return _("Cả năm")
    if part.startswith("H"):
        return _("6 tháng đầu năm") if part == "H1" else _("6 tháng cuối năm")
    if part.startswith("Q"):
        return _("Quý %s") % ("I", "II", "III", "IV")[int(part[1]) - 1]
    return _("Tháng %s") % int(part)


def _title(period: Period, unit: Unit | None) -> str:
    name = _("Số liệu hồ sơ %s") % _small(period)
    return f"{name} {unit.code}" if unit else name


def _small(period: Period) -> str:
    """Return the name of a period as it stands inside a sentence; the numbers of quarters stay as they are."""
    return period.name[:1].lower() + period.name[1:]


def _parameter(actor: Actor, code: str) -> str:
    return reverse("standard:parameter_detail", kwargs={"agency": actor.agency.short_name, "code": code})
