"""Legal documents (văn bản pháp luật) the agency works by, and what each unit found when it looked at them."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet, Unit, User


class LawQuerySet(OwnedQuerySet):
    """Filters over legal documents."""

    def expired(self, on: date) -> "LawQuerySet":
        """Keep those no longer in force on a day."""
        return self.filter(expiry_date__lte=on)

    def bearing(self, *keys: str) -> "LawQuerySet":
        """Keep those that bear one of these numbers, by key; the first in the register stands first."""
        found = models.Q(key__in=keys)
        for key in keys:
            found |= models.Q(key__startswith=f"{key}@")
        return self.filter(found).order_by("pk")


class Law(AgencyOwned):
    """A legal document of the register (A2): its number as printed, its days, what it replaces.

    Official data are dirty: what looks wrong is named in `flags` and kept as it is, never refused. `key` is equal for
    different ways of writing one number; a second law that bears the number has one of its own (`same_number.py`).
    """

    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    key = models.CharField(max_length=120, editable=False)
    slug = models.SlugField(max_length=80, editable=False)
    kind = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    title = models.CharField(_("tên, trích yếu"), max_length=500)
    issued_date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    effective_date = models.DateField(_("ngày có hiệu lực"), null=True, blank=True)
    expiry_date = models.DateField(_("ngày hết hiệu lực"), null=True, blank=True)
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    address = models.URLField(_("địa chỉ toàn văn"), max_length=500, blank=True)
    publishes_services = models.BooleanField(_("công bố danh mục thủ tục hành chính"), default=False)
    is_unrelated = models.BooleanField(_("không liên quan đến cơ quan"), default=False)
    unrelated_reason = models.CharField(_("lý do không liên quan"), max_length=300, blank=True)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)

    objects = LawQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản pháp luật")
        verbose_name_plural = _("văn bản pháp luật")
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="law_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="law_slug_once"),
            models.CheckConstraint(
                name="law_unrelated_with_reason",
                condition=models.Q(is_unrelated=False) | ~models.Q(unrelated_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-effective_date"], name="law_newest_first")]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.kind, self.number or self.title]))

    @staticmethod
    def base_of(key: str) -> str:
        """Return the part of a key that all who bear one number share."""
        return key.partition("@")[0]


class Replacement(AgencyOwned):
    """That one legal document replaces or amends another, wholly or in part."""

    class Manner(models.TextChoices):
        """How much of the older one is gone."""

        WHOLE = "WHOLE", _("thay thế")
        PART = "PART", _("sửa đổi, bổ sung một phần")

    new = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="replaces", verbose_name=_("văn bản mới"))
    old = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="replaced_by", verbose_name=_("văn bản cũ"))
    manner = models.CharField(_("mức độ"), max_length=5, choices=Manner, default=Manner.WHOLE)

    class Meta:
        verbose_name = _("văn bản thay thế")
        constraints = [
            models.UniqueConstraint(fields=["agency", "new", "old"], name="replacement_once"),
            models.CheckConstraint(name="replacement_not_of_itself", condition=~models.Q(new=models.F("old"))),
        ]

    def __str__(self) -> str:
        return f"{self.new} → {self.old}"


class LawReview(AgencyOwned):
    """What one unit found: not yet looked at, no effect (with the reason), or documents to be changed."""

    class Finding(models.TextChoices):
        """What the unit concluded."""

        WAITING = "WAITING", _("Chưa rà soát")
        NO_EFFECT = "NO_EFFECT", _("Không ảnh hưởng")
        AFFECTS = "AFFECTS", _("Ảnh hưởng đến tài liệu")

    law = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("văn bản"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="law_reviews", verbose_name=_("đơn vị"))
    finding = models.CharField(_("kết luận"), max_length=9, choices=Finding, default=Finding.WAITING)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_date = models.DateField(_("ngày rà soát"), null=True, blank=True)

    class Meta:
        verbose_name = _("rà soát văn bản pháp luật")
        constraints = [
            models.UniqueConstraint(fields=["agency", "law", "unit"], name="law_review_once_per_unit"),
            models.CheckConstraint(
                name="law_review_decided_by_somebody",
                condition=models.Q(finding="WAITING", decided_date__isnull=True)
                | (~models.Q(finding="WAITING") & models.Q(decided_date__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="law_review_no_effect_with_reason", condition=~models.Q(finding="NO_EFFECT") | ~models.Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["agency", "finding"], name="law_review_waiting")]

    def __str__(self) -> str:
        return f"{self.law} – {self.unit}"
