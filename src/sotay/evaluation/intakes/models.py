"""Seals over append-only rows from outside; each has its line in the journal, whose chain holds it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned


class IntakeSeal(AgencyOwned):
    """The rows of a kind (`answers`, `feedback`) with keys after the seal before it up to `last_id`: how many, and their hash.

    `sealed_hash` is the SHA-256 over the columns that never change, in the order of the keys, begun with the hash before;
    append-only.
    """

    TRACK: ClassVar[bool] = False

    kind = models.CharField(_("loại"), max_length=20)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField(_("số bản ghi"))
    sealed_hash = models.CharField(_("mã băm"), max_length=64)

    class Meta:
        verbose_name = _("niêm phong dữ liệu tiếp nhận")
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "last_id"], name="intake_seal_once"),
            models.CheckConstraint(name="intake_seal_in_order", condition=models.Q(first_id__lte=models.F("last_id"))),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.count}"
