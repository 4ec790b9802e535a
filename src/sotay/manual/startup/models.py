"""The answers given when an agency began."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned
from sotay.blobs.models import Blob
from sotay.standard.models import DeclaredEvidence


class Answer(AgencyOwned):
    """What the agency answered to one question of *khai báo hiện trạng* (practice 2.1).

    The paper named stands as `evidence` where an obligation asks for it, marked *nhập khi khởi tạo*.
    """

    class State(models.TextChoices):
        """How it was answered."""

        ANSWERED = "ANSWERED", _("đã khai báo")
        ABSENT = "ABSENT", _("cơ quan chưa có")
        SKIPPED = "SKIPPED", _("để sau")

    question = models.CharField(_("câu hỏi"), max_length=20)
    state = models.CharField(max_length=8, choices=State)
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    date = models.DateField(_("ngày"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    edition = models.PositiveSmallIntegerField(_("lần ban hành"), null=True, blank=True)
    revision = models.PositiveSmallIntegerField(_("lần sửa đổi"), null=True, blank=True)
    file = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản quét")
    )
    file_name = models.CharField(max_length=255, blank=True, editable=False)
    evidence = models.ForeignKey(DeclaredEvidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("câu trả lời khi khởi tạo")
        verbose_name_plural = _("câu trả lời khi khởi tạo")
        constraints = [
            models.UniqueConstraint(fields=["agency", "question"], name="answer_once_per_question"),
            models.CheckConstraint(
                name="answer_given_has_date", condition=~models.Q(state="ANSWERED") | models.Q(date__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.question
