"""Tables of this area: counters of series, assignments, what waits, notices, calendars."""

from django.db import models

from sotay.agency.models import Agency
from sotay.work.assignments.models import Assignment, Extension, Helper
from sotay.work.calendar.models import CalendarEntry, CalendarFeed
from sotay.work.notices.models import MailChoice, Notice
from sotay.work.waiting.models import WaitingItem

__all__ = [
    "Assignment",
    "CalendarEntry",
    "CalendarFeed",
    "Counter",
    "Extension",
    "Helper",
    "MailChoice",
    "Notice",
    "WaitingItem",
]


class Counter(models.Model):
    """The last number given in a series; what bears the number is the record, this only counts."""

    derived = True

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "series", "year"], name="counter_once")]
