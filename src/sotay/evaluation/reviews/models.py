"""Management reviews (xem xét của lãnh đạo): the meeting, its inputs, comments, decisions; the monthly look."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.holding import Held, person_or_seat
from sotay.agency.models import AgencyOwned, Decision, Unit, User
from sotay.work.models import Assignment


class Input(models.TextChoices):
    """The twelve inputs of 9.3.2 a–f, by short titles of our own."""

    A = "a", _("Thực hiện kết luận của các cuộc xem xét trước")
    B = "b", _("Thay đổi của các vấn đề bên ngoài, nội bộ")
    C1 = "c1", _("Sự hài lòng và phản hồi của tổ chức, cá nhân")
    C2 = "c2", _("Mức độ đạt mục tiêu chất lượng")
    C3 = "c3", _("Kết quả giải quyết công việc, đầu ra không phù hợp")
    C4 = "c4", _("Sự không phù hợp và hành động khắc phục")
    C5 = "c5", _("Kết quả theo dõi, đo lường")
    C6 = "c6", _("Kết quả đánh giá nội bộ, kiểm tra")
    C7 = "c7", _("Kết quả của nhà cung cấp bên ngoài")
    D = "d", _("Sự đầy đủ của nguồn lực")
    E = "e", _("Hiệu lực của hành động với rủi ro, cơ hội")
    F = "f", _("Cơ hội cải tiến")


class Review(AgencyOwned):
    """A management review. Its pack is frozen at the meeting with its date; `held_date` is held against the year's audit.

    The head chairs it, or a deputy by an authorisation; it may be part of another meeting (`part_of`), whose minutes are
    then excerpted. A review before the year's audit is shown as such, not refused (practice.md 7).
    """

    class State(models.TextChoices):
        """Where it stands, in this order; minutes that were returned are being written again."""

        PLANNED = "PLANNED", _("Đang chuẩn bị")
        INVITED = "INVITED", _("Đã gửi giấy mời")
        HELD = "HELD", _("Đã họp, chờ biên bản")
        SUBMITTED = "SUBMITTED", _("Biên bản đang trình")
        CONCLUDED = "CONCLUDED", _("Đã kết luận")
        CANCELLED = "CANCELLED", _("Không tiến hành")

    OPEN: Final = (State.PLANNED, State.INVITED)
    """While its pack is gathered."""

    class Judgement(models.TextChoices):
        """What the review concludes of the system (9.3.1)."""

        SUITABLE = "SUITABLE", _("Thích hợp, đầy đủ, hiệu lực, phù hợp định hướng")
        PARTLY = "PARTLY", _("Cơ bản thích hợp, còn nội dung phải cải tiến")
        NOT = "NOT", _("Chưa thích hợp, phải thay đổi")

    code = models.CharField(_("mã"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tên cuộc họp"), max_length=300)
    meeting_at = models.DateTimeField(_("thời gian họp"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    from_date = models.DateField(_("số liệu từ ngày"))
    to_date = models.DateField(_("số liệu đến ngày"))
    part_of = models.CharField(_("lồng ghép trong cuộc họp"), max_length=300, blank=True)
    chair = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chủ trì")
    )
    authorisation = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản ủy quyền chủ trì"),
    )
    secretary = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thư ký cuộc họp")
    )
    attendance = models.TextField(_("thành phần mời"), blank=True)
    present = models.TextField(_("thành phần dự họp"), blank=True)
    absent = models.TextField(_("vắng mặt"), blank=True)
    comments_due_date = models.DateField(_("hạn đơn vị góp ý, báo cáo"), null=True, blank=True)
    invited_date = models.DateField(_("ngày gửi giấy mời"), null=True, blank=True)
    held_date = models.DateField(_("ngày họp"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("chốt số liệu lúc"), null=True, blank=True, editable=False)
    judgement = models.CharField(_("kết luận về hệ thống"), max_length=8, choices=Judgement, blank=True)
    judgement_text = models.TextField(_("nhận định"), blank=True)
    policy_suitable = models.BooleanField(_("chính sách chất lượng còn thích hợp"), null=True, blank=True)
    policy_text = models.CharField(_("nhận xét về chính sách"), max_length=500, blank=True)
    none_kinds = ArrayField(
        models.CharField(max_length=11), verbose_name=_("nhóm kết luận nêu rõ là không có"), default=list, blank=True
    )
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    concluded_date = models.DateField(_("ngày phê duyệt biên bản"), null=True, blank=True)
    notice = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thông báo kết luận"),
    )
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    cancelled_reason = models.CharField(_("lý do không tiến hành"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("cuộc xem xét của lãnh đạo")
        verbose_name_plural = _("cuộc xem xét của lãnh đạo")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="review_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="review_slug_once"),
            models.CheckConstraint(
                name="review_figures_end_after_they_start", condition=models.Q(to_date__gte=models.F("from_date"))
            ),
            models.CheckConstraint(
                name="review_held_is_frozen",
                condition=models.Q(state__in=["PLANNED", "INVITED", "CANCELLED"])
                | models.Q(held_date__isnull=False, frozen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="review_concluded_has_day_and_judgement",
                condition=~models.Q(state="CONCLUDED")
                | (models.Q(concluded_date__isnull=False) & ~models.Q(judgement="")),
            ),
            models.CheckConstraint(
                name="review_cancelled_with_reason",
                condition=~models.Q(state="CANCELLED") | ~models.Q(cancelled_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-meeting_at"], name="review_newest_first")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:300]


class ReviewInput(AgencyOwned):
    """One input of a review: what is told in words, its numbers as frozen at the meeting, what was discussed and concluded.

    `numbers` is a list of {"code", "title", "value", "measure", "said", "link", "link_kwargs", "query"}; it is empty until
    the pack is frozen: before that the numbers are read from the facts of today. An input without facts says so, never 0.
    Each input is concluded, or `why_none` tells why nothing was.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="inputs")
    key = models.CharField(_("đầu vào"), max_length=2, choices=Input)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị báo cáo")
    )
    text = models.TextField(_("báo cáo bằng lời"), blank=True)
    numbers = models.JSONField(default=list, blank=True, editable=False)
    discussion = models.TextField(_("ý kiến tại cuộc họp"), blank=True)
    conclusion = models.TextField(_("kết luận"), blank=True)
    why_none = models.CharField(_("lý do không kết luận"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("đầu vào của cuộc xem xét")
        constraints = [models.UniqueConstraint(fields=["agency", "review", "key"], name="review_input_once")]

    def __str__(self) -> str:
        return f"{self.key}) {self.get_key_display()}"


class InputComment(AgencyOwned):
    """What a unit adds to an input before the meeting."""

    input = models.ForeignKey(ReviewInput, on_delete=models.CASCADE, related_name="comments")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("ý kiến"))
    made_date = models.DateField(_("ngày góp ý"))

    class Meta:
        verbose_name = _("ý kiến của đơn vị")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:200]


