"""Entries of the journal, what commands touched, and where the answer to a form sent is."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency, User


class Entry(models.Model):
    """One act, written once: position, text copies of who and what, the reason, and the hash of all before it.

    `agency` is empty for acts upon the installation itself, which have a chain of their own. Rows are never changed or
    removed; the database refuses it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    seq = models.BigIntegerField(_("vị trí"))
    at = models.DateTimeField(_("lúc"))
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(_("người thực hiện"), max_length=200)
    seat = models.CharField(_("vai trò"), max_length=200, blank=True)
    for_seat = models.CharField(_("thay cho"), max_length=200, blank=True)
    origin = models.CharField(_("từ"), max_length=60)
    action = models.CharField(_("việc"), max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField()
    subject_text = models.CharField(_("hồ sơ"), max_length=300)
    reason = models.TextField(_("lý do"), blank=True)
    data = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        constraints = [
            models.UniqueConstraint(fields=["agency", "seq"], name="entry_position_once", nulls_distinct=False)
        ]
        indexes = [
            models.Index(fields=["agency", "subject_uuid", "-seq"], name="entry_of_a_record"),
            models.Index(fields=["agency", "action", "-seq"], name="entry_of_an_action"),
            models.Index(fields=["agency", "actor", "-seq"], name="entry_of_a_person"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="never_changed",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
                func="RAISE EXCEPTION 'entries of the journal are never changed or removed';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class ChainEnd(models.Model):
    """How far a chain has come: position and hash of its newest entry, so that a chain cut short shows.

    It only ever moves forward; the database refuses the rest.
    """

    derived = True

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency"], name="chain_end_once", nulls_distinct=False)]
        triggers = [
            pgtrigger.Trigger(
                name="only_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__seq__lte=pgtrigger.F("old__seq")),
                func="RAISE EXCEPTION 'the end of a chain only moves forward';",
            ),
            pgtrigger.Trigger(
                name="never_removed",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Delete | pgtrigger.Truncate,
                func="RAISE EXCEPTION 'the end of a chain is never removed';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


class Touched(models.Model):
    """An action that happened since standings were last judged; emptied every few seconds by `standard`."""

    derived = True

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "action"], name="touched_once")]


class FormSent(models.Model):
    """A form that was sent: the second click waits here and is led to the answer of the first."""

    derived = True

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=1000, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="form_sent_once")]
        indexes = [models.Index(fields=["sent_at"], name="form_sent_by_age")]
