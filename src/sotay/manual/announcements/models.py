"""Announcements (công bố), what each covers, where it was made known, and what was decided when the scope moved on."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.edition import EDITION
from sotay.agency.models import AgencyOwned, OwnedQuerySet, User
from sotay.attachments.models import Attachment
from sotay.context.models import Scope, Service
from sotay.evaluation.models import Audit, Confirmation, Review
from sotay.standard.catalogue.fields import ClauseField
from sotay.support.models import OutgoingPaper


class AnnouncementQuerySet(OwnedQuerySet):
    """Filters over announcements."""

    def in_force(self, on: date) -> "AnnouncementQuerySet":
        """Keep the announcements that stand on a day, also a day gone by."""
        begun = self.filter(state__in=Announcement.OUT, issued_date__lte=on)
        return begun.filter(models.Q(ended_date__isnull=True) | models.Q(ended_date__gt=on))


class Announcement(AgencyOwned):
    """The announcement that the system conforms to the standard, for a scope (QĐ 19/2014/QĐ-TTg Điều 4.3, 4.4 c).

    What it covers is pinned: fields, places, services and clauses not applied stand in rows of its own and are held
    against what is true today. It is issued by the decision among its `OutgoingPaper`s; one from before Sotay
    (`is_from_before`) has number and day alone. `replaces` and `reason` are those of an announcement made again.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "DRAFT", _("Đang chuẩn bị")
        ISSUED = "ISSUED", _("Đã công bố")
        SUPERSEDED = "SUPERSEDED", _("Đã được thay thế")
        WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")
        CANCELLED = "CANCELLED", _("Đã bỏ")

    class Reason(models.TextChoices):
        """Why it is made again; the law knows these three."""

        ADJUSTED = "ADJUSTED", _("điều chỉnh phạm vi")
        WIDENED = "WIDENED", _("mở rộng phạm vi")
        NARROWED = "NARROWED", _("thu hẹp phạm vi")

    OUT = (State.ISSUED, State.SUPERSEDED, State.WITHDRAWN)

    edition = models.PositiveSmallIntegerField(_("lần công bố"), editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    standard_edition = models.CharField(_("tiêu chuẩn"), max_length=20, default=EDITION)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("thay thế bản công bố"),
    )
    reason = models.CharField(_("lý do công bố lại"), max_length=8, choices=Reason, blank=True)
    reason_text = models.CharField(_("nêu rõ thay đổi"), max_length=500, blank=True)
    scope = models.ForeignKey(
        Scope, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("phạm vi áp dụng")
    )
    scope_text = models.TextField(_("diễn giải phạm vi"), blank=True)
    fields = ArrayField(models.CharField(max_length=200), default=list, blank=True, verbose_name=_("lĩnh vực"))
    places = ArrayField(models.CharField(max_length=200), default=list, blank=True, verbose_name=_("địa điểm"))
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
    confirmation = models.ForeignKey(
        Confirmation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("xác nhận hiệu lực"),
    )
    effective_date = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    decision_paper = models.ForeignKey(
        OutgoingPaper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định công bố"),
    )
    statement_paper = models.ForeignKey(
        OutgoingPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản công bố")
    )
    notice_paper = models.ForeignKey(
        OutgoingPaper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("công văn thông báo"),
    )
    number = models.CharField(_("số, ký hiệu quyết định"), max_length=80, blank=True)
    issued_date = models.DateField(_("ngày công bố"), null=True, blank=True)
    notice_number = models.CharField(_("số, ký hiệu văn bản thông báo"), max_length=80, blank=True)
    notified_date = models.DateField(_("ngày thông báo"), null=True, blank=True)
    is_from_before = models.BooleanField(_("đã công bố trước khi dùng hệ thống"), default=False)
    signed_copy = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản ký")
    )
    ended_date = models.DateField(_("hết hiệu lực từ ngày"), null=True, blank=True)
    ended_reason = models.CharField(_("lý do hết hiệu lực, bỏ"), max_length=500, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("công bố")
        verbose_name_plural = _("công bố")
        constraints = [
            models.UniqueConstraint(fields=["agency", "edition"], name="announcement_edition_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="announcement_slug_once"),
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(state="DRAFT"), name="announcement_one_prepared"
            ),
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(state="ISSUED"), name="announcement_one_in_force"
            ),
            models.CheckConstraint(
                name="announcement_out_has_number_and_day",
                condition=~models.Q(state__in=["ISSUED", "SUPERSEDED", "WITHDRAWN"])
                | models.Q(issued_date__isnull=False, effective_date__isnull=False) & ~models.Q(number=""),
            ),
            models.CheckConstraint(
                name="announcement_rests_on_its_grounds",
                condition=models.Q(is_from_before=True)
                | models.Q(audit__isnull=False, review__isnull=False, confirmation__isnull=False, scope__isnull=False),
            ),
            models.CheckConstraint(
                name="announcement_again_with_reason",
                condition=models.Q(replaces__isnull=True) | models.Q(is_from_before=True) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="announcement_ended_has_day_and_reason",
                condition=models.Q(state__in=["DRAFT", "ISSUED"])
                & models.Q(ended_date__isnull=True)
                | ~models.Q(state__in=["DRAFT", "ISSUED"]) & models.Q(ended_date__isnull=False) & ~models.Q(ended_reason=""),
            ),
            models.CheckConstraint(
                name="announcement_notified_with_number",
                condition=models.Q(notified_date__isnull=True) | ~models.Q(notice_number=""),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["agency", "state", "-issued_date"], name="announcement_register")]

    def __str__(self) -> str:
        return _("Công bố lần %02d") % self.edition

    @property
    def is_out(self) -> bool:
        """Whether it was issued, whatever became of it since."""
        return self.state in self.OUT


