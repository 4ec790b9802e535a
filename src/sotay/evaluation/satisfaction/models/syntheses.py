"""The synthesis of answers (bảng tổng hợp, báo cáo khảo sát, form G2): figures pinned when it is submitted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned
from sotay.evaluation.satisfaction.models.questionnaires import Questionnaire


class Synthesis(AgencyOwned):
    """What the answers of some days came to; every six months and when asked for (công văn 262 mục 5).

    `period_key` is that of a period (`2026-H1`), empty for days chosen freely; `figures` are all numbers with the day they
    were read, kept when it is submitted, so that the report never changes; what is published leaves out all words.
    """

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again."""

        DRAFT = "DRAFT", _("Đang lập")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        ISSUED = "ISSUED", _("Đã ban hành")

    code = models.CharField(_("mã"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(_("tên báo cáo"), max_length=300)
    about = models.CharField(_("về"), max_length=8, choices=Questionnaire.About, default=Questionnaire.About.SERVICES)
    period_key = models.CharField(_("kỳ"), max_length=10, blank=True)
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến ngày"))
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    figures = models.JSONField(default=dict, blank=True, editable=False)
    figures_date = models.DateField(_("số liệu đến ngày"), null=True, blank=True)
    opinions = models.TextField(_("ý kiến nổi bật"), blank=True)
    assessment = models.TextField(_("nhận xét, đánh giá"), blank=True)
    actions = models.TextField(_("giải pháp"), blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    submitted_date = models.DateField(_("ngày trình"), null=True, blank=True)
    issued_date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    published_date = models.DateField(_("ngày công khai"), null=True, blank=True)

    class Meta:
        verbose_name = _("báo cáo khảo sát")
        verbose_name_plural = _("báo cáo khảo sát")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="synthesis_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="synthesis_slug_once"),
            models.UniqueConstraint(
                fields=["agency", "about", "period_key"],
                condition=~models.Q(period_key=""),
                name="synthesis_once_a_period",
            ),
            models.CheckConstraint(
                name="synthesis_ends_after_it_starts", condition=models.Q(to_date__gte=models.F("from_date"))
            ),
            models.CheckConstraint(
                name="synthesis_issued_has_its_day",
                condition=models.Q(issued_date__isnull=True) ^ models.Q(state="ISSUED"),
            ),
            models.CheckConstraint(
                name="synthesis_published_was_issued",
                condition=models.Q(published_date__isnull=True) | models.Q(state="ISSUED"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"[:300]
