"""Confirmations that the system is effective (xác nhận hiệu lực của hệ thống)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned
from sotay.evaluation.audits.models import Audit
from sotay.evaluation.reviews.models import Review


class Confirmation(AgencyOwned):
    """The head's word that the system is effective, resting on an audit and a review (QĐ 19/2014/QĐ-TTg Điều 4.2 d)."""

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        CONFIRMED = "CONFIRMED", _("Đã xác nhận")

    slug = models.SlugField(max_length=60, editable=False)
    audit = models.ForeignKey(
        Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cuộc đánh giá nội bộ")
    )
    review = models.ForeignKey(
        Review,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cuộc xem xét của lãnh đạo"),
    )
    text = models.TextField(_("nội dung xác nhận"))
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    confirmed_date = models.DateField(_("ngày xác nhận"), null=True, blank=True)

    class Meta:
        verbose_name = _("xác nhận hiệu lực")
        verbose_name_plural = _("xác nhận hiệu lực")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="confirmation_slug_once"),
            models.UniqueConstraint(
                fields=["agency"],
                condition=models.Q(state__in=["DRAFT", "SUBMITTED"]),
                name="confirmation_one_prepared",
            ),
            models.CheckConstraint(
                name="confirmation_has_its_day",
                condition=models.Q(confirmed_date__isnull=True) ^ models.Q(state="CONFIRMED"),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
