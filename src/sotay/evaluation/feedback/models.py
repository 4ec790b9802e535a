"""The log of feedback (sổ tiếp nhận phản ánh, kiến nghị, form G3); who sent it and what was said stand apart."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sotay.agency.models import AgencyOwned, OwnedQuerySet, Unit, User
from sotay.context.models import Service
from sotay.operation.models import Dossier


class FeedbackQuerySet(OwnedQuerySet):
    """Filters over feedback."""

    def that_wait(self) -> "FeedbackQuerySet":
        """Keep what still has to be answered."""
        return self.filter(state__in=["RECEIVED", "ASSIGNED"])


class Feedback(AgencyOwned):
    """Something somebody said to the agency. A complaint is noted and a denunciation counted: neither is handled here (practice.md 8).

    `due_date` is so many working days (parameter `feedback.days`) after it was received. What concerns an official
    (`concerns_official`) is seen by those entitled alone, never by whom it is about (`about_official`). `follow_hash` is of the code on the receipt, by which the sender
    sees how it stands. The words stand in `FeedbackContent`.
    """

    class Kind(models.TextChoices):
        """What it is."""

        REFLECTION = "REFLECTION", _("Phản ánh")
        PETITION = "PETITION", pgettext_lazy("feedback", "Kiến nghị")
        PRAISE = "PRAISE", _("Khen")
        SUGGESTION = "SUGGESTION", pgettext_lazy("feedback", "Góp ý")
        COMPLAINT = "COMPLAINT", _("Khiếu nại")
        DENUNCIATION = "DENUNCIATION", _("Tố cáo")

    class Channel(models.TextChoices):
        """How it came."""

        PAGE = "PAGE", _("Trang công khai")
        DESK = "DESK", _("Trực tiếp tại bộ phận tiếp nhận")
        PHONE = "PHONE", _("Điện thoại, đường dây nóng")
        MAIL = "MAIL", _("Văn bản, thư")
        EMAIL = "EMAIL", _("Thư điện tử")
        BOX = "BOX", _("Hòm thư góp ý")
        PORTAL = "PORTAL", _("Hệ thống phản ánh, kiến nghị quốc gia")
        SURVEY = "SURVEY", _("Phiếu khảo sát")

    class State(models.TextChoices):
        """Where it stands."""

        RECEIVED = "RECEIVED", _("Mới tiếp nhận")
        ASSIGNED = "ASSIGNED", _("Đã giao xử lý")
        ANSWERED = "ANSWERED", _("Đã trả lời")
        FORWARDED = "FORWARDED", _("Đã chuyển cơ quan khác")
        NOTED = "NOTED", _("Đã ghi nhận")
        REFUSED = "REFUSED", _("Không xử lý")

    HANDLED = (Kind.REFLECTION, Kind.PETITION, Kind.PRAISE, Kind.SUGGESTION)
    ONLY_NOTED = (Kind.COMPLAINT, Kind.DENUNCIATION)
    OPEN = (State.RECEIVED, State.ASSIGNED)

    code = models.CharField(_("mã"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    kind = models.CharField(_("phân loại"), max_length=12, choices=Kind, default=Kind.REFLECTION)
    channel = models.CharField(_("hình thức"), max_length=6, choices=Channel, default=Channel.PAGE)
    received_date = models.DateField(_("ngày tiếp nhận"))
    received_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người tiếp nhận")
    )
    reference_number = models.CharField(_("số, ký hiệu đơn, văn bản"), max_length=80, blank=True)
    field = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    about_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("về đơn vị")
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thủ tục hành chính")
    )
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hồ sơ")
    )
    concerns_official = models.BooleanField(_("liên quan đến công chức, viên chức cụ thể"), default=False)
    about_official = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người được nêu")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị xử lý")
    )
    due_date = models.DateField(_("hạn trả lời"), null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.RECEIVED)
    state_reason = models.CharField(_("lý do, nơi chuyển đến"), max_length=500, blank=True)
    assigned_date = models.DateField(_("ngày giao"), null=True, blank=True)
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(_("nội dung trả lời"), blank=True)
    answered_date = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_date = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    public_text = models.TextField(_("nội dung công khai"), blank=True)
    published_date = models.DateField(_("ngày công khai"), null=True, blank=True)
    nonce = models.UUIDField(null=True, blank=True, editable=False)
    follow_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("phản ánh, kiến nghị")
        verbose_name_plural = _("phản ánh, kiến nghị")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="feedback_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="feedback_slug_once"),
            models.UniqueConstraint(fields=["agency", "nonce"], name="feedback_nonce_once"),
            models.CheckConstraint(
                name="feedback_only_noted_is_not_handled",
                condition=~models.Q(kind__in=["COMPLAINT", "DENUNCIATION"]) | models.Q(state__in=["RECEIVED", "NOTED"]),
            ),
            models.CheckConstraint(
                name="feedback_assigned_has_unit_and_term",
                condition=~models.Q(state="ASSIGNED")
                | models.Q(unit__isnull=False, due_date__isnull=False, assigned_date__isnull=False),
            ),
            models.CheckConstraint(
                name="feedback_answered_says_what_and_when",
                condition=~models.Q(state="ANSWERED") | (models.Q(answered_date__isnull=False) & ~models.Q(answer="")),
            ),
            models.CheckConstraint(
                name="feedback_turned_away_with_reason",
                condition=~models.Q(state__in=["FORWARDED", "REFUSED"]) | ~models.Q(state_reason=""),
            ),
            models.CheckConstraint(
                name="feedback_ended_has_its_day",
                condition=models.Q(ended_date__isnull=True)
                ^ models.Q(state__in=["ANSWERED", "FORWARDED", "NOTED", "REFUSED"]),
            ),
            models.CheckConstraint(
                name="feedback_about_an_official_is_marked",
                condition=models.Q(about_official__isnull=True) | models.Q(concerns_official=True),
            ),
            models.CheckConstraint(
                name="feedback_published_was_answered",
                condition=models.Q(published_date__isnull=True)
                | (models.Q(state="ANSWERED", concerns_official=False) & ~models.Q(public_text="")),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-received_date"], name="feedback_newest_first")]

    def __str__(self) -> str:
        return f"{self.code} ({self.get_kind_display()})"

    @property
    def is_restricted(self) -> bool:
        """Whether it is seen by those entitled alone: it concerns an official, or is a denunciation."""
        return self.concerns_official or self.kind == self.Kind.DENUNCIATION

    @property
    def TAKES_FILES(self) -> bool:  # noqa: N802  read beside the constant other records have
        """Whether files and remarks may be put on it: nothing more is told of what is only noted."""
        return self.kind not in self.ONLY_NOTED


class FeedbackContent(AgencyOwned):
    """What was said and by whom, as far as it was told: append-only but for being deleted, without history (law 7.2).

    Of a denunciation nothing is kept.
    """

    TRACK: ClassVar[bool] = False

    feedback = models.OneToOneField(Feedback, on_delete=models.CASCADE, related_name="content")
    text = models.TextField(_("nội dung"), blank=True)
    name = models.CharField(_("người gửi"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.CharField(_("thư điện tử"), max_length=200, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=500, blank=True)
    emptied_date = models.DateField(_("ngày xóa thông tin cá nhân"), null=True, blank=True, editable=False)

    PERSONAL = ("name", "phone", "email", "address")

    class Meta:
        verbose_name = _("nội dung phản ánh, kiến nghị")

    def __str__(self) -> str:
        return self.text[:200]

    @property
    def names_sender(self) -> bool:
        """Whether it is still told who sent it."""
        return any(getattr(self, name) for name in self.PERSONAL)
