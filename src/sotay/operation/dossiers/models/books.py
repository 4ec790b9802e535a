"""The register of a year (sổ theo dõi hồ sơ, Mẫu 07), closed by the head when the year is over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned


class DossierBook(AgencyOwned):
    """The register of a year: its dossiers are those received in it; `count` is what stood in it when it was closed."""

    class State(models.TextChoices):
        """Where it stands; what was returned is open again."""

        OPEN = "OPEN", _("Đang mở")
        SUBMITTED = "SUBMITTED", _("Đang trình khóa sổ")
        CLOSED = "CLOSED", _("Đã khóa sổ")

    year = models.PositiveSmallIntegerField(_("năm"))
    slug = models.SlugField(max_length=20, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    count = models.PositiveIntegerField(_("số hồ sơ khi khóa sổ"), null=True, blank=True)
    closed_date = models.DateField(_("ngày khóa sổ"), null=True, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("sổ theo dõi hồ sơ")
        verbose_name_plural = _("sổ theo dõi hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="dossier_book_once_a_year"),
            models.UniqueConstraint(fields=["agency", "slug"], name="dossier_book_slug_once"),
            models.CheckConstraint(
                name="dossier_book_closed_has_day",
                condition=models.Q(state="CLOSED", closed_date__isnull=False, count__isnull=False)
                | (~models.Q(state="CLOSED") & models.Q(closed_date__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return _("Sổ theo dõi hồ sơ năm %d") % self.year
