"""A signed paper as plain data: number, date, signer, file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models.owned import AgencyOwned
from sotay.blobs.models import Blob


class Decision(AgencyOwned):
    """A decision or other signed paper (quyết định, thông báo, biên bản …) that a fact rests on.

    Its number comes from the agency's document system; the day it was entered is `created_at` and is never compared.
    """

    number = models.CharField(_("số, ký hiệu"), max_length=80)
    date = models.DateField(_("ngày ký"))
    summary = models.CharField(_("trích yếu"), max_length=300, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=120, blank=True)
    file = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản ký")
    )
    file_name = models.CharField(max_length=255, blank=True, editable=False)

    class Meta:
        verbose_name = _("quyết định")
        verbose_name_plural = _("quyết định")
        constraints = [models.UniqueConstraint(fields=["agency", "number", "date"], name="decision_once")]
        indexes = [models.Index(fields=["agency", "-date"], name="decision_newest_first")]

    def __str__(self) -> str:
        return self.number
