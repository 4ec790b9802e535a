"""Tables of this area: counters of series, notices."""

from django.db import models

from sotay.agency.models import Agency
from sotay.work.notices.models import Notice

__all__ = ["Counter", "Notice"]


class Counter(models.Model):
    """The last number given in a series; what bears the number is the record, this only counts."""

    derived = True

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "series", "year"], name="counter_once")]
