"""The quality policy (chính sách chất lượng), where it is posted and who has read it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet, User


class PolicyQuerySet(OwnedQuerySet):
    """Filters over editions."""

    def in_force(self, on: date) -> "PolicyQuerySet":
        """Keep the editions in force on a day, also a day gone by."""
        approved = self.filter(state__in=["IN_FORCE", "SUPERSEDED"], approved_date__lte=on)
        return approved.filter(models.Q(superseded_date__isnull=True) | models.Q(superseded_date__gt=on))


class Policy(AgencyOwned):
    """One edition of the quality policy; at most one is in force, the others before it are superseded."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        IN_FORCE = "IN_FORCE", _("Đang có hiệu lực")
        SUPERSEDED = "SUPERSEDED", _("Đã được thay thế")

    edition = models.PositiveSmallIntegerField(_("lần ban hành"))
    text = models.TextField(_("nội dung"))
    reason = models.CharField(_("lý do ban hành, sửa đổi"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("bản mẫu – chưa chỉnh sửa"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    superseded_date = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("chính sách chất lượng")
        verbose_name_plural = _("chính sách chất lượng")
        constraints = [
            models.UniqueConstraint(fields=["agency", "edition"], name="policy_edition_once"),
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(state="IN_FORCE"), name="policy_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=models.Q(state__in=["DRAFT", "SUBMITTED"]),
                name="policy_one_being_prepared",
            ),
            models.CheckConstraint(
                name="policy_in_force_was_approved",
                condition=~models.Q(state__in=["IN_FORCE", "SUPERSEDED"]) | models.Q(approved_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return _("Chính sách chất lượng, lần ban hành %02d") % self.edition


class Reading(AgencyOwned):
    """*Tôi đã đọc và hiểu*: one person's word on one edition."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_date = models.DateField(_("ngày đọc"))

    class Meta:
        verbose_name = _("xác nhận đã đọc và hiểu")
        verbose_name_plural = _("xác nhận đã đọc và hiểu")
        constraints = [models.UniqueConstraint(fields=["agency", "policy", "user"], name="reading_once_per_person")]
        indexes = [models.Index(fields=["policy", "read_date"], name="reading_of_a_policy")]

    def __str__(self) -> str:
        return f"{self.user}"


class Posting(AgencyOwned):
    """Where and since when an edition is made known: at the office or on the portal."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="postings")
    place = models.CharField(_("nơi niêm yết, đăng tải"), max_length=200)
    address = models.URLField(_("địa chỉ trang"), blank=True)
    posted_date = models.DateField(_("từ ngày"))

    class Meta:
        verbose_name = _("niêm yết")
        verbose_name_plural = _("niêm yết")
        constraints = [models.UniqueConstraint(fields=["agency", "policy", "place"], name="posting_once_per_place")]

    def __str__(self) -> str:
        return self.place
