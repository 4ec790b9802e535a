"""An evidence pack on its way, and what is known of it afterwards."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, User
from sotay.blobs.models import Blob
from sotay.evaluation.models import Audit, Inspection
from sotay.standard.catalogue.periods import Span
from sotay.ui.formats import ngay


class Pack(AgencyOwned):
    """A pack somebody asked for; the rows tell how far it has come, what was made stands in the journal.

    `manifest_hash` is the SHA-256 of its manifest, `checkpoint_seq` and `checkpoint_hash` where the journal stood, `contents`
    the counts of what is in it and what was left out. Its bytes stand for some days only; the rest stays, so that a pack
    can be compared with what was made.
    """

    TRACK: ClassVar[bool] = False
    derived: ClassVar[bool] = True

    class What(models.TextChoices):
        """What it is about."""

        CLAUSE = "CLAUSE", _("Theo điều khoản")
        AUDIT = "AUDIT", _("Theo cuộc đánh giá")
        INSPECTION = "INSPECTION", _("Theo cuộc kiểm tra")
        PERIOD = "PERIOD", _("Theo kỳ")

    class State(models.TextChoices):
        """How far it has come. MAKING with nobody at work on it any more reads as STOPPED."""

        QUEUED = "QUEUED", _("Đang chờ")
        MAKING = "MAKING", _("Đang tạo")
        READY = "READY", _("Đã tạo")
        FAILED = "FAILED", _("Không tạo được")
        STOPPED = "STOPPED", _("Đã dừng, chưa có gói")

    WORKING = (State.QUEUED, State.MAKING)

    what = models.CharField(_("loại gói"), max_length=10, choices=What)
    clause = models.CharField(_("điều khoản"), max_length=20, blank=True)
    audit = models.ForeignKey(
        Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cuộc đánh giá")
    )
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cuộc kiểm tra")
    )
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến ngày"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người lập"))
    state = models.CharField(_("trạng thái"), max_length=7, choices=State, default=State.QUEUED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=150, blank=True)
    manifest_hash = models.CharField(max_length=64, blank=True)
    checkpoint_seq = models.BigIntegerField(default=0)
    checkpoint_hash = models.CharField(max_length=64, blank=True)
    contents = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    kept_until = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("gói bằng chứng")
        verbose_name_plural = _("gói bằng chứng")
        constraints = [
            models.CheckConstraint(
                name="pack_is_about_one_thing",
                condition=(models.Q(what="CLAUSE", audit__isnull=True, inspection__isnull=True) & ~models.Q(clause=""))
                | models.Q(what="AUDIT", clause="", audit__isnull=False, inspection__isnull=True)
                | models.Q(what="INSPECTION", clause="", audit__isnull=True, inspection__isnull=False)
                | models.Q(what="PERIOD", clause="", audit__isnull=True, inspection__isnull=True),
            ),
            models.CheckConstraint(name="pack_period_in_order", condition=models.Q(to_date__gte=models.F("from_date"))),
            models.CheckConstraint(
                name="pack_ready_has_file_and_hash",
                condition=~models.Q(state="READY")
                | (
                    models.Q(file__isnull=False, kept_until__isnull=False)
                    & models.Q(manifest_hash__regex="^[0-9a-f]{64}$")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-created_at"], name="pack_newest_first"),
            models.Index(fields=["agency", "manifest_hash"], name="pack_by_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.days}"[:300]

    @property
    def title(self) -> str:
        """What it is about, in words."""
        match self.what:
            case "CLAUSE":
                return _now("Gói bằng chứng điều khoản %s") % self.clause
            case "AUDIT":
                return _now("Gói bằng chứng cuộc đánh giá %s") % (self.audit.code if self.audit else "")
            case "INSPECTION":
                return _now("Gói bằng chứng cuộc kiểm tra %s") % (self.inspection.code if self.inspection else "")
        return _now("Gói bằng chứng của cơ quan")

    @property
    def days(self) -> str:
        """The days it covers, in words."""
        return f"{ngay(self.from_date)} – {ngay(self.to_date)}"

    @property
    def period(self) -> Span:
        """The days it covers."""
        return Span.of(self.from_date, self.to_date)

    @property
    def is_working(self) -> bool:
        """Whether it goes on by itself."""
        return self.state in self.WORKING

    @property
    def is_there(self) -> bool:
        """Whether its bytes can still be had."""
        return self.state == self.State.READY and self.removed_at is None

    @property
    def hash_groups(self) -> list[str]:
        """The hash of the manifest in groups of four, to be compared by eye with what the verifier prints."""
        return [self.manifest_hash[at : at + 4] for at in range(0, len(self.manifest_hash), 4)]

    @property
    def checkpoint(self) -> str:
        """Where the journal stood, as `sotay journal checkpoint` prints it."""
        return f"{self.agency.short_name} {self.checkpoint_seq}:{self.checkpoint_hash}"

    def counted(self, name: str) -> int:
        """Return a count of the contents."""
        found: Any = self.contents.get(name, 0)
        return int(found)
