"""Counts of dossiers in the demonstration agency: two years by month and unit, with a sum that does not match."""

from datetime import date

from sotay.operation.statistics.commands import enter_counts
from sotay.operation.statistics.months import months_between, next_month
from sotay.web.demo.objectives import Stage

UNITS = {"office": 38, "post": 64, "it": 27, "press": 52}
"""About how many dossiers a unit receives in a month."""
SOURCE = "Báo cáo tháng %02d/%d trên hệ thống một cửa điện tử"
LEFT_OUT = (2, -1)
"""A month nobody entered: February of the year before."""


def build_statistics(stage: Stage) -> None:
    """Enter the months that are over, as the clerk at the one-stop desk does from the monthly report."""
    actor = stage.actor("mot-cua")
    for month in months_between(date(stage.year - 1, 1, 1), date(stage.year, 12, 1)):
        if next_month(month) > stage.today or (month.month, month.year - stage.year) == LEFT_OUT:
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
    received = usual + turn % 13 - 4
    late = 1 if turn % 6 == 0 else 0
    carried, left = usual // 6 + turn % 3, usual // 6 + (turn + 7) % 3
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
