"""Units (phòng, đơn vị) of an agency, a tree."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models.owned import AgencyOwned, OwnedQuerySet


class UnitQuerySet(OwnedQuerySet):
    """Filters over units."""

    def in_force(self, on: date) -> "UnitQuerySet":
        """Keep the units that stand on a day."""
        return self.filter(models.Q(ended_date__isnull=True) | models.Q(ended_date__gt=on)).exclude(started_date__gt=on)


class Unit(AgencyOwned):
    """A unit (phòng, đơn vị thuộc cơ quan); it ends by date and may have successors."""

    code = models.CharField(_("mã đơn vị"), max_length=40, help_text=_("Như trong mã quy trình, ví dụ VP."))
    slug = models.SlugField(max_length=60, editable=False)
    name = models.CharField(_("tên đơn vị"), max_length=200)
    name_sort = models.CharField(max_length=800, editable=False)
    search_text = models.CharField(max_length=300, editable=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("thuộc")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=100)
    handles_services = models.BooleanField(
        _("giải quyết thủ tục hành chính"),
        default=True,
        help_text=_("Đơn vị không giải quyết thủ tục thì không phải khảo sát."),
    )
    started_date = models.DateField(_("từ ngày"), null=True, blank=True)
    ended_date = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="unit_slug_once"),
            models.UniqueConstraint(
                fields=["agency", "code"],
                condition=models.Q(ended_date__isnull=True),
                name="unit_code_once_while_it_stands",
            ),
            models.CheckConstraint(
                name="unit_ends_after_it_starts",
                condition=models.Q(ended_date__isnull=True)
                | models.Q(started_date__isnull=True)
                | models.Q(ended_date__gte=models.F("started_date")),
            ),
        ]
        indexes = [models.Index(fields=["agency", "order", "name_sort"], name="unit_in_order")]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(AgencyOwned):
    """A unit that took over from another, so that its open work and codes can be followed."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessions")
    date = models.DateField(_("từ ngày"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "predecessor", "successor"], name="unit_succession_once"),
            models.CheckConstraint(
                name="unit_not_its_own_successor", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]
