"""What a procedure (quy trình) is beside its document: the services it serves, its cases and the steps of each."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Seat, Unit
from sotay.context.models import Service
from sotay.support.models import Document, Revision


class TimeUnit(models.TextChoices):
    """What the time of a step or of a whole case is counted in; eight working hours make a working day."""

    HOUR = "HOUR", _("giờ làm việc")
    WORKING_DAY = "WORKING_DAY", _("ngày làm việc")
    DAY = "DAY", _("ngày")
    MONTH = "MONTH", _("tháng")


class ProcedureRules(AgencyOwned):
    """How dossiers of a procedure are counted: what is agreed for the document, whatever its revision."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="procedure_rules")
    late_from = models.TimeField(_("nhận sau giờ này tính từ ngày làm việc kế tiếp"), null=True, blank=True)
    pauses_count = models.BooleanField(_("thời gian tạm dừng vẫn tính vào thời hạn"), default=False)

    class Meta:
        verbose_name = _("quy tắc tính thời hạn")

    def __str__(self) -> str:
        return str(self.document)


class ProcedureService(AgencyOwned):
    """That a procedure serves a service; one procedure may serve several."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="serves")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="procedures", verbose_name=_("thủ tục hành chính")
    )

    class Meta:
        verbose_name = _("thủ tục của quy trình")
        constraints = [models.UniqueConstraint(fields=["agency", "document", "service"], name="procedure_serves_once")]

    def __str__(self) -> str:
        return f"{self.document} – {self.service}"


class Variant(AgencyOwned):
    """One case of a procedure in one revision, with its two limits: *theo quy định* and *tại cơ quan* (practice.md 6)."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="variants")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("trường hợp"), max_length=300, blank=True)
    limit_text = models.CharField(_("thời hạn theo quy định, như đã ghi"), max_length=500, blank=True)
    limit_value = models.DecimalField(
        _("thời hạn theo quy định"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    own_value = models.DecimalField(
        _("thời hạn thực hiện tại cơ quan"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("tính bằng"), max_length=11, choices=TimeUnit, default=TimeUnit.WORKING_DAY)

    class Meta:
        verbose_name = _("trường hợp của quy trình")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "revision", "position"], name="variant_once"),
            models.CheckConstraint(
                name="variant_own_limit_within_the_legal_one",
                condition=models.Q(own_value__isnull=True)
                | models.Q(limit_value__isnull=True)
                | models.Q(own_value__lte=models.F("limit_value")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProcedureStep(AgencyOwned):
    """One step (bước) of a case: what is done, by whom, in which time, with which forms, and what comes of it.

    `after` names by position the steps that must be done before it; empty means the step before. The time of a case is
    that of its longest way; steps of other bodies (`is_external`) are summed apart.
    """

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(_("bước"), max_length=20, blank=True)
    work = models.TextField(_("nội dung công việc"))
    role = models.CharField(_("vai trò"), max_length=20, choices=Seat.Role, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("đơn vị")
    )
    performer = models.CharField(_("trách nhiệm, như đã ghi"), max_length=300, blank=True)
    is_external = models.BooleanField(_("thực hiện tại cơ quan khác"), default=False)
    time_text = models.CharField(_("thời gian, như đã ghi"), max_length=100, blank=True)
    time_value = models.DecimalField(_("thời gian"), max_digits=7, decimal_places=3, null=True, blank=True)
    time_unit = models.CharField(_("tính bằng"), max_length=11, choices=TimeUnit, default=TimeUnit.WORKING_DAY)
    forms = models.CharField(_("biểu mẫu"), max_length=300, blank=True)
    result = models.CharField(_("kết quả"), max_length=300, blank=True)
    after = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("sau bước"))

    class Meta:
        verbose_name = _("bước của quy trình")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["agency", "variant", "position"], name="procedure_step_once")]

    def __str__(self) -> str:
        return self.work[:200]
