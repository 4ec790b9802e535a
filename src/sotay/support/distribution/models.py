"""Who has read which revision, numbered paper copies, and who opened what (7.5.3; form A5)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.blobs.models import Blob
from sotay.support.documents.models import Document, Revision


class Reading(AgencyOwned):
    """*Tôi đã đọc và hiểu*: one person's word on one revision."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_date = models.DateField(_("ngày đọc"))

    class Meta:
        verbose_name = _("xác nhận đã đọc và hiểu tài liệu")
        constraints = [
            models.UniqueConstraint(fields=["agency", "revision", "user"], name="document_reading_once_per_person")
        ]

    def __str__(self) -> str:
        return str(self.user)


class PaperCopy(AgencyOwned):
    """A numbered paper copy: who holds it, when it was given and what became of it."""

    class Fate(models.TextChoices):
        """What became of a copy that was taken back."""

        DESTROYED = "DESTROYED", _("đã hủy")
        STAMPED = "STAMPED", _("lưu, đóng dấu hết hiệu lực")
        LOST = "LOST", _("thất lạc")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="paper_copies")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="paper_copies")
    number = models.PositiveSmallIntegerField(_("bản số"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị giữ")
    )
    holder = models.CharField(_("người, nơi giữ"), max_length=200, blank=True)
    given_date = models.DateField(_("ngày cấp"))
    returned_date = models.DateField(_("ngày thu hồi"), null=True, blank=True)
    fate = models.CharField(_("xử lý bản cũ"), max_length=9, choices=Fate, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bản giấy có số")
        verbose_name_plural = _("bản giấy có số")
        constraints = [
            models.UniqueConstraint(fields=["agency", "document", "number"], name="paper_copy_number_once"),
            models.CheckConstraint(
                name="paper_copy_held_by_somebody", condition=models.Q(unit__isnull=False) | ~models.Q(holder="")
            ),
            models.CheckConstraint(
                name="paper_copy_taken_back_with_fate",
                condition=models.Q(returned_date__isnull=True, fate="")
                | (models.Q(returned_date__gte=models.F("given_date")) & ~models.Q(fate="")),
            ),
        ]

    def __str__(self) -> str:
        return _("Bản số %02d") % self.number


class Opening(models.Model):
    """Who viewed, downloaded or printed which revision when; append-only, beside the journal since reading decides nothing."""

    class Manner(models.TextChoices):
        """How it was opened."""

        VIEW = "VIEW", _("xem")
        DOWNLOAD = "DOWNLOAD", _("tải về")
        PRINT = "PRINT", _("in")

    TRACK: ClassVar[bool] = False

    agency = models.ForeignKey("agency.Agency", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    manner = models.CharField(max_length=8, choices=Manner)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "revision", "-at"], name="opening_newest_first")]


class Rendition(models.Model):
    """The PDF that LibreOffice made of a file that is edited, or why there is none; derived, known by its content.

    What is decided on stays the file itself: a rendition is for reading and printing, and is made anew when lost.
    """

    derived = True

    source = models.OneToOneField(Blob, on_delete=models.CASCADE, primary_key=True, related_name="+")
    pdf = models.ForeignKey(Blob, on_delete=models.CASCADE, null=True, related_name="+")
    failure = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rendition_has_pdf_or_failure",
                condition=models.Q(pdf__isnull=False, failure="")
                | (models.Q(pdf__isnull=True) & ~models.Q(failure="")),
            )
        ]
