"""Questionnaires (phiếu thăm dò, form G1): a version is written, put into use, and from then on never changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned


class Factor(models.TextChoices):
    """What a question is about: the five factors of SIPAS (QĐ 1001/QĐ-BNV), the whole, or the system itself."""

    ACCESS = "ACCESS", _("Tiếp cận dịch vụ")
    PROCEDURES = "PROCEDURES", _("Thủ tục hành chính")
    OFFICIALS = "OFFICIALS", _("Công chức trực tiếp giải quyết công việc")
    RESULTS = "RESULTS", _("Kết quả dịch vụ")
    FEEDBACK = "FEEDBACK", _("Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị")
    OVERALL = "OVERALL", _("Đánh giá chung")
    SYSTEM = "SYSTEM", _("Hệ thống quản lý chất lượng")
    OTHER = "OTHER", _("Thông tin khác")


class Questionnaire(AgencyOwned):
    """A questionnaire of the agency; what is asked stands in its versions."""

    class About(models.TextChoices):
        """Who is asked, and about what: only answers on services count for the share of settled dossiers."""

        SERVICES = "SERVICES", _("Người dân, tổ chức về việc giải quyết thủ tục")
        SYSTEM = "SYSTEM", _("Công chức, viên chức về hệ thống quản lý chất lượng")
        OTHER = "OTHER", _("Nội dung khác")

    code = models.CharField(_("mã phiếu"), max_length=40)
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(_("tên phiếu"), max_length=300)
    title_en = models.CharField(_("tên phiếu (tiếng Anh)"), max_length=300, blank=True)
    about = models.CharField(_("hỏi ai, về việc gì"), max_length=8, choices=About, default=About.SERVICES)
    made_from = models.CharField(_("từ mẫu"), max_length=40, blank=True, editable=False)
    ended_date = models.DateField(_("ngày thôi dùng"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiếu khảo sát")
        verbose_name_plural = _("phiếu khảo sát")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="questionnaire_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="questionnaire_slug_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"[:300]


class QuestionnaireVersion(AgencyOwned):
    """A version (lần ban hành) of a questionnaire; a draft until it is put into use."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "DRAFT", _("Đang soạn")
        IN_USE = "IN_USE", _("Đang dùng")
        RETIRED = "RETIRED", _("Đã thay thế")

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("lần"), default=1)
    intro = models.TextField(_("lời giới thiệu"), blank=True)
    intro_en = models.TextField(_("lời giới thiệu (tiếng Anh)"), blank=True)
    thanks = models.CharField(_("lời cảm ơn"), max_length=500, blank=True)
    thanks_en = models.CharField(_("lời cảm ơn (tiếng Anh)"), max_length=500, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.DRAFT)
    in_use_date = models.DateField(_("ngày đưa vào sử dụng"), null=True, blank=True)
    retired_date = models.DateField(_("ngày thay thế"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần ban hành phiếu")
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "questionnaire", "number"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["agency", "questionnaire"], condition=models.Q(state="DRAFT"), name="questionnaire_one_draft"
            ),
            models.UniqueConstraint(
                fields=["agency", "questionnaire"], condition=models.Q(state="IN_USE"), name="questionnaire_one_in_use"
            ),
            models.CheckConstraint(
                name="questionnaire_version_in_use_has_day",
                condition=models.Q(state="DRAFT", in_use_date__isnull=True)
                | models.Q(state__in=["IN_USE", "RETIRED"], in_use_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return _("%(title)s, lần %(number)d") % {"title": self.questionnaire, "number": self.number}


class Question(AgencyOwned):
    """A question of a version. `key` is the same through versions: results are compared by it, never by the words.

    `position` counts from 1 without gaps; the mark of an answer stands at that place of `Answer.marks`. `options` are the
    choices of SINGLE and MULTIPLE, in order; `options_en` are empty or as many.
    """

    class Kind(models.TextChoices):
        """How it is answered."""

        LIKERT = "LIKERT", _("Mức độ hài lòng (1–5)")
        SINGLE = "SINGLE", _("Chọn một")
        MULTIPLE = "MULTIPLE", _("Chọn nhiều")
        YES_NO = "YES_NO", _("Có / Không")
        NUMBER = "NUMBER", _("Số")
        TEXT = "TEXT", _("Ý kiến bằng lời")

    version_of = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40, editable=False)
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("cách trả lời"), max_length=8, choices=Kind, default=Kind.LIKERT)
    factor = models.CharField(_("yếu tố"), max_length=10, choices=Factor, default=Factor.OTHER)
    text = models.CharField(_("câu hỏi"), max_length=500)
    text_en = models.CharField(_("câu hỏi (tiếng Anh)"), max_length=500, blank=True)
    options = ArrayField(models.CharField(max_length=200), verbose_name=_("các lựa chọn"), default=list, blank=True)
    options_en = ArrayField(
        models.CharField(max_length=200), verbose_name=_("các lựa chọn (tiếng Anh)"), default=list, blank=True
    )
    is_required = models.BooleanField(_("phải trả lời"), default=False)
    lowest = models.IntegerField(_("số nhỏ nhất"), null=True, blank=True)
    highest = models.IntegerField(_("số lớn nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi khảo sát")
        ordering = ["version_of", "position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "version_of", "key"], name="survey_question_key_once"),
            models.UniqueConstraint(
                fields=["agency", "version_of", "position"],
                name="survey_question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.text[:200]

    @property
    def slug(self) -> str:
        """What stands for it in the addresses of its pages."""
        return str(self.uuid)
