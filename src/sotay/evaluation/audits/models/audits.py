"""Internal audits (cuộc đánh giá): one decision, one plan, many visits (lịch đánh giá) – practice.md 7."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, OwnedQuerySet, Unit, User
from sotay.evaluation.audits.models.grades import Scale
from sotay.evaluation.audits.models.programmes import Programme
from sotay.standard.catalogue.fields import ClauseField
from sotay.support.models import Document


class AuditQuerySet(OwnedQuerySet):
    """Filters over audits."""

    def reported_by(self, on: date) -> "AuditQuerySet":
        """Keep the audits whose report was approved on or before a day (hoàn thành, practice.md 7)."""
        return self.filter(reported_date__lte=on)


class Audit(AgencyOwned):
    """An internal audit. It is *hoàn thành* on the day its report was approved, whatever sheets are still open.

    Findings can be seen by who was audited from the closing meeting on (`closed_meeting_date`).
    """

    class State(models.TextChoices):
        """Where it stands, in this order; a plan or report that was returned is being written again."""

        PLANNING = "PLANNING", _("Đang lập kế hoạch")
        SUBMITTED = "SUBMITTED", _("Kế hoạch đang trình")
        PLANNED = "PLANNED", _("Kế hoạch đã phê duyệt")
        UNDERWAY = "UNDERWAY", _("Đang đánh giá")
        MET = "MET", _("Đã họp kết thúc")
        REPORTING = "REPORTING", _("Báo cáo đang trình")
        REPORTED = "REPORTED", _("Hoàn thành")
        CANCELLED = "CANCELLED", _("Đã hủy")

    BEFORE = (State.PLANNING, State.SUBMITTED, State.PLANNED)
    IN_THE_ROOM = (State.PLANNED, State.UNDERWAY)
    """When checklists are filled in."""
    AFTER_MEETING = (State.MET, State.REPORTING, State.REPORTED)
    """When the audited units see what was found."""

    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="audits",
        verbose_name=_("chương trình"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveSmallIntegerField(_("cuộc số"), default=1, editable=False)
    code = models.CharField(_("mã"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(_("tên cuộc đánh giá"), max_length=300)
    purpose = models.TextField(_("mục đích"), blank=True)
    scope = models.TextField(_("phạm vi"), blank=True)
    criteria = models.TextField(_("chuẩn mực"), blank=True)
    scale = models.CharField(_("thang kết quả"), max_length=6, choices=Scale, default=Scale.SIMPLE)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định lập đoàn"),
    )
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến ngày"))
    opening_at = models.DateTimeField(_("họp khai mạc"), null=True, blank=True)
    closing_at = models.DateTimeField(_("họp kết thúc"), null=True, blank=True)
    place = models.CharField(_("địa điểm họp"), max_length=200, blank=True)
    notice_date = models.DateField(_("ngày thông báo cho đơn vị"), null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNING)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    planned_date = models.DateField(_("ngày phê duyệt kế hoạch"), null=True, blank=True)
    closed_meeting_date = models.DateField(_("ngày họp kết thúc"), null=True, blank=True)
    reported_date = models.DateField(_("ngày phê duyệt báo cáo"), null=True, blank=True)
    cancelled_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("cuộc đánh giá nội bộ")
        verbose_name_plural = _("cuộc đánh giá nội bộ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="audit_number_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="audit_slug_once"),
            models.CheckConstraint(
                name="audit_ends_after_it_starts", condition=models.Q(to_date__gte=models.F("from_date"))
            ),
            models.CheckConstraint(
                name="audit_planned_has_its_day",
                condition=models.Q(state__in=["PLANNING", "SUBMITTED", "CANCELLED"])
                | models.Q(planned_date__isnull=False),
            ),
            models.CheckConstraint(
                name="audit_met_has_its_day",
                condition=~models.Q(state__in=["MET", "REPORTING", "REPORTED"])
                | models.Q(closed_meeting_date__isnull=False),
            ),
            models.CheckConstraint(
                name="audit_reported_has_its_day",
                condition=models.Q(reported_date__isnull=True) ^ models.Q(state="REPORTED"),
            ),
            models.CheckConstraint(
                name="audit_cancelled_with_reason",
                condition=~models.Q(state="CANCELLED") | ~models.Q(cancelled_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "-from_date"], name="audit_register")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:300]


class AuditMember(AgencyOwned):
    """Somebody of the team (đoàn đánh giá); exactly one leads."""

    class Part(models.TextChoices):
        """In what part."""

        LEAD = "LEAD", _("Trưởng đoàn")
        AUDITOR = "AUDITOR", _("Đánh giá viên")
        EXPERT = "EXPERT", _("Chuyên gia")
        TRAINEE = "TRAINEE", _("Học việc")

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("thành viên"))
    part = models.CharField(_("vai trò"), max_length=7, choices=Part, default=Part.AUDITOR)
    task = models.CharField(_("nhiệm vụ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("thành viên đoàn đánh giá")
        constraints = [
            models.UniqueConstraint(fields=["agency", "audit", "user"], name="audit_member_once"),
            models.UniqueConstraint(fields=["agency", "audit"], condition=models.Q(part="LEAD"), name="audit_one_lead"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Visit(AgencyOwned):
    """A *lịch đánh giá*: a unit, when, where, which clauses and procedures, by whom; its checklist hangs on it.

    `finished_date` is set when its auditors say that the checklist is complete; its lines are closed from then on.
    `sealed_hash` is the SHA-256 of the lines as they then stood. `set_aside_reason` says why it is not held at all: then it
    keeps no closing meeting waiting.
    """

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="visits")
    slug = models.SlugField(max_length=80, editable=False)
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị được đánh giá"))
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    content = models.CharField(_("nội dung"), max_length=500, blank=True)
    clauses = ArrayField(ClauseField(), default=list, blank=True, verbose_name=_("điều khoản"))
    documents = models.ManyToManyField(Document, related_name="+", blank=True, verbose_name=_("quy trình, tài liệu"))
    representative = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đại diện đơn vị")
    )
    finished_date = models.DateField(_("ngày hoàn thành phiếu"), null=True, blank=True)
    finished_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sealed_hash = models.CharField(max_length=64, blank=True, editable=False)
    set_aside_reason = models.CharField(_("lý do không thực hiện"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lịch đánh giá")
        verbose_name_plural = _("lịch đánh giá")
        ordering = ["starts_at", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="visit_slug_once"),
            models.CheckConstraint(
                name="visit_ends_after_it_starts", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="visit_finished_by_someone",
                condition=models.Q(finished_date__isnull=True) | models.Q(finished_by__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_finished_or_set_aside",
                condition=models.Q(finished_date__isnull=True) | models.Q(set_aside_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit.code} – {self.unit}"[:300]


class VisitAuditor(AgencyOwned):
    """Who audits at a visit. Where independence (9.2.2 c) was overridden, `override_reason` says why; the report shows it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="auditors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("đánh giá viên"))
    override_reason = models.CharField(_("lý do vẫn phân công"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đánh giá viên của lịch đánh giá")
        constraints = [models.UniqueConstraint(fields=["agency", "visit", "user"], name="visit_auditor_once")]

    def __str__(self) -> str:
        return str(self.user)
