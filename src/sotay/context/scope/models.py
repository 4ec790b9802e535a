"""The scope (phạm vi áp dụng), edition by edition."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.edition import EDITION
from sotay.agency.models import AgencyOwned, OwnedQuerySet


class ScopeQuerySet(OwnedQuerySet):
    """Filters over editions."""

    def in_force(self, on: date) -> "ScopeQuerySet":
        """Keep the editions in force on a day, also a day gone by."""
        approved = self.filter(state__in=["IN_FORCE", "SUPERSEDED"], approved_date__lte=on)
        return approved.filter(models.Q(superseded_date__isnull=True) | models.Q(superseded_date__gt=on))


class Scope(AgencyOwned):
    """One edition of the scope; which clauses do not apply is told by `standard.Applicability` alone.

    A change of fields, places or clauses that do not apply is a change of scope (QĐ 19/2014/QĐ-TTg Điều 4.4c).
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        IN_FORCE = "IN_FORCE", _("Đang có hiệu lực")
        SUPERSEDED = "SUPERSEDED", _("Đã được thay thế")

    edition = models.PositiveSmallIntegerField(_("lần"))
    standard_edition = models.CharField(_("tiêu chuẩn"), max_length=20, default=EDITION)
    text = models.TextField(_("diễn giải"), blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    superseded_date = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)

    objects = ScopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("phạm vi áp dụng")
        verbose_name_plural = _("phạm vi áp dụng")
        constraints = [
            models.UniqueConstraint(fields=["agency", "edition"], name="scope_edition_once"),
            models.UniqueConstraint(fields=["agency"], condition=models.Q(state="IN_FORCE"), name="scope_one_in_force"),
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(state__in=["DRAFT", "SUBMITTED"]), name="scope_one_being_prepared"
            ),
        ]

    def __str__(self) -> str:
        return _("Phạm vi áp dụng, lần %02d") % self.edition


class ScopeItem(AgencyOwned):
    """A field of work or a place of an edition."""

    class Kind(models.TextChoices):
        """What it is."""

        FIELD = "FIELD", _("lĩnh vực")
        PLACE = "PLACE", _("địa điểm")

    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "order"]
        constraints = [models.UniqueConstraint(fields=["agency", "scope", "kind", "name"], name="scope_item_once")]

    def __str__(self) -> str:
        return self.name
