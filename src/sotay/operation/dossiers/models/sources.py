"""From where lists of dossiers are taken, and which of their columns is what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned


class DossierSource(AgencyOwned):
    """A one-stop system whose lists are imported: its name, and for each of our columns the heading it has there.

    `columns` maps our names to headings as printed; `states` maps words of its states to ours.
    """

    class DateOrder(models.TextChoices):
        """How a date such as 03/04/2026 is read."""

        DAY_FIRST = "DAY_FIRST", _("ngày/tháng/năm")
        MONTH_FIRST = "MONTH_FIRST", _("tháng/ngày/năm")

    name = models.CharField(_("tên nguồn"), max_length=200)
    slug = models.SlugField(max_length=60, editable=False)
    columns = models.JSONField(default=dict, blank=True)
    states = models.JSONField(default=dict, blank=True)
    date_order = models.CharField(_("thứ tự ngày tháng"), max_length=11, choices=DateOrder, default=DateOrder.DAY_FIRST)
    ended_date = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("nguồn danh sách hồ sơ")
        verbose_name_plural = _("nguồn danh sách hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="dossier_source_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="dossier_source_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name
