"""Whether a clause applies to an agency, by the day and the reason it was decided."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet
from sotay.standard.catalogue.fields import ClauseField


class ApplicabilityQuerySet(OwnedQuerySet):
    """Filters over decisions on applicability."""

    def in_force(self, on: date) -> Self:
        """Keep the decision that holds on a day, one per agency and clause."""
        started = self.filter(valid_from_date__lte=on)
        return started.order_by("agency_id", "clause", "-valid_from_date").distinct("agency_id", "clause")


class Applicability(AgencyOwned):
    """A decision that a clause is *không áp dụng*, or applies again, from a day on (ISO 9001 4.3; practice 2.3).

    The latest decision on or before a day holds on it; a clause without any applies. What holds for 8.3 holds for every
    clause below it. The reason says why the conformity of services does not suffer; a manual that was read in may lack it.
    """

    clause = ClauseField(_("điều khoản"))
    applicable = models.BooleanField(_("áp dụng"), default=False)
    reason = models.TextField(_("lý do"), max_length=1000, blank=True)
    decided_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    valid_from_date = models.DateField(_("áp dụng từ ngày"))

    objects = ApplicabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("điều khoản không áp dụng")
        verbose_name_plural = _("điều khoản không áp dụng")
        constraints = [
            models.UniqueConstraint(fields=["agency", "clause", "valid_from_date"], name="applicability_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.clause
