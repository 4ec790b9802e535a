"""Surveys (đợt khảo sát), the places and slips that lead to them, and what was handed out."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models.questionnaires import QuestionnaireVersion
from sotay.operation.models import Dossier


class Channel(models.TextChoices):
    """How an answer came (law 2.9 G1; NĐ 61/2018 Điều 29)."""

    QR = "QR", _("Quét mã QR")
    LINK = "LINK", _("Liên kết gửi qua thư điện tử")
    KIOSK = "KIOSK", _("Thiết bị tại quầy")
    PHONE = "PHONE", _("Điện thoại")
    PAPER = "PAPER", _("Phiếu giấy")
    FILE = "FILE", _("Tệp số liệu")
    PORTAL = "PORTAL", _("Đánh giá trên Cổng dịch vụ công")


class Survey(AgencyOwned):
    """A survey: one version of a questionnaire, asked from a day to a day. One is the standing one of the agency.

    Public addresses lead to the standing survey that is open, so that printed posters never grow old. `channels` are the
    ways that are open; the public ones (QR, LINK, KIOSK) also need the parameter `survey.public`.
    """

    class State(models.TextChoices):
        """Where it stands; what was closed is not opened again."""

        DRAFT = "DRAFT", _("Đang chuẩn bị")
        OPEN = "OPEN", _("Đang lấy ý kiến")
        CLOSED = "CLOSED", _("Đã kết thúc")

    code = models.CharField(_("mã đợt"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(_("tên đợt khảo sát"), max_length=300)
    asks = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="surveys", verbose_name=_("phiếu khảo sát")
    )
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến ngày"))
    channels = ArrayField(
        models.CharField(max_length=6, choices=Channel), verbose_name=_("hình thức lấy ý kiến"), default=list
    )
    is_standing = models.BooleanField(_("là đợt mà mã QR, liên kết công khai dẫn tới"), default=True)
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    opened_date = models.DateField(_("ngày mở"), null=True, blank=True)
    closed_date = models.DateField(_("ngày kết thúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("đợt khảo sát")
        verbose_name_plural = _("đợt khảo sát")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="survey_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="survey_slug_once"),
            models.UniqueConstraint(
                fields=["agency"],
                condition=models.Q(state="OPEN", is_standing=True),
                name="survey_one_standing_open",
            ),
            models.CheckConstraint(
                name="survey_ends_after_it_starts", condition=models.Q(to_date__gte=models.F("from_date"))
            ),
            models.CheckConstraint(
                name="survey_closed_has_its_day",
                condition=models.Q(closed_date__isnull=True) ^ models.Q(state="CLOSED"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"[:300]


class SurveyPoint(AgencyOwned):
    """A place with a printed QR or a device: poster, card on a desk, kiosk. Its address is `key`, drawn once, good for all surveys."""

    class Kind(models.TextChoices):
        """What stands there."""

        POSTER = "POSTER", _("Áp phích")
        CARD = "CARD", _("Thẻ đặt bàn")
        KIOSK = "KIOSK", _("Thiết bị lấy ý kiến")

    kind = models.CharField(_("loại"), max_length=6, choices=Kind, default=Kind.POSTER)
    name = models.CharField(_("đặt tại"), max_length=200)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thủ tục hành chính")
    )
    key = models.CharField(max_length=20, unique=True, editable=False)
    ended_date = models.DateField(_("ngày gỡ bỏ"), null=True, blank=True)

    class Meta:
        verbose_name = _("điểm lấy ý kiến")
        verbose_name_plural = _("điểm lấy ý kiến")
        constraints = [models.UniqueConstraint(fields=["agency", "name", "kind"], name="survey_point_once")]

    def __str__(self) -> str:
        return self.name


class Handout(AgencyOwned):
    """Sheets that were handed out (phát ra) without a slip of ours: a count for a survey, unit and day, as entered."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="handouts")
    channel = models.CharField(_("hình thức"), max_length=6, choices=Channel, default=Channel.PAPER)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    given_date = models.DateField(_("ngày phát"))
    count = models.PositiveIntegerField(_("số phiếu phát ra"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("số phiếu phát ra")
        constraints = [models.CheckConstraint(name="handout_is_some", condition=models.Q(count__gt=0))]

    def __str__(self) -> str:
        return str(self.count)


class SlipBatch(AgencyOwned):
    """Slips made together: printed for settled dossiers, or links sent by e-mail."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="slip_batches")
    channel = models.CharField(_("hình thức"), max_length=6, choices=Channel, default=Channel.QR)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_date = models.DateField(_("ngày lập"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("lượt in phiếu")
        verbose_name_plural = _("lượt in phiếu")

    def __str__(self) -> str:
        return f"{self.survey.code}, {self.made_date:%d/%m/%Y}"


class Slip(AgencyOwned):
    """A slip for one dossier with a token good for one answer; only the token's hash is kept; append-only but for being sent.

    The token is drawn from the key of the installation and the slip, so that a batch can be printed again.
    """

    TRACK: ClassVar[bool] = False

    batch = models.ForeignKey(SlipBatch, on_delete=models.PROTECT, related_name="slips")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("phiếu có mã của hồ sơ")
        constraints = [models.UniqueConstraint(fields=["agency", "batch", "dossier"], name="survey_slip_once")]

    def __str__(self) -> str:
        return str(self.dossier)
