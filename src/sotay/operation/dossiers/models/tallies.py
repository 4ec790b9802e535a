"""Dossiers counted ahead by month, service and unit, so that pages need not read them all; derived, equal to a recount."""

from typing import ClassVar

from django.db import models

from sotay.agency.models import AgencyOwned, Unit
from sotay.context.models import Service


class DossierTally(AgencyOwned):
    """What happened in a month (its first day) to the dossiers of a service and unit; each count is by its own date.

    `received*` by the day of reception (those refused at reception are none), `due` by the day on the receipt, `settled_*`
    and `dropped` (stopped, withdrawn) by the day they were closed. `overdue_open` counts by the day after the due date
    those not closed by it, `overdue_closed` the same ones by the day they were closed: summed up to a month's end, the
    difference is how many were pending late then. `received_channel` are those whose way of coming is known.
    """

    TRACK: ClassVar[bool] = False
    derived: ClassVar[bool] = True

    month = models.DateField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    received = models.PositiveIntegerField(default=0)
    received_online = models.PositiveIntegerField(default=0)
    received_channel = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    settled_early = models.PositiveIntegerField(default=0)
    settled_on_time = models.PositiveIntegerField(default=0)
    settled_late = models.PositiveIntegerField(default=0)
    settled_without_due = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0)
    overdue_open = models.PositiveIntegerField(default=0)
    overdue_closed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "month", "service", "unit"], nulls_distinct=False, name="dossier_tally_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"


class DossierPace(AgencyOwned):
    """How many dossiers settled in a month took so many working days without pauses; derived, for medians and percentiles."""

    TRACK: ClassVar[bool] = False
    derived: ClassVar[bool] = True

    month = models.DateField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    days = models.IntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "month", "service", "unit", "days"], nulls_distinct=False, name="dossier_pace_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}: {self.days}"
