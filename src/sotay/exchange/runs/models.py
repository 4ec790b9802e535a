"""A run of an import, from the upload to the report."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, User
from sotay.blobs.models import Blob
from sotay.exchange import imports


class Run(AgencyOwned):
    """One file on its way in: read, tried out, shown, taken, all or nothing.

    Its rows tell how far that has come; what an import changed stands in the journal and in the history of its rows.
    `outcome` is an `Outcome` as plain data: what was found on trying out, then what was done. `options` are what was chosen
    for a kind that is told how to read a file.
    """

    TRACK: ClassVar[bool] = False
    derived: ClassVar[bool] = True

    class State(models.TextChoices):
        """How far a run has come. APPLYING with nobody at work on it any more reads as STOPPED."""

        CHOOSING = "CHOOSING", _("Chờ chọn cách đọc")
        QUEUED = "QUEUED", _("Đang chờ")
        READING = "READING", _("Đang đọc và kiểm tra")
        CHECKED = "CHECKED", _("Đã kiểm tra, chờ xác nhận")
        APPLYING = "APPLYING", _("Đang nhập")
        DONE = "DONE", _("Đã nhập")
        REFUSED = "REFUSED", _("Không nhận")
        STOPPED = "STOPPED", _("Đã dừng, chưa thay đổi gì")

    WORKING = (State.QUEUED, State.READING, State.APPLYING)

    kind = models.CharField(_("loại"), max_length=40)
    file = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("tệp"), max_length=255)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.QUEUED)
    total = models.PositiveIntegerField(_("số dòng"), default=0)
    done = models.PositiveIntegerField(_("số dòng đã xong"), default=0)
    outcome = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lần nhập dữ liệu")
        verbose_name_plural = _("lần nhập dữ liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "file"], condition=models.Q(state="DONE"), name="run_once_per_file"
            )
        ]
        indexes = [models.Index(fields=["agency", "-created_at"], name="run_newest_first")]

    def __str__(self) -> str:
        return f"{self.label}: {self.file_name}"

    @property
    def label(self) -> str:
        """What is imported, in words."""
        kind = imports.find(self.kind)
        return str(kind.label) if kind else self.kind

    @property
    def is_working(self) -> bool:
        """Whether the run goes on by itself."""
        return self.state in self.WORKING

    @property
    def can_leave_out(self) -> bool:
        """Whether its rows without errors could be taken, and those with errors left out."""
        bad = int(self.outcome.get("bad_rows", 0))
        return self.state == self.State.REFUSED and 0 < bad < self.total

    def places(self, name: str) -> list[dict[str, Any]]:
        """Return `errors`, `left_out`, `flagged` or `notes` of the outcome."""
        return list(self.outcome.get(name, ()))
