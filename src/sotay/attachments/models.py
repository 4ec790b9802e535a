"""Files, comments and links on any record."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, User
from sotay.blobs.models import Blob


class Attachment(AgencyOwned):
    """A file on a record; taken off with a reason, never deleted."""

    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField(_("lý do gỡ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "subject_type", "subject_uuid", "blob"],
                condition=models.Q(removed_at__isnull=True),
                name="attachment_once_per_record",
            ),
            models.CheckConstraint(
                name="attachment_removed_with_reason",
                condition=models.Q(removed_at__isnull=True) | ~models.Q(removed_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "subject_uuid"], name="attachment_of_a_record")]

    def __str__(self) -> str:
        return self.name


class Download(models.Model):
    """Who opened which file when; append-only, kept beside the journal since reading decides nothing."""

    TRACK: ClassVar[bool] = False

    agency = models.ForeignKey("agency.Agency", on_delete=models.PROTECT, related_name="+")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="downloads")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-at"], name="download_newest_first")]


class Comment(AgencyOwned):
    """A remark on a record (ý kiến); it stays as it was written."""

    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("ý kiến"))
    mentioned = models.ManyToManyField(User, related_name="+", blank=True)

    class Meta:
        verbose_name = _("ý kiến")
        verbose_name_plural = _("ý kiến")
        indexes = [models.Index(fields=["agency", "subject_uuid", "created_at"], name="comment_of_a_record")]

    def __str__(self) -> str:
        return self.text[:80]


class Link(AgencyOwned):
    """Two records that belong together; shown on both."""

    from_type = models.CharField(max_length=80)
    from_uuid = models.UUIDField()
    to_type = models.CharField(max_length=80)
    to_uuid = models.UUIDField()
    note = models.CharField(_("vì sao"), max_length=200, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("liên kết")
        verbose_name_plural = _("liên kết")
        constraints = [
            models.UniqueConstraint(fields=["agency", "from_uuid", "to_uuid"], name="link_once"),
            models.CheckConstraint(name="link_not_to_itself", condition=~models.Q(from_uuid=models.F("to_uuid"))),
        ]
        indexes = [models.Index(fields=["agency", "to_uuid"], name="link_back")]

    def __str__(self) -> str:
        return self.note
