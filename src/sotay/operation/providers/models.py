"""External providers and their evaluations (ISO 9001 8.4.1)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet, Unit, User


class ProviderQuerySet(OwnedQuerySet):
    """Filters over external providers."""

    def standing(self) -> "ProviderQuerySet":
        """Keep those the agency still works with."""
        return self.filter(state="ACTIVE")

    def supplying(self, start: date, end: date) -> "ProviderQuerySet":
        """Keep those that supplied something from one day to another, both counted."""
        stood = models.Q(ended_date__isnull=True) | models.Q(ended_date__gt=start)
        return self.filter(stood, from_date__lte=end)


class Provider(AgencyOwned):
    """Somebody outside who supplies what a service of the agency rests on."""

    class State(models.TextChoices):
        """Whether the agency works with it."""

        ACTIVE = "ACTIVE", _("Đang cung cấp")
        ENDED = "ENDED", _("Đã thôi cung cấp")

    class Supplies(models.TextChoices):
        """What is supplied (ISO 9001 8.4.1 a to c)."""

        GOODS = "GOODS", _("Hàng hóa, vật tư, thiết bị")
        SERVICE = "SERVICE", _("Dịch vụ")
        PROCESS = "PROCESS", _("Thực hiện một phần quá trình")
        EXPERTISE = "EXPERTISE", _("Thẩm định, giám định, tư vấn")

    code = models.CharField(_("mã"), max_length=40)
    slug = models.SlugField(max_length=60, editable=False)
    name = models.CharField(_("tên nhà cung cấp"), max_length=300)
    name_sort = models.CharField(max_length=600, editable=False)
    supplies = models.CharField(_("loại"), max_length=9, choices=Supplies, default=Supplies.SERVICE)
    subject = models.CharField(_("sản phẩm, dịch vụ cung cấp"), max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="providers", verbose_name=_("đơn vị quản lý"))
    criteria = models.TextField(_("tiêu chí lựa chọn, đánh giá"))
    control = models.TextField(_("cách kiểm soát"), blank=True)
    contract = models.CharField(_("hợp đồng, văn bản"), max_length=200, blank=True)
    contact = models.CharField(_("liên hệ"), max_length=300, blank=True)
    from_date = models.DateField(_("cung cấp từ ngày"))
    ended_date = models.DateField(_("thôi cung cấp từ ngày"), null=True, blank=True)
    ended_reason = models.CharField(_("lý do thôi"), max_length=300, blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.ACTIVE)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhà cung cấp bên ngoài")
        verbose_name_plural = _("nhà cung cấp bên ngoài")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="provider_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="provider_slug_once"),
            models.CheckConstraint(
                name="provider_ended_with_day_and_reason",
                condition=~models.Q(state="ENDED") | (models.Q(ended_date__isnull=False) & ~models.Q(ended_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"[:300]


class EvaluationQuerySet(OwnedQuerySet):
    """Filters over evaluations."""

    def standing(self) -> "EvaluationQuerySet":
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_date__isnull=True)

    def standing_on(self, on: date) -> "EvaluationQuerySet":
        """Keep those made by a day and not withdrawn by it."""
        kept = models.Q(withdrawn_date__isnull=True) | models.Q(withdrawn_date__gt=on)
        return self.filter(kept, date__lte=on)


class ProviderEvaluation(AgencyOwned):
    """What an evaluation of a provider came to: by whom, on which day, by the criteria that stood then.

    It is never changed afterwards; a mistaken one is withdrawn with a reason, stays readable and counts no more.
    """

    class Outcome(models.TextChoices):
        """What was concluded."""

        KEEP = "KEEP", _("Đạt, tiếp tục")
        WATCH = "WATCH", _("Đạt có điều kiện, cần cải thiện")
        END = "END", _("Không đạt, thôi sử dụng")

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="evaluations")
    year = models.PositiveSmallIntegerField(_("năm"))
    date = models.DateField(_("ngày đánh giá"))
    outcome = models.CharField(_("kết quả"), max_length=5, choices=Outcome)
    criteria = models.TextField(_("tiêu chí khi đánh giá"), editable=False)
    findings = models.TextField(_("nhận xét theo tiêu chí"))
    improvement = models.TextField(_("yêu cầu cải thiện"), blank=True)
    evaluated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đánh giá"))
    withdrawn_date = models.DateField(_("ngày rút"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    withdrawn_reason = models.CharField(_("lý do rút"), max_length=300, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("đánh giá nhà cung cấp")
        verbose_name_plural = _("đánh giá nhà cung cấp")
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "provider", "date"],
                condition=models.Q(withdrawn_date__isnull=True),
                name="provider_evaluation_once_a_day",
            ),
            models.CheckConstraint(
                name="provider_watched_with_demands",
                condition=~models.Q(outcome="WATCH") | ~models.Q(improvement=""),
            ),
            models.CheckConstraint(
                name="provider_evaluation_withdrawn_with_reason",
                condition=models.Q(withdrawn_date__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (models.Q(withdrawn_date__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} – {self.date:%d/%m/%Y}"

    @property
    def slug(self) -> str:
        """How it stands in addresses."""
        return str(self.uuid)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn and counts no more."""
        return self.withdrawn_date is not None
