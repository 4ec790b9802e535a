"""Checklists (phiếu hỏi và ghi chép, form D5): questions of a visit, what was seen, and how it was judged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, User
from sotay.evaluation.audits.models.audits import Visit
from sotay.evaluation.audits.models.grades import Grade
from sotay.standard.catalogue.fields import ClauseField
from sotay.support.models import Document


class ChecklistLine(AgencyOwned):
    """One question of a visit and what was noted against it.

    It is saved while it is typed, without an entry of the journal each: the rows' history keeps every state, and the visit
    is sealed with the hash of its lines when it is finished.

    `source` names where the question came from: the shipped library, a step of the procedure, an earlier audit, or oneself.
    """

    class Source(models.TextChoices):
        """Where the question came from."""

        LIBRARY = "LIBRARY", _("Thư viện câu hỏi")
        STEP = "STEP", _("Bước của quy trình")
        EARLIER = "EARLIER", _("Cuộc đánh giá trước")
        OWN = "OWN", _("Tự soạn")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(default=1, editable=False)
    source = models.CharField(max_length=7, choices=Source, default=Source.OWN, editable=False)
    source_code = models.CharField(max_length=80, blank=True, editable=False)
    clause = ClauseField(_("điều khoản"), blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quy trình")
    )
    question = models.TextField(_("câu hỏi"))
    look_for = models.TextField(_("bằng chứng cần xem"), blank=True)
    evidence = models.TextField(_("ghi nhận, bằng chứng"), blank=True)
    samples = models.TextField(_("mẫu hồ sơ đã xem"), blank=True)
    result = models.CharField(_("kết luận"), max_length=14, choices=Grade, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi đánh giá")
        verbose_name_plural = _("câu hỏi đánh giá")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["agency", "visit", "position"], name="checklist_of_a_visit")]
        constraints = [
            models.CheckConstraint(
                name="checklist_line_answered_by_someone",
                condition=models.Q(result="") | models.Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:200]

    @property
    def TAKES_FILES(self) -> bool:  # noqa: N802  read beside the constant other records have
        """Whether files can still be put on it: until its checklist is finished and sealed."""
        return self.visit.finished_date is None


class LineSample(AgencyOwned):
    """A record looked at as a sample for a line (a dossier, a document): kept by reference."""

    line = models.ForeignKey(ChecklistLine, on_delete=models.CASCADE, related_name="sampled")
    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField()
    title = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("mẫu đã xem")
        constraints = [
            models.UniqueConstraint(fields=["agency", "line", "subject_type", "subject_uuid"], name="line_sample_once")
        ]

    def __str__(self) -> str:
        return self.title


class DeviceSaving(AgencyOwned):
    """What a device sent, by the number the device gave it; append-only, so that the same sending never counts twice.

    `line_uuid` names the line, `digest` what was sent (SHA-256), `kept` whether it was taken or lay aside since somebody
    else had written meanwhile; then `content` holds what was typed, so that nothing is lost.
    """

    TRACK = False

    line = models.ForeignKey(ChecklistLine, on_delete=models.CASCADE, related_name="savings")
    number = models.UUIDField()
    digest = models.CharField(max_length=64)
    kept = models.BooleanField(default=True)
    content = models.JSONField(default=dict, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần lưu từ thiết bị")
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="device_saving_once")]

    def __str__(self) -> str:
        return str(self.number)
