"""The yearly programme of internal audits (chương trình đánh giá nội bộ, form D2): units and processes by months."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.context.models import Process
from sotay.standard.catalogue.fields import ClauseField


class Programme(AgencyOwned):
    """The programme of a year, approved as a whole; a change during the year is a new revision with its reason.

    `is_plan` says that with one audit it is that audit's plan too: one paper, one approval (practice.md 7).
    """

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again, with the reason."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        APPROVED = "APPROVED", _("Đã phê duyệt")
        SUPERSEDED = "SUPERSEDED", _("Đã được thay thế")

    year = models.PositiveSmallIntegerField(_("năm"))
    revision = models.PositiveSmallIntegerField(_("lần điều chỉnh"), default=0)
    slug = models.SlugField(max_length=60, editable=False)
    purpose = models.TextField(_("mục đích"), blank=True)
    scope = models.TextField(_("phạm vi"), blank=True)
    criteria = models.TextField(_("chuẩn mực"), blank=True)
    method = models.TextField(_("phương pháp"), blank=True)
    reason = models.CharField(_("lý do điều chỉnh"), max_length=300, blank=True)
    is_plan = models.BooleanField(_("đồng thời là kế hoạch của cuộc đánh giá"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)

    class Meta:
        verbose_name = _("chương trình đánh giá nội bộ")
        verbose_name_plural = _("chương trình đánh giá nội bộ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "revision"], name="programme_revision_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="programme_slug_once"),
            models.UniqueConstraint(
                fields=["agency", "year"],
                condition=models.Q(state__in=["DRAFT", "SUBMITTED"]),
                name="programme_one_being_prepared",
            ),
            models.UniqueConstraint(
                fields=["agency", "year"], condition=models.Q(state="APPROVED"), name="programme_one_in_force"
            ),
            models.CheckConstraint(
                name="programme_approved_has_its_day",
                condition=~models.Q(state__in=["APPROVED", "SUPERSEDED"]) | models.Q(approved_date__isnull=False),
            ),
            models.CheckConstraint(
                name="programme_revised_with_reason", condition=models.Q(revision=0) | ~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        named = _("Chương trình đánh giá nội bộ năm %d") % self.year
        return named + (_(", điều chỉnh lần %d") % self.revision if self.revision else "")


class ProgrammeLine(AgencyOwned):
    """A unit or a process, the months it is audited in, and why it comes first (risk, last results, changes)."""

    class Priority(models.TextChoices):
        """Why it is audited then, and how deep (9.2.2 a)."""

        ROUTINE = "ROUTINE", _("Định kỳ")
        RISK = "RISK", _("Rủi ro, mức độ quan trọng")
        RESULTS = "RESULTS", _("Kết quả đánh giá lần trước")
        CHANGE = "CHANGE", _("Có thay đổi")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quá trình")
    )
    months = ArrayField(models.PositiveSmallIntegerField(), default=list, verbose_name=_("tháng"))
    clauses = ArrayField(ClauseField(), default=list, blank=True, verbose_name=_("điều khoản"))
    priority = models.CharField(_("căn cứ ưu tiên"), max_length=7, choices=Priority, default=Priority.ROUTINE)
    priority_text = models.CharField(_("nêu rõ căn cứ"), max_length=300, blank=True)
    lead = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trưởng đoàn dự kiến")
    )

    class Meta:
        verbose_name = _("dòng của chương trình đánh giá")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="programme_line_of_a_unit_or_process",
                condition=models.Q(unit__isnull=True) ^ models.Q(process__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.whose)

    @property
    def whose(self) -> Unit | Process | None:
        """The unit or the process that is audited."""
        return self.unit if self.unit_id else self.process
