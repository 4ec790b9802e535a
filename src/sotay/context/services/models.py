"""Services (thủ tục hành chính) the agency answers for, as the decisions that publish them say."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet, Unit, User
from sotay.context.laws.models import Law


class ServiceQuerySet(OwnedQuerySet):
    """Filters over services."""

    def published(self, on: date) -> "ServiceQuerySet":
        """Keep those that are published and not abolished on a day: what is abolished from a later one is offered until then."""
        return self.filter(models.Q(state="PUBLISHED") | models.Q(state="ABOLISHED", abolished_date__gt=on))


class Service(AgencyOwned):
    """A service of the catalogue: its code as printed, what it is called, who offers it, by which decision.

    What the printed texts do not say clearly is named in `flags` and kept as it is. What a decision changed stands in
    its `ServiceChange`, the newest first.
    """

    class Level(models.TextChoices):
        """At which level of government it is settled."""

        MINISTRY = "MINISTRY", _("Cấp Bộ")
        PROVINCE = "PROVINCE", _("Cấp Tỉnh")
        DISTRICT = "DISTRICT", _("Cấp Huyện")
        COMMUNE = "COMMUNE", _("Cấp Xã")
        OTHER = "OTHER", _("Cơ quan khác")

    class Channel(models.TextChoices):
        """How a dossier may be handed in."""

        DIRECT = "DIRECT", _("Trực tiếp")
        ONLINE = "ONLINE", _("Trực tuyến")
        POST = "POST", _("Dịch vụ bưu chính")

    class State(models.TextChoices):
        """Whether it is offered."""

        PUBLISHED = "PUBLISHED", _("Đang công bố")
        ABOLISHED = "ABOLISHED", _("Đã bãi bỏ")

    code = models.CharField(_("mã thủ tục"), max_length=40)
    key = models.CharField(max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    name = models.CharField(_("tên thủ tục"), max_length=600)
    field = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    kind = models.CharField(_("loại thủ tục"), max_length=200, blank=True)
    levels = ArrayField(
        models.CharField(max_length=8, choices=Level), default=list, blank=True, verbose_name=_("cấp thực hiện")
    )
    levels_text = models.CharField(_("cấp thực hiện như đã ghi"), max_length=200, blank=True)
    channels = ArrayField(
        models.CharField(max_length=6, choices=Channel), default=list, blank=True, verbose_name=_("hình thức nộp")
    )
    authority = models.CharField(_("cơ quan thực hiện"), max_length=300, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=_("đơn vị giải quyết"),
        null=True,
        blank=True,
    )
    decision = models.CharField(_("quyết định công bố"), max_length=200, blank=True)
    decision_law = models.ForeignKey(
        Law, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("văn bản công bố")
    )
    fees = models.TextField(_("phí, lệ phí"), blank=True)
    result = models.CharField(_("kết quả thực hiện"), max_length=600, blank=True)
    conditions = models.TextField(_("yêu cầu, điều kiện"), blank=True)
    papers_count = models.PositiveSmallIntegerField(_("số thành phần hồ sơ"), null=True, blank=True)
    address = models.URLField(_("địa chỉ trên cổng dịch vụ công"), max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PUBLISHED)
    from_date = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    abolished_date = models.DateField(_("bãi bỏ từ ngày"), null=True, blank=True)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("thủ tục hành chính")
        verbose_name_plural = _("thủ tục hành chính")
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="service_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="service_slug_once"),
            models.CheckConstraint(
                name="service_abolished_has_day",
                condition=~models.Q(state="ABOLISHED") | models.Q(abolished_date__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "field"], name="service_by_field")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"[:300]


class ServiceLimit(AgencyOwned):
    """A time limit (thời hạn giải quyết) as printed, and what it was read as; several stand by case or channel.

    `value` and `unit` are empty where the text says no number; the text is kept and the service flagged.
    """

    class TimeUnit(models.TextChoices):
        """What a limit is counted in."""

        HOUR = "HOUR", _("giờ")
        WORKING_DAY = "WORKING_DAY", _("ngày làm việc")
        DAY = "DAY", _("ngày")
        MONTH = "MONTH", _("tháng")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="limits")
    position = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(_("hình thức nộp"), max_length=6, choices=Service.Channel, blank=True)
    text = models.TextField(_("thời hạn như đã công bố"), blank=True)
    value = models.DecimalField(_("số"), max_digits=7, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("tính bằng"), max_length=11, choices=TimeUnit, blank=True)
    condition = models.CharField(_("trường hợp"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("thời hạn giải quyết")
        verbose_name_plural = _("thời hạn giải quyết")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "service", "position"], name="service_limit_once"),
            models.CheckConstraint(
                name="service_limit_value_with_unit",
                condition=models.Q(value__isnull=True, unit="") | (models.Q(value__gte=0) & ~models.Q(unit="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:200]


class ServicePaper(AgencyOwned):
    """A paper the dossier must hold (thành phần hồ sơ)."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("tên giấy tờ"), max_length=600)
    originals = models.PositiveSmallIntegerField(_("bản chính"), default=0)
    copies = models.PositiveSmallIntegerField(_("bản sao"), default=0)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        verbose_name_plural = _("thành phần hồ sơ")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["agency", "service", "position"], name="service_paper_once")]

    def __str__(self) -> str:
        return self.name[:200]


class ServiceBasis(AgencyOwned):
    """A legal document a service rests on: of the register, or only as it was printed."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="bases")
    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="services", null=True, blank=True)
    text = models.CharField(_("như đã ghi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("căn cứ pháp lý của thủ tục")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "service", "law", "text"], nulls_distinct=False, name="service_basis_once"
            ),
            models.CheckConstraint(
                name="service_basis_says_something", condition=models.Q(law__isnull=False) | ~models.Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.law) if self.law else self.text


class ServiceChange(AgencyOwned):
    """What one decision did to a service: published, changed (old and new value of each field) or abolished it.

    `fields` lists `{"field", "old", "new"}`, texts all. `web_address` and `web_date` are the evidence that the list on the
    web was brought up to date (TT 26/2014/TT-BKHCN điều 4); both are known or neither.
    """

    class Act(models.TextChoices):
        """What the decision did."""

        PUBLISHED = "PUBLISHED", _("Công bố")
        CHANGED = "CHANGED", _("Sửa đổi, bổ sung")
        ABOLISHED = "ABOLISHED", _("Bãi bỏ")
        RESTORED = "RESTORED", _("Công bố lại")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="changes")
    order = models.PositiveSmallIntegerField(default=1, editable=False)
    act = models.CharField(_("việc"), max_length=9, choices=Act)
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)
    decision_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    effective_date = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    fields = models.JSONField(default=list, blank=True, editable=False)
    web_address = models.URLField(_("địa chỉ trang đã cập nhật"), max_length=500, blank=True)
    web_date = models.DateField(_("ngày cập nhật trang"), null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("thay đổi của thủ tục")
        ordering = ["-order"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "service", "order"], name="service_change_once"),
            models.CheckConstraint(
                name="service_change_web_day_with_page",
                condition=models.Q(web_date__isnull=True, web_address="")
                | (models.Q(web_date__isnull=False) & ~models.Q(web_address="")),
            ),
        ]
        indexes = [models.Index(fields=["agency", "decision_date"], name="service_change_by_day")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.decision}".strip()
