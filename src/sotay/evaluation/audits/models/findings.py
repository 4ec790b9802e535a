"""Findings (phát hiện) of an audit, and its report (báo cáo đánh giá, form D7)."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.evaluation.audits.models.audits import Audit, Visit
from sotay.evaluation.audits.models.checklists import ChecklistLine
from sotay.evaluation.audits.models.grades import NONCONFORMITIES, Grade
from sotay.standard.catalogue.fields import ClauseField
from sotay.support.models import Document


class Finding(AgencyOwned):
    """What an audit found at a unit against a clause or a procedure; who was audited sees it after the closing meeting.

    The unit then gives its opinion (đơn vị chưa có ý kiến until it does); nonconformities are followed up on sheets of
    their own, which refer to the finding.
    """

    class Opinion(models.TextChoices):
        """What the audited unit says of it."""

        NONE = "", _("đơn vị chưa có ý kiến")
        AGREED = "AGREED", _("Nhất trí")
        OTHERWISE = "OTHERWISE", _("Có ý kiến khác")

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="findings")
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("lịch đánh giá")
    )
    line = models.ForeignKey(ChecklistLine, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    number = models.PositiveSmallIntegerField(editable=False)
    code = models.CharField(_("mã"), max_length=50, editable=False)
    slug = models.SlugField(max_length=80, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    grade = models.CharField(_("mức độ"), max_length=14, choices=Grade)
    clause = ClauseField(_("điều khoản"), blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quy trình")
    )
    what = models.TextField(_("nội dung"))
    evidence = models.TextField(_("bằng chứng khách quan"), blank=True)
    found_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người phát hiện"))
    found_date = models.DateField(_("ngày phát hiện"))
    opinion = models.CharField(_("ý kiến của đơn vị"), max_length=9, choices=Opinion, default=Opinion.NONE, blank=True)
    opinion_text = models.CharField(_("nêu ý kiến"), max_length=1000, blank=True)
    opinion_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opinion_date = models.DateField(_("ngày cho ý kiến"), null=True, blank=True)
    dropped_reason = models.CharField(_("lý do bỏ"), max_length=500, blank=True)
    is_dropped = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("phát hiện đánh giá")
        verbose_name_plural = _("phát hiện đánh giá")
        ordering = ["audit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "audit", "number"], name="finding_number_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="finding_slug_once"),
            models.CheckConstraint(
                name="finding_is_no_conformity", condition=~models.Q(grade__in=["CONFORMS", "NOT_APPLICABLE"])
            ),
            models.CheckConstraint(
                name="finding_opinion_has_day_and_person",
                condition=models.Q(opinion="") | models.Q(opinion_by__isnull=False, opinion_date__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_other_opinion_has_words",
                condition=~models.Q(opinion="OTHERWISE") | ~models.Q(opinion_text=""),
            ),
            models.CheckConstraint(
                name="finding_dropped_with_reason", condition=models.Q(is_dropped=False) | ~models.Q(dropped_reason="")
            ),
        ]
        indexes = [models.Index(fields=["agency", "grade", "found_date"], name="finding_by_grade")]

    def __str__(self) -> str:
        return self.code  # journal and notices keep it, also for who must not read a draft

    @property
    def title(self) -> str:
        """What it is called where only those who may see it read it: the code and what was found."""
        return f"{self.code} {self.what}"[:300]

    @property
    def is_nonconformity(self) -> bool:
        """Whether it must be followed up on a sheet of its own."""
        return self.grade in NONCONFORMITIES


class AuditReport(AgencyOwned):
    """The report of an audit. Its figures are counted from the findings and pinned when it is submitted (`figures`)."""

    audit = models.OneToOneField(Audit, on_delete=models.CASCADE, related_name="report")
    basis = models.TextField(_("căn cứ"), blank=True)
    former = models.TextField(_("kết quả khắc phục lần trước"), blank=True)
    effectiveness = models.TextField(_("nhận xét hiệu lực của hệ thống"), blank=True)
    conclusion = models.TextField(_("kết luận"), blank=True)
    recommendations = models.TextField(_("kiến nghị"), blank=True)
    figures = models.JSONField(default=dict, blank=True, editable=False)
    submitted_date = models.DateField(_("ngày trình"), null=True, blank=True)

    class Meta:
        verbose_name = _("báo cáo đánh giá nội bộ")
        verbose_name_plural = _("báo cáo đánh giá nội bộ")

    def __str__(self) -> str:
        return f"{capfirst(str(self._meta.verbose_name))} {self.audit.code}"
