"""The secret addresses of calendars, and what was told of each event, so that a change is told as one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency, AgencyOwned, OwnedQuerySet, User


class CalendarFeed(AgencyOwned):
    """The secret address of one person's calendar in one agency; a renewed or revoked one never opens again.

    Only the hash of the address is kept; a revoked row stays, so that who still asks by it is told that it is gone.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người dùng"))
    secret_hash = models.CharField(max_length=64, editable=False)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("địa chỉ lịch")
        verbose_name_plural = _("địa chỉ lịch")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user"], condition=Q(revoked_at__isnull=True), name="calendar_feed_one_open"
            )
        ]
        indexes = [models.Index(fields=["secret_hash"], name="calendar_feed_by_secret")]

    def __str__(self) -> str:
        return str(_("Lịch của %s") % self.user)


class CalendarEntry(models.Model):
    """What was last told of an event: a digest of its words, how often it changed, since when it stands no more.

    It belongs to the person and not to an address: an address made anew tells the same events.
    """

    derived: ClassVar[bool] = True

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest_hash = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự kiện trên lịch")
        verbose_name_plural = _("sự kiện trên lịch")
        constraints = [models.UniqueConstraint(fields=["agency", "user", "key"], name="calendar_entry_once")]

    def __str__(self) -> str:
        return self.key
