"""Internal auditors (đánh giá viên nội bộ): who may audit, from training, since when (form D1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, User
from sotay.standard.catalogue.fields import ClauseField


class Auditor(AgencyOwned):
    """One entry of the register of auditors; a person has one that is not ended.

    Valid from its first to its last day (open without one), by training and, where there is one, a decision (9.2.2 c).
    `clauses` are the fields the person may audit; empty means all.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("đánh giá viên"))
    slug = models.SlugField(max_length=80, editable=False)
    training = models.CharField(_("khóa đào tạo"), max_length=300)
    certificate = models.CharField(_("chứng nhận số"), max_length=80, blank=True)
    trained_date = models.DateField(_("ngày chứng nhận"), null=True, blank=True)
    experience = models.CharField(_("kinh nghiệm"), max_length=500, blank=True)
    field = models.CharField(_("lĩnh vực"), max_length=300, blank=True)
    clauses = ArrayField(ClauseField(), default=list, blank=True, verbose_name=_("điều khoản được đánh giá"))
    can_lead = models.BooleanField(_("có thể làm trưởng đoàn"), default=False)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định công nhận"),
    )
    from_date = models.DateField(_("có hiệu lực từ ngày"))
    to_date = models.DateField(_("đến hết ngày"), null=True, blank=True)
    ended_reason = models.CharField(_("lý do kết thúc"), max_length=300, blank=True)
    is_ended = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("đánh giá viên nội bộ")
        verbose_name_plural = _("đánh giá viên nội bộ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="auditor_slug_once"),
            models.UniqueConstraint(
                fields=["agency", "user"], condition=models.Q(is_ended=False), name="auditor_once_while_it_stands"
            ),
            models.CheckConstraint(
                name="auditor_ends_after_it_starts",
                condition=models.Q(to_date__isnull=True) | models.Q(to_date__gte=models.F("from_date")),
            ),
            models.CheckConstraint(
                name="auditor_ended_with_day_and_reason",
                condition=models.Q(is_ended=False) | (models.Q(to_date__isnull=False) & ~models.Q(ended_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
