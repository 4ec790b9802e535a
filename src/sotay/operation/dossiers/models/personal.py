"""What names citizens, or may: kept apart, without value history, emptied when its time is over (law 7.3, NĐ 13/2023).

Entries of the journal name a dossier by its number alone; texts people type about it stand here and nowhere else.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.operation.dossiers.models.dossier import Dossier
from sotay.operation.procedures.models import ProcedureStep


class DossierPerson(AgencyOwned):
    """Who handed a dossier in and what they ask for; no history of values: append-only but for corrections, then emptied."""

    TRACK: ClassVar[bool] = False

    class Kind(models.TextChoices):
        """A person or an organisation."""

        PERSON = "PERSON", _("Cá nhân")
        ORGANISATION = "ORGANISATION", _("Tổ chức, doanh nghiệp")

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="person")
    kind = models.CharField(_("đối tượng"), max_length=12, choices=Kind, default=Kind.PERSON)
    name = models.CharField(_("họ tên người nộp, tên tổ chức"), max_length=300, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=500, blank=True)
    identity_number = models.CharField(_("số giấy tờ tùy thân"), max_length=40, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.CharField(_("thư điện tử"), max_length=200, blank=True)
    request = models.CharField(_("nội dung yêu cầu giải quyết"), max_length=1000, blank=True)
    taken_by = models.CharField(_("người nhận kết quả"), max_length=300, blank=True)

    PERSONAL = ("name", "address", "identity_number", "phone", "email", "request", "taken_by")
    """The columns that are emptied."""

    class Meta:
        verbose_name = _("người nộp hồ sơ")

    def __str__(self) -> str:
        return self.name


class DossierPaper(AgencyOwned):
    """A paper a dossier was received with; originals are the customer's property (8.5.3). No history: append-only but its fate."""

    TRACK: ClassVar[bool] = False

    class Fate(models.TextChoices):
        """Where the originals are."""

        KEPT = "KEPT", _("Đang giữ")
        RETURNED = "RETURNED", _("Đã trả lại")
        LOST = "LOST", _("Bị mất, hư hỏng")

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("tên giấy tờ"), max_length=600)
    originals = models.PositiveSmallIntegerField(_("bản chính"), default=0)
    copies = models.PositiveSmallIntegerField(_("bản sao"), default=0)
    fate = models.CharField(_("bản chính"), max_length=8, choices=Fate, default=Fate.KEPT)
    fate_date = models.DateField(_("ngày trả lại, ngày mất"), null=True, blank=True)

    class Meta:
        verbose_name = _("giấy tờ đã nhận")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "dossier", "position"], name="dossier_paper_once"),
            models.CheckConstraint(
                name="dossier_paper_fate_has_day",
                condition=models.Q(fate="KEPT", fate_date__isnull=True)
                | (~models.Q(fate="KEPT") & models.Q(fate_date__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name[:200]


class DossierEvent(AgencyOwned):
    """What happened to a dossier, who did it and when; append-only, its free texts are emptied with the personal data.

    `order` counts from 1 within a dossier. `at` is when it happened, `date` its day by which the clock runs. A hand-over
    names the step that was done (`step`), the one that is next (`to_step`; the same where only the person changes), to whom
    it went, and its check. `due_date` is
    the day a receipt or an apology of this event names; `number` that of its slip.
    """

    TRACK: ClassVar[bool] = False

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "RECEIVED", _("Tiếp nhận")
        REFUSED = "REFUSED", _("Từ chối tiếp nhận")
        HANDED_OVER = "HANDED_OVER", _("Chuyển bước")
        SENT_BACK = "SENT_BACK", _("Trả lại bước trước")
        SUPPLEMENT_ASKED = "SUPPLEMENT_ASKED", _("Yêu cầu bổ sung")
        SUPPLEMENTED = "SUPPLEMENTED", _("Đã bổ sung đủ")
        PAUSED = "PAUSED", _("Tạm dừng")
        RESUMED = "RESUMED", _("Tiếp tục giải quyết")
        APOLOGISED = "APOLOGISED", _("Xin lỗi và hẹn lại")
        STOPPED = "STOPPED", _("Dừng giải quyết")
        WITHDRAWN = "WITHDRAWN", _("Người nộp rút hồ sơ")
        RESULT = "RESULT", _("Có kết quả")
        RETURNED = "RETURNED", _("Trả kết quả")
        PAPER_RETURNED = "PAPER_RETURNED", _("Trả lại bản chính")
        PAPER_LOST = "PAPER_LOST", _("Mất, hư hỏng bản chính")

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="events")
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField(_("thời điểm"))
    date = models.DateField(_("ngày"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    step = models.ForeignKey(ProcedureStep, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    to_step = models.ForeignKey(ProcedureStep, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    due_date = models.DateField(_("ngày hẹn"), null=True, blank=True)
    number = models.CharField(_("số phiếu"), max_length=60, blank=True)
    reason = models.TextField(_("lý do, nội dung"), blank=True)
    papers = models.JSONField(_("giấy tờ cần bổ sung"), default=list, blank=True)
    signed_by = models.CharField(_("người ký"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("diễn biến hồ sơ")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["agency", "dossier", "order"], name="dossier_event_once")]
        indexes = [models.Index(fields=["agency", "kind", "date"], name="dossier_event_by_kind")]

    def __str__(self) -> str:
        return str(self.Kind(self.kind).label)

    @property
    def is_within_step(self) -> bool:
        """Whether a hand-over only gave the same step to somebody else: the step is not done, its time runs on."""
        return self.kind == self.Kind.HANDED_OVER and self.step is not None and self.to_step == self.step
