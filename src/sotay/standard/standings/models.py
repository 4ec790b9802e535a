"""The table of standings, and evidence declared when an agency begins."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency, AgencyOwned, Unit
from sotay.blobs.models import Blob
from sotay.standard.catalogue.obligations import obligation_of


class Word(models.TextChoices):
    """The words of standing (architecture 3, practice 10)."""

    MET = "MET", _("Đã thực hiện")
    DUE_SOON = "DUE_SOON", _("Sắp đến hạn")
    OVERDUE = "OVERDUE", _("Quá hạn")
    OPEN = "OPEN", _("Chưa đến hạn")
    NOT_ARISEN = "NOT_ARISEN", _("Chưa phát sinh")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("Không áp dụng")
    NOT_CHECKED = "NOT_CHECKED", _("Chưa kiểm tra tự động")


class Standing(models.Model):
    """Where an agency or unit stands with one obligation in one period, as last judged; written by `refresh` alone.

    `reason` is the Vietnamese source text and `params` what is put into it, so that it is read in either language.
    `link_name` and `link_kwargs` are a URL name and its parts below the agency. `subject_uuid` is the event of a line
    about one event.
    """

    derived: ClassVar[bool] = True

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    obligation = models.CharField(_("việc phải làm"), max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    period = models.CharField(_("kỳ"), max_length=8, blank=True)
    subject_uuid = models.UUIDField(null=True)
    standing = models.CharField(_("tình trạng"), max_length=14, choices=Word)
    due_date = models.DateField(_("hạn"), null=True)
    evidence_date = models.DateField(_("ngày bằng chứng"), null=True)
    late = models.BooleanField(_("trễ"), default=False)
    count = models.PositiveIntegerField(_("số bằng chứng"), null=True)
    reason = models.CharField(max_length=300, blank=True)
    params = models.JSONField(default=dict)
    link_name = models.CharField(max_length=80, blank=True)
    link_kwargs = models.JSONField(default=dict)
    judged_for_date = models.DateField(_("xét cho ngày"))
    judged_at = models.DateTimeField(_("xét lúc"), db_default=Now())

    class Meta:
        verbose_name = _("tình trạng")
        verbose_name_plural = _("tình trạng")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "obligation", "unit", "period", "subject_uuid"],
                name="standing_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.period} {self.standing}"


class DeclaredEvidence(AgencyOwned):
    """A paper from before the agency used Sotay that fulfils an obligation (*nhập khi khởi tạo*, practice 2.1).

    The day that counts is the date of the paper; the day of entry is `created_at` and is never compared.
    """

    obligation = models.CharField(_("việc phải làm"), max_length=60)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    date = models.DateField(_("ngày"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    file = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản quét")
    )
    file_name = models.CharField(max_length=255, blank=True, editable=False)

    class Meta:
        verbose_name = _("bằng chứng nhập khi khởi tạo")
        verbose_name_plural = _("bằng chứng nhập khi khởi tạo")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "obligation", "unit", "number", "date"],
                name="declared_evidence_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{obligation_of(self.obligation).title}: {self.number or self.date.isoformat()}"