class AnnouncedService(AgencyOwned):
    """A service (TTHC) an announcement covers, as it was then: `procedure` is what served it, code and title."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="services")
    position = models.PositiveSmallIntegerField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=40, blank=True, editable=False)
    code = models.CharField(_("mã thủ tục"), max_length=40, blank=True)
    name = models.CharField(_("tên thủ tục"), max_length=600)
    field = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    procedure = models.TextField(_("quy trình"), blank=True)

    class Meta:
        verbose_name = _("thủ tục trong danh mục công bố")
        verbose_name_plural = _("thủ tục trong danh mục công bố")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "announcement", "position"], name="announced_service_in_order"),
            models.UniqueConstraint(
                fields=["agency", "announcement", "key"],
                condition=~models.Q(key=""),
                name="announced_service_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()[:300]


class AnnouncedExclusion(AgencyOwned):
    """A clause an announcement does not apply, with the reason."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="exclusions")
    clause = ClauseField(_("điều khoản"))
    reason = models.TextField(_("lý do"), blank=True)

    class Meta:
        verbose_name = _("điều khoản không áp dụng khi công bố")
        constraints = [
            models.UniqueConstraint(fields=["agency", "announcement", "clause"], name="announced_exclusion_once")
        ]

    def __str__(self) -> str:
        return self.clause


class Posting(AgencyOwned):
    """Where an announcement was made known: at the office (with a photo) or on the portal (with its address).

    An agency without a web page of its own says so by a row of that kind: the law asks for the page only "if there is one".
    """

    class Kind(models.TextChoices):
        """How."""

        OFFICE = "OFFICE", _("Niêm yết tại trụ sở")
        PORTAL = "PORTAL", _("Đăng trên cổng, trang thông tin điện tử")
        NO_PORTAL = "NO_PORTAL", _("Cơ quan không có cổng, trang thông tin điện tử")

    ON_PORTAL = (Kind.PORTAL, Kind.NO_PORTAL)

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(_("hình thức"), max_length=9, choices=Kind, default=Kind.OFFICE)
    place = models.CharField(_("nơi niêm yết"), max_length=200, blank=True)
    address = models.URLField(_("địa chỉ trang"), max_length=500, blank=True)
    posted_date = models.DateField(_("từ ngày"))
    photo = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ảnh")
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    ended_date = models.DateField(_("gỡ từ ngày"), null=True, blank=True)
    ended_reason = models.CharField(_("lý do gỡ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("niêm yết, đăng tải")
        verbose_name_plural = _("niêm yết, đăng tải")
        constraints = [
            models.CheckConstraint(
                name="announcement_posting_says_where",
                condition=models.Q(kind="OFFICE") & ~models.Q(place="")
                | models.Q(kind="PORTAL") & ~models.Q(address="")
                | models.Q(kind="NO_PORTAL") & ~models.Q(note=""),
            ),
            models.CheckConstraint(
                name="announcement_posting_ended_with_reason",
                condition=models.Q(ended_date__isnull=True, ended_reason="")
                | models.Q(ended_date__isnull=False) & ~models.Q(ended_reason=""),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["agency", "announcement"], name="announcement_posting_of")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.place or self.address or self.note}"[:300]


class ScopeChange(AgencyOwned):
    """What was decided of differences between the announced scope and today's: *công bố lại*, or *gộp vào lần công bố …*.

    `items` are the differences it covers as they were seen, by key (`differences.Difference`); later ones are not covered.
    It is settled by the announcement that follows (practice.md 9).
    """

    class Way(models.TextChoices):
        """What was decided."""

        NOW = "NOW", _("Công bố lại")
        LATER = "LATER", _("Gộp vào lần công bố sau")

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="changes")
    way = models.CharField(_("quyết định"), max_length=5, choices=Way)
    due_date = models.DateField(_("công bố trước hoặc trong ngày"))
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    items = models.JSONField(default=list, editable=False)
    since_date = models.DateField(_("phạm vi thay đổi từ ngày"))
    decided_date = models.DateField(_("ngày quyết định"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_by = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, null=True, blank=True, related_name="settles"
    )
    settled_date = models.DateField(_("ngày công bố lại"), null=True, blank=True)

    class Meta:
        verbose_name = _("quyết định về thay đổi phạm vi")
        verbose_name_plural = _("quyết định về thay đổi phạm vi")
        constraints = [
            models.CheckConstraint(
                name="scope_change_put_off_with_reason", condition=models.Q(way="NOW") | ~models.Q(reason="")
            ),
            models.CheckConstraint(
                name="scope_change_settled_has_its_day",
                condition=models.Q(settled_by__isnull=True, settled_date__isnull=True)
                | models.Q(settled_by__isnull=False, settled_date__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "settled_date"], name="scope_change_open")]

    def __str__(self) -> str:
        return str(self.get_way_display())
