"""Reports, the plan and the letter of a year, and the letters of bodies above that they carry out."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet
from sotay.evaluation.models import Inspection
from sotay.support.models import OutgoingPaper


class Report(AgencyOwned):
    """A plan, letter or report of a year or its first half; what it says goes out as an outgoing paper.

    `half` is 1 for the report of six months, 0 for that of the year. `figures` are its numbers with the records behind them,
    plain values kept from the day it was submitted (`figures_date`) until it comes back; empty while it is a draft.
    `dates` are the days a plan sets for the year, by parameter, as the parameter keeps them; those not named stay as they are.
    `due_date` is kept as it was on the day the paper went out.
    """

    class Kind(models.TextChoices):
        """What it is, in the order of the year."""

        PLAN = "PLAN", _("Kế hoạch duy trì, cải tiến hệ thống")
        GUIDE = "GUIDE", _("Công văn hướng dẫn các đơn vị")
        COMMITTEE = "COMMITTEE", _("Báo cáo gửi Ban Chỉ đạo ISO")
        PROVINCE = "PROVINCE", _("Báo cáo gửi Ban Chỉ đạo cải cách hành chính tỉnh")
        SELF = "SELF", _("Báo cáo tự kiểm tra gửi đoàn kiểm tra")
        ROLLUP = "ROLLUP", _("Báo cáo tổng hợp kết quả kiểm tra")
        ANNEX2 = "ANNEX2", _("Báo cáo năm theo nội dung Phụ lục II")

    WITH_NUMBERS: Final = (Kind.COMMITTEE, Kind.PROVINCE)
    """Those made of numbers of the facts."""

    kind = models.CharField(_("loại báo cáo"), max_length=9, choices=Kind)
    year = models.PositiveSmallIntegerField(_("năm"))
    half = models.PositiveSmallIntegerField(_("kỳ"), default=0)
    slug = models.SlugField(max_length=80, editable=False)
    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cuộc kiểm tra"),
    )
    paper = models.ForeignKey(
        OutgoingPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản")
    )
    dates = models.JSONField(_("mốc thời gian của kế hoạch"), default=dict, blank=True)
    figures = models.JSONField(default=dict, blank=True, editable=False)
    figures_date = models.DateField(_("số liệu đến ngày"), null=True, blank=True)
    due_date = models.DateField(_("hạn gửi"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế hoạch, báo cáo")
        verbose_name_plural = _("kế hoạch, báo cáo")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="manual_report_slug_once"),
            models.UniqueConstraint(
                fields=["agency", "kind", "year", "half", "inspection"],
                nulls_distinct=False,
                name="manual_report_once_a_period",
            ),
            models.CheckConstraint(
                name="manual_report_half_of_two_kinds",
                condition=models.Q(half=0) | models.Q(half=1, kind__in=["COMMITTEE", "PROVINCE"]),
            ),
            models.CheckConstraint(
                name="manual_report_figures_have_their_day",
                condition=models.Q(figures={}, figures_date__isnull=True)
                | models.Q(figures_date__isnull=False) & ~models.Q(figures={}),
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "kind"], name="manual_report_of_a_year")]

    def __str__(self) -> str:
        said = {"kind": self.get_kind_display(), "year": self.year}
        return (_("%(kind)s – 6 tháng đầu năm %(year)s") if self.half else _("%(kind)s – năm %(year)s")) % said

    @property
    def is_pinned(self) -> bool:
        """Whether its figures are those it was submitted with."""
        return bool(self.figures)

    @property
    def is_out(self) -> bool:
        """Whether its paper went out and was not taken back."""
        return self.paper is not None and self.paper.state == OutgoingPaper.State.ISSUED

    @property
    def is_late(self) -> bool:
        """Whether its paper went out after its due day."""
        issued = self.paper.issued_date if self.is_out and self.paper is not None else None
        return issued is not None and self.due_date is not None and issued > self.due_date


class Directive(AgencyOwned):
    """A letter of a body above about the system (văn bản chỉ đạo về ISO), which plan and guiding letter carry out.

    Its file is attached to it. `ended_date` is the day from which it is cited no longer.
    """

    number = models.CharField(_("số, ký hiệu"), max_length=80)
    dated = models.DateField(_("ngày văn bản"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    summary = models.CharField(_("trích yếu"), max_length=300)
    asks = models.TextField(_("nội dung yêu cầu"), blank=True)
    slug = models.SlugField(max_length=80, editable=False)
    ended_date = models.DateField(_("thôi viện dẫn từ ngày"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản chỉ đạo về ISO")
        verbose_name_plural = _("văn bản chỉ đạo về ISO")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="directive_slug_once"),
            models.UniqueConstraint(fields=["agency", "number", "dated"], name="directive_once"),
            models.CheckConstraint(
                name="directive_ends_after_its_day",
                condition=models.Q(ended_date__isnull=True) | models.Q(ended_date__gte=models.F("dated")),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-dated"], name="directive_newest_first")]

    def __str__(self) -> str:
        return f"{self.number} – {self.summary}"[:300]
