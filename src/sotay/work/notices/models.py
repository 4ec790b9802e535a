"""A notice to one person."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency, OwnedQuerySet, User


class Notice(models.Model):
    """Something a person should know: made from what commands recorded or of what falls due, never a record of its own.

    Who told, of what and why are kept as texts, so that a notice reads the same whatever becomes of the record. `key` names
    a reminder (what, due day, how many days before or after), which nobody gets twice. `mail_uuid` is set when a mail is
    begun and is the uuid of its first notice; `mailed_at` when it went out.
    """

    derived = True

    class Kind(models.TextChoices):
        """What the notice is about."""

        APPROVAL_WAITS = "APPROVAL_WAITS", _("Chờ anh, chị phê duyệt")
        APPROVED = "APPROVED", _("Đã được phê duyệt")
        RETURNED = "RETURNED", _("Bị trả lại")
        MENTIONED = "MENTIONED", _("Nhắc tới anh, chị")
        ASSIGNED = "ASSIGNED", _("Việc mới được giao")
        WORK_DONE = "WORK_DONE", _("Việc đã giao được báo hoàn thành")
        EXTENSION = "EXTENSION", _("Xin gia hạn, trả lời gia hạn")
        REMINDER = "REMINDER", _("Nhắc việc đến hạn")
        OVERDUE = "OVERDUE", _("Quá hạn từ hôm nay")
        HELP_ASKED = "HELP_ASKED", _("Đề nghị hỗ trợ")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("việc"), max_length=20, choices=Kind)
    key = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_uuid = models.UUIDField(null=True)
    link_name = models.CharField(max_length=80, blank=True)
    link_kwargs = models.JSONField(default=dict)
    subject_text = models.CharField(_("hồ sơ"), max_length=300)
    who = models.CharField(_("từ"), max_length=200, blank=True)
    text = models.CharField(_("nội dung"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    read_at = models.DateTimeField(_("đã đọc lúc"), null=True)
    mail_uuid = models.UUIDField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user", "key"], condition=~models.Q(key=""), name="notice_once_per_key"
            )
        ]
        indexes = [
            models.Index(fields=["mail_uuid"], condition=models.Q(mailed_at__isnull=True), name="notice_not_mailed"),
            models.Index(fields=["agency", "user", "-created_at"], name="notice_newest_first"),
            models.Index(fields=["agency", "user"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["agency", "subject_uuid"], name="notice_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject_text}"
