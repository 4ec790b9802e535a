"""Counts of dossiers by month, as entered or taken from a report of the one-stop system (NĐ 61/2018 Điều 30)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.context.models import Service


class MonthlyCount(AgencyOwned):
    """The counts of one month for a service, a field or a unit, or of the whole agency; all of them may be unknown.

    A month is named by its first day. `received` counts what was new in the month. What a source says and what adds up
    are two things: sums that do not match are shown, never put right. Empty is "not told", 0 is none.
    `entered_by` is empty for a file taken on the command line.
    """

    class Origin(models.TextChoices):
        """Where the figures come from."""

        ENTERED = "ENTERED", _("Nhập tay")
        IMPORTED = "IMPORTED", _("Nhập từ tệp")

    COUNTS = (
        "carried_over", "received", "received_online", "total", "due", "settled", "settled_early", "settled_on_time",
        "settled_late", "returned", "pending", "pending_in_time", "pending_late",
    )  # fmt: skip
    """What is counted; `total`, `settled` and `pending` are sums as the source prints them, where it does."""

    month = models.DateField(_("tháng"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("đơn vị")
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("thủ tục hành chính")
    )
    field = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    carried_over = models.PositiveIntegerField(_("kỳ trước chuyển sang"), null=True, blank=True)
    received = models.PositiveIntegerField(_("tiếp nhận trong kỳ"), null=True, blank=True)
    received_online = models.PositiveIntegerField(_("trong đó trực tuyến"), null=True, blank=True)
    total = models.PositiveIntegerField(_("tổng số phải giải quyết"), null=True, blank=True)
    due = models.PositiveIntegerField(_("đến hạn trong kỳ"), null=True, blank=True)
    settled = models.PositiveIntegerField(_("đã giải quyết"), null=True, blank=True)
    settled_early = models.PositiveIntegerField(_("giải quyết trước hạn"), null=True, blank=True)
    settled_on_time = models.PositiveIntegerField(_("giải quyết đúng hạn"), null=True, blank=True)
    settled_late = models.PositiveIntegerField(_("giải quyết quá hạn"), null=True, blank=True)
    returned = models.PositiveIntegerField(_("trả lại, rút"), null=True, blank=True)
    pending = models.PositiveIntegerField(_("đang giải quyết"), null=True, blank=True)
    pending_in_time = models.PositiveIntegerField(_("đang giải quyết, trong hạn"), null=True, blank=True)
    pending_late = models.PositiveIntegerField(_("đang giải quyết, quá hạn"), null=True, blank=True)
    source = models.CharField(_("nguồn số liệu"), max_length=300, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.ENTERED, editable=False)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("số liệu hồ sơ theo tháng")
        verbose_name_plural = _("số liệu hồ sơ theo tháng")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "month", "unit", "service", "field"], nulls_distinct=False, name="monthly_count_once"
            ),
            models.CheckConstraint(name="monthly_count_first_of_month", condition=models.Q(month__day=1)),
        ]
        indexes = [models.Index(fields=["agency", "month"], name="monthly_count_by_month")]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
