"""A hand-over (bàn giao) of a seat from one person to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, Seat, User


class Handover(AgencyOwned):
    """All a seat holds, read by giver and taker; when both confirmed, the seat passes on `date`.

    `content` keeps what stood on the paper when the seat passed: parts with items of text, due date and note.
    """

    class State(models.TextChoices):
        """How far it is."""

        PREPARED = "PREPARED", _("Chờ hai bên xác nhận")
        DONE = "DONE", _("Đã bàn giao")
        CANCELLED = "CANCELLED", _("Đã hủy")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="handovers", verbose_name=_("vai trò"))
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người nhận"))
    date = models.DateField(_("nhận vai trò từ ngày"))
    files_note = models.TextField(_("hồ sơ, tệp để ở đâu"), blank=True)
    note = models.TextField(_("việc cần lưu ý"), blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theo quyết định")
    )
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    giver_confirmed_at = models.DateTimeField(null=True, blank=True)
    taker_confirmed_at = models.DateTimeField(null=True, blank=True)
    paper = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("biên bản đã ký")
    )
    next_seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("bàn giao")
        verbose_name_plural = _("bàn giao")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "seat"], condition=models.Q(state="PREPARED"), name="handover_one_open_of_a_seat"
            ),
            models.CheckConstraint(
                name="handover_done_has_a_next_seat",
                condition=models.Q(state="DONE", next_seat__isnull=False)
                | (~models.Q(state="DONE") & models.Q(next_seat__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-date"], name="handover_newest_first")]

    def __str__(self) -> str:
        return f"{self.seat.named}: {self.seat.user} → {self.to_user}"
