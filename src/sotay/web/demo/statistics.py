"""Counts of dossiers in the demonstration agency, by month and unit until the register is kept here; one sum does not match."""

from datetime import date

from django.db.models import Min

from sotay.operation.dossiers.models import Dossier
from sotay.operation.statistics.commands import enter_counts
from sotay.operation.statistics.months import months_between, next_month
from sotay.web.demo.objectives import Stage

UNITS = {"office": 5, "post": 12, "it": 4, "press": 10}
"""About how many dossiers a unit receives in a month."""
SOURCE = "Báo cáo tháng %02d/%d trên hệ thống một cửa điện tử"
LEFT_OUT = (2, -1)
"""A month nobody entered: February of the year before."""


def build_statistics(stage: Stage) -> None:
    """Enter the months that were over before the first dossier, as the clerk at the desk does from the monthly report."""
    actor = stage.actor("mot-cua")
    first = Dossier.objects.filter(agency=stage.agency).aggregate(day=Min("received_date"))["day"] or stage.today
    for month in months_between(date(stage.year - 1, 1, 1), date(stage.year, 12, 1)):
        if next_month(month) > first or (month.month, month.year - stage.year) == LEFT_OUT:
            continue
        source = SOURCE % (month.month, month.year)
        told = [_of_unit(month, place, usual) for place, usual in enumerate(UNITS.values())]
        for key, figures in zip(UNITS, told, strict=True):
            enter_counts(
                stage.agency, actor=actor, on=stage.today, month=month, unit=stage.units[key], source=source, **figures
            )
        if month.month == 1:  # what the report says of the whole agency; it does not quite fit what the units say
            received = sum(one["received"] for one in told)
            enter_counts(
                stage.agency,
                actor=actor,
                on=stage.today,
                month=month,
                source=source,
                received=received + 3,
                settled=sum(one["settled_early"] + one["settled_on_time"] + one["settled_late"] for one in told),
            )


def _of_unit(month: date, place: int, usual: int) -> dict[str, int]:
    """Return the figures of a unit in a month, always the same for the same month."""
    turn = (month.year * 12 + month.month) * 7 + place * 5
    received = usual + turn % 5 - 2
    late = 1 if turn % 6 == 0 else 0
    carried, left = usual // 4 + 1 + turn % 3, usual // 4 + 1 + (turn + 7) % 3
    settled = carried + received - left
    early = settled * (55 + turn % 20) // 100
    return {
        "carried_over": carried,
        "received": received,
        "received_online": received * (60 + turn % 25) // 100,
        "settled_early": early,
        "settled_on_time": settled - early - late,
        "settled_late": late,
        "pending_in_time": left - (1 if turn % 5 == 0 else 0),
        "pending_late": 1 if turn % 5 == 0 else 0,
    }
