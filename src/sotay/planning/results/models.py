"""Results of objectives: what a unit reports for a period, and the result of each objective (ISO 9001 9.1.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet, Unit
from sotay.planning.objectives.models import Objective
from sotay.planning.results.verdicts import Figures
from sotay.standard.reporting import name_of_period


class Report(AgencyOwned):
    """What a unit (or the agency itself) reports for a period, sent through the secretary to the committee.

    `sent_date` is the business date lateness is judged by: the day it was sent on the system, or *ngày nhận* of a report
    handed in on paper; `due_date` is kept as it was when it was sent, so that a late one stays marked late.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "DRAFT", _("Đang lập")
        SENT = "SENT", _("Đã gửi")
        RETURNED = "RETURNED", _("Bị trả lại")
        TAKEN = "TAKEN", _("Đã tiếp nhận")

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="objective_reports",
        verbose_name=_("đơn vị"),
    )
    period = models.CharField(_("kỳ"), max_length=10)  # a key of standard.reporting: 2026-H1, 2026-Y, 2026-Q3, 2026-F
    year = models.PositiveSmallIntegerField(_("năm"))
    slug = models.SlugField(max_length=80, editable=False)
    cutoff_date = models.DateField(_("số liệu đến ngày"))
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    note = models.TextField(_("ý kiến, đề xuất"), blank=True)
    sent_date = models.DateField(_("ngày gửi"), null=True, blank=True)
    due_date = models.DateField(_("hạn gửi"), null=True, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    taken_date = models.DateField(_("ngày tiếp nhận"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo kết quả mục tiêu")
        verbose_name_plural = _("báo cáo kết quả mục tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "period"], nulls_distinct=False, name="report_once_per_period"
            ),
            models.UniqueConstraint(fields=["agency", "slug"], name="report_slug_once"),
            models.CheckConstraint(
                name="report_sent_has_its_day",
                condition=~models.Q(state__in=["SENT", "TAKEN"])
                | models.Q(sent_date__isnull=False, due_date__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "period"], name="report_of_a_period")]

    def __str__(self) -> str:
        said = {"period": name_of_period(self.period).lower(), "whose": self.whose}
        return _("Kết quả mục tiêu %(period)s – %(whose)s") % said

    @property
    def whose(self) -> str:
        """The unit it is of, or the agency itself."""
        return self.unit.name if self.unit is not None else self.agency.name

    @property
    def is_open(self) -> bool:
        """Whether it is still being written."""
        return self.state in {self.State.DRAFT, self.State.RETURNED}

    @property
    def is_late(self) -> bool:
        """Whether it was sent after its due day."""
        return bool(self.sent_date and self.due_date and self.sent_date > self.due_date)


class Result(AgencyOwned):
    """The result of one objective in a report: figures as they were reported; the verdict is computed, never typed.

    A value taken from a fact bears its code, and in words what it was counted from and divided by that day.

    `objective` is that of the revision the report was sent under, so that a later target changes no verdict; `key` is the
    objective's through all revisions.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="results")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="results")
    key = models.UUIDField(editable=False)
    value = models.DecimalField(_("kết quả đạt được"), max_digits=18, decimal_places=4, null=True, blank=True)
    done_date = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    estimate = models.DecimalField(_("ước thực hiện cả kỳ"), max_digits=18, decimal_places=4, null=True, blank=True)
    estimate_date = models.DateField(_("dự kiến hoàn thành"), null=True, blank=True)
    cause = models.TextField(_("nguyên nhân"), blank=True)
    remedy = models.TextField(_("giải pháp"), blank=True)
    fact = models.CharField(max_length=60, blank=True, editable=False)
    fact_said = models.CharField(_("lấy từ"), max_length=400, blank=True, editable=False)
    evidence = models.CharField(_("bằng chứng"), max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết quả mục tiêu")
        verbose_name_plural = _("kết quả mục tiêu")
        constraints = [models.UniqueConstraint(fields=["agency", "report", "key"], name="result_once_per_objective")]
        indexes = [models.Index(fields=["agency", "key"], name="result_by_objective")]

    def __str__(self) -> str:
        return str(self.objective)

    @property
    def figures(self) -> Figures:
        """What a verdict is computed from."""
        return Figures(self.value, self.done_date, self.estimate, self.estimate_date)
