"""Answers: append-only, each with how it came and what proves it; nothing in them names a person."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models.surveys import Channel, Survey, SurveyPoint
from sotay.operation.models import Dossier


class Proof(models.TextChoices):
    """What shows that an answer comes from somebody who was served (practice.md 8)."""

    TOKEN = "TOKEN", _("Mã dùng một lần của hồ sơ")
    CODE = "CODE", _("Đối chiếu mã hồ sơ đã giải quyết")
    NONE = "NONE", _("Không có căn cứ hồ sơ")


class AnswerBatch(AgencyOwned):
    """Sheets entered together by one official, with their scan; what was entered is not changed, a wrong sheet is set invalid."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "OPEN", _("Đang nhập")
        DONE = "DONE", _("Đã nhập xong")

    code = models.CharField(_("mã lô"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="batches")
    channel = models.CharField(_("hình thức"), max_length=6, choices=Channel, default=Channel.PAPER)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị được đánh giá")
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thủ tục hành chính")
    )
    given_date = models.DateField(_("ngày ghi trên phiếu"))
    expected = models.PositiveIntegerField(_("số phiếu trong lô"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=4, choices=State, default=State.OPEN)
    done_date = models.DateField(_("ngày nhập xong"), null=True, blank=True)

    class Meta:
        verbose_name = _("lô phiếu")
        verbose_name_plural = _("lô phiếu")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="answer_batch_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="answer_batch_slug_once"),
            models.CheckConstraint(
                name="answer_batch_done_has_its_day",
                condition=models.Q(done_date__isnull=True) ^ models.Q(state="DONE"),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Answer(AgencyOwned):
    """One answer (phiếu trả lời), append-only but for being set invalid.

    It counts in the period its dossier was settled in, without a dossier by `given_date`.

    `marks` stands by position of the questions: 1–5 of a Likert question, the place of the choice (from 1), the sum of
    2^(place-1) of several, 1 or 0 for yes or no, the number; NULL where nothing was answered or words were. `nonce` comes
    with the form, so that what is sent twice is kept once. `invalid_reason` is empty for what is valid: it is set once, by
    a command with a journal line, and the answer stays. `texts_hash` is the SHA-256 of its words, which may be deleted.
    """

    TRACK: ClassVar[bool] = False

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    channel = models.CharField(_("hình thức"), max_length=6, choices=Channel)
    proof = models.CharField(_("căn cứ"), max_length=5, choices=Proof, default=Proof.NONE)
    point = models.ForeignKey(SurveyPoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thủ tục hành chính")
    )
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_date = models.DateField(_("ngày trả lời"))
    answered_at = models.DateTimeField(_("thời điểm nhận"), auto_now_add=True)
    batch = models.ForeignKey(AnswerBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    sheet = models.PositiveIntegerField(_("số thứ tự phiếu trong lô"), null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nonce = models.UUIDField(editable=False)
    marks = ArrayField(models.IntegerField(null=True), default=list)
    texts_hash = models.CharField(max_length=64, blank=True, editable=False)
    is_english = models.BooleanField(default=False)
    invalid_reason = models.CharField(_("lý do không hợp lệ"), max_length=300, blank=True)
    invalid_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("phiếu trả lời")
        verbose_name_plural = _("phiếu trả lời")
        constraints = [
            models.UniqueConstraint(fields=["agency", "nonce"], name="answer_nonce_once"),
            models.UniqueConstraint(
                fields=["agency", "dossier", "proof"],
                condition=models.Q(invalid_reason=""),
                name="answer_once_for_a_dossier",
            ),
            models.UniqueConstraint(fields=["agency", "batch", "sheet"], name="answer_sheet_once"),
            models.CheckConstraint(
                name="answer_proof_has_its_dossier",
                condition=models.Q(proof="NONE") | models.Q(dossier__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "given_date"], name="answer_by_day"),
            models.Index(fields=["survey"], name="answer_of_survey"),
            # few are invalid: a report that names the reasons reads no others
            models.Index(fields=["agency"], condition=~models.Q(invalid_reason=""), name="answer_invalid"),
        ]

    def __str__(self) -> str:
        return f"{self.survey.code}, {self.given_date:%d/%m/%Y}"


class AnswerText(AgencyOwned):
    """Words of an answer, by the position of the question: append-only but for being deleted, since they may name somebody."""

    TRACK: ClassVar[bool] = False

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="texts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("ý kiến"))

    class Meta:
        verbose_name = _("ý kiến bằng lời")
        constraints = [models.UniqueConstraint(fields=["agency", "answer", "position"], name="answer_text_once")]

    def __str__(self) -> str:
        return self.text[:200]


class AnswerContact(AgencyOwned):
    """How to reach somebody who freely said so: apart from the answer, append-only but for being deleted (law 7.2)."""

    TRACK: ClassVar[bool] = False

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(_("họ tên"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)

    class Meta:
        verbose_name = _("thông tin liên hệ")

    def __str__(self) -> str:
        return self.name


class RatingCount(AgencyOwned):
    """What the portal of services tells of ratings in a month: counts by level, never percentages; there are no sheets behind it.

    `levels` are the counts of levels 1 (rất không hài lòng) to 5 (rất hài lòng); together they are the valid ones.
    """

    month = models.DateField(_("tháng"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thủ tục hành chính")
    )
    handed_out = models.PositiveIntegerField(_("phát ra"), null=True, blank=True)
    returned = models.PositiveIntegerField(_("thu về"))
    levels = ArrayField(models.PositiveIntegerField(), size=5, verbose_name=_("số phiếu theo mức 1–5"))
    source = models.CharField(_("nguồn số liệu"), max_length=300)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("số liệu đánh giá trên Cổng")
        verbose_name_plural = _("số liệu đánh giá trên Cổng")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "month", "unit", "service"], nulls_distinct=False, name="rating_count_once"
            ),
            models.CheckConstraint(name="rating_count_first_of_month", condition=models.Q(month__day=1)),
            models.CheckConstraint(name="rating_count_five_levels", condition=models.Q(levels__len=5)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
