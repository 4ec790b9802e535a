"""Inspections of the system (kiểm tra): those received, with their minutes, and the rounds an overseer carries out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, Grant, Unit, User

PLAIN = ("body", "manner", "plan", "team", "from_date", "to_date")
"""What a person writes of an inspection besides the papers."""


class Manner(models.TextChoices):
    """How it is done (TT 26/2014/TT-BKHCN Điều 34)."""

    FILE = "FILE", _("Qua hồ sơ, báo cáo")
    SITE = "SITE", _("Tại trụ sở")


class Inspection(AgencyOwned):
    """An inspection this agency receives: plan or request, decision, team, minutes, what was put right (practice.md 7).

    The report of fixes is due by the term of the parameter `inspection.fixes.term` after the minutes were signed.
    """

    class State(models.TextChoices):
        """Where it stands."""

        ANNOUNCED = "ANNOUNCED", _("Đã có thông báo")
        HELD = "HELD", _("Đã kiểm tra, chờ biên bản")
        MINUTES = "MINUTES", _("Đã có biên bản")
        FIXED = "FIXED", _("Đã báo cáo khắc phục")
        CLOSED = "CLOSED", _("Đã kết thúc")
        CANCELLED = "CANCELLED", _("Không tiến hành")

    code = models.CharField(_("mã"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    body = models.CharField(_("cơ quan, đoàn kiểm tra"), max_length=300)
    manner = models.CharField(_("hình thức"), max_length=4, choices=Manner, default=Manner.FILE)
    plan = models.CharField(_("theo kế hoạch, yêu cầu"), max_length=300, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định kiểm tra"),
    )
    team = models.TextField(_("thành phần đoàn"), blank=True)
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến ngày"), null=True, blank=True)
    minutes = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("biên bản kiểm tra")
    )
    minutes_date = models.DateField(_("ngày ký biên bản"), null=True, blank=True)
    conclusion = models.TextField(_("kết luận chung"), blank=True)
    fixes_due_date = models.DateField(_("hạn báo cáo khắc phục"), null=True, blank=True)
    fixes = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("báo cáo khắc phục")
    )
    fixes_date = models.DateField(_("ngày báo cáo khắc phục"), null=True, blank=True)
    answer = models.TextField(_("trả lời của cơ quan kiểm tra"), blank=True)
    answer_date = models.DateField(_("ngày trả lời"), null=True, blank=True)
    closed_date = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quyền xem của đoàn")
    )
    state = models.CharField(max_length=9, choices=State, default=State.ANNOUNCED)
    cancelled_reason = models.CharField(_("lý do không tiến hành"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("cuộc kiểm tra")
        verbose_name_plural = _("cuộc kiểm tra")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="inspection_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="inspection_slug_once"),
            models.CheckConstraint(
                name="inspection_ends_after_it_starts",
                condition=models.Q(to_date__isnull=True) | models.Q(to_date__gte=models.F("from_date")),
            ),
            models.CheckConstraint(
                name="inspection_minutes_are_signed",
                condition=models.Q(state__in=["ANNOUNCED", "HELD", "CANCELLED"])
                | models.Q(minutes_date__isnull=False, fixes_due_date__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_fixes_have_their_day",
                condition=~models.Q(state="FIXED") | models.Q(fixes_date__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_closed_has_its_day",
                condition=models.Q(closed_date__isnull=True) ^ models.Q(state="CLOSED"),
            ),
            models.CheckConstraint(
                name="inspection_cancelled_with_reason",
                condition=~models.Q(state="CANCELLED") | ~models.Q(cancelled_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-from_date"], name="inspection_newest_first")]

    def __str__(self) -> str:
        return f"{self.code} – {self.body}"[:300]


class InspectionLine(AgencyOwned):
    """The team's conclusion on one line of contents A (seven) or B (six); `line` is its number, as A1 or B6."""

    class Verdict(models.TextChoices):
        """What the minutes say of it."""

        CONFORMS = "CONFORMS", _("Phù hợp")
        NOTE = "NOTE", _("Cần lưu ý")
        NOT = "NOT", _("Không phù hợp")
        NOT_LOOKED = "NOT_LOOKED", _("Không kiểm tra")

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="lines")
    line = models.CharField(_("nội dung"), max_length=3)
    verdict = models.CharField(_("kết luận"), max_length=10, choices=Verdict)
    text = models.CharField(_("ghi trong biên bản"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("kết luận theo nội dung kiểm tra")
        constraints = [models.UniqueConstraint(fields=["agency", "inspection", "line"], name="inspection_line_once")]

    def __str__(self) -> str:
        return self.line


class InspectionFinding(AgencyOwned):
    """Something the team found not to conform; it is put right on a nonconformity's sheet that refers to it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    slug = models.SlugField(max_length=80, editable=False)
    line = models.CharField(_("nội dung"), max_length=3, blank=True)
    what = models.TextField(_("nội dung"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị liên quan")
    )
    checked_again_date = models.DateField(_("ngày được kiểm tra lại"), null=True, blank=True)
    checked_again_text = models.CharField(_("kết quả kiểm tra lại"), max_length=500, blank=True)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("điểm nêu trong biên bản kiểm tra")
        ordering = ["inspection", "position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="inspection_finding_slug_once"),
            models.UniqueConstraint(fields=["agency", "inspection", "position"], name="inspection_finding_once"),
        ]

    def __str__(self) -> str:
        return self.what[:200]


class InspectionRound(AgencyOwned):
    """A round of inspections this agency carries out on others, as the overseer of a province does (TT 26 Điều 33).

    Counted in bodies: all within its plan, those looked at by file and at the office, those that have announced.
    """

    year = models.PositiveSmallIntegerField(_("năm"))
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(_("tên đợt kiểm tra"), max_length=300)
    plan = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kế hoạch kiểm tra")
    )
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến ngày"), null=True, blank=True)
    bodies = models.PositiveIntegerField(_("số cơ quan thuộc đối tượng"))
    by_file = models.PositiveIntegerField(_("đã kiểm tra qua hồ sơ"), default=0)
    on_site = models.PositiveIntegerField(_("đã kiểm tra tại trụ sở"), default=0)
    announced = models.PositiveIntegerField(_("đã công bố"), null=True, blank=True)
    finished_date = models.DateField(_("ngày kết thúc đợt"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("đợt kiểm tra các cơ quan")
        verbose_name_plural = _("đợt kiểm tra các cơ quan")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="inspection_round_slug_once"),
            models.CheckConstraint(
                name="inspection_round_within_its_plan",
                condition=models.Q(by_file__lte=models.F("bodies"), on_site__lte=models.F("bodies")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
