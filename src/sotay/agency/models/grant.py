"""Grants: another agency or an inspector may read, for a time, by a decision."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models.agency import Agency
from sotay.agency.models.decision import Decision
from sotay.agency.models.owned import AgencyOwned, OwnedQuerySet
from sotay.agency.models.seat import in_force
from sotay.agency.models.user import User


class GrantQuerySet(OwnedQuerySet):
    """Filters over grants."""

    def in_force(self, on: date) -> "GrantQuerySet":
        """Keep the grants that hold on a day and were not taken back."""
        return self.filter(in_force(on), revoked_at__isnull=True)


class Grant(AgencyOwned):
    """Leave to read the pages that say so; shown in the journals of both sides. It never lets anybody write.

    `areas` narrows it to pages of these areas, by the labels of their apps (`evaluation`); empty, it is all of them.
    """

    to_agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants_received",
        verbose_name=_("cho cơ quan"),
    )
    to_user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants_received",
        verbose_name=_("cho người"),
    )
    purpose = models.CharField(_("mục đích"), max_length=300)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theo văn bản")
    )
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến hết ngày"))
    areas = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("phạm vi được xem"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyền xem")
        verbose_name_plural = _("quyền xem")
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_starts", condition=models.Q(to_date__gte=models.F("from_date"))
            ),
            models.CheckConstraint(
                name="grant_to_an_agency_or_a_person",
                condition=models.Q(to_agency__isnull=True, to_user__isnull=False)
                | models.Q(to_agency__isnull=False, to_user__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