class ReviewDecision(Held, AgencyOwned):
    """A decision of a review (9.3.3); once the minutes are approved it is work, which comes back as input (a) next time."""

    class Kind(models.TextChoices):
        """Which output of 9.3.3 it is."""

        IMPROVEMENT = "IMPROVEMENT", _("Cơ hội cải tiến")
        CHANGE = "CHANGE", _("Thay đổi hệ thống quản lý chất lượng")
        RESOURCES = "RESOURCES", _("Nhu cầu nguồn lực")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    slug = models.SlugField(max_length=80, editable=False)
    kind = models.CharField(_("loại"), max_length=11, choices=Kind)
    input_key = models.CharField(_("từ đầu vào"), max_length=2, choices=Input, blank=True)
    text = models.TextField(_("nội dung quyết định"))
    due_date = models.DateField(_("hạn"), null=True, blank=True)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("công việc")
    )

    class Meta:
        verbose_name = _("quyết định của cuộc xem xét")
        verbose_name_plural = _("quyết định của cuộc xem xét")
        ordering = ["review", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="review_decision_slug_once"),
            person_or_seat("review_decision_of_a_person_or_seat", required=False),
        ]

    def __str__(self) -> str:
        return self.text[:200]


class MonthlyLook(AgencyOwned):
    """The look at the system at a monthly briefing (giao ban): one page with its numbers as they stood, and the note of it.

    `numbers` as in `ReviewInput`, frozen when it is kept.
    """

    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveSmallIntegerField(_("tháng"))
    held_date = models.DateField(_("ngày giao ban"))
    note = models.TextField(_("nội dung xem xét, kết luận"))
    paper = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("biên bản, thông báo giao ban"),
    )
    numbers = models.JSONField(default=list, blank=True, editable=False)
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("xem xét tại giao ban tháng")
        verbose_name_plural = _("xem xét tại giao ban tháng")
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "month"], name="monthly_look_once"),
            models.CheckConstraint(name="monthly_look_has_a_month", condition=models.Q(month__gte=1, month__lte=12)),
        ]

    def __str__(self) -> str:
        return _("Giao ban tháng %(month)d/%(year)d") % {"month": self.month, "year": self.year}
