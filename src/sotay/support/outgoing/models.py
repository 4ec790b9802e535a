"""Outgoing papers, the series their numbers come from, and the signed copies that were brought back (NĐ 30/2020 Điều 15–18)."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, OwnedQuerySet, Seat, Unit, User
from sotay.blobs.models import Blob

SIGNED = ("content", "behind_id", "subject", "abbreviation", "form", "signer_id", "signed_date")
"""What never changes from the signature on."""
NUMBERED = (
    "number", "number_year", "number_suffix", "symbol", "series_id", "dated", "decision_id", "pdf_id", "docx_id",
)  # fmt: skip
"""What never changes from the number on."""
WAYS = (
    "DRAFT>SUBMITTED", "DRAFT>CANCELLED", "SUBMITTED>DRAFT", "SUBMITTED>SIGNED", "SIGNED>NUMBERED", "SIGNED>CANCELLED",
    "NUMBERED>ISSUED", "NUMBERED>CANCELLED", "ISSUED>WITHDRAWN",
)  # fmt: skip
"""Every way a paper can go; there is no other, and none back from a number."""


def _kept(*columns: str, said: str) -> str:
    """Return the words of a trigger that refuses another value in these columns."""
    new, old = (", ".join(f"{side}.{name}" for name in columns) for side in ("NEW", "OLD"))
    return f"IF ({new}) IS DISTINCT FROM ({old}) THEN RAISE EXCEPTION '{said}'; END IF;"


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{one}'" for one in values)


class NumberSeries(AgencyOwned):
    """A series numbers are taken from, one run a year (Điều 15): one for each kind of paper, or one for several.

    Numbers come from the agency's document system; only where `is_kept_here` says that the series lives in Sotay is the
    next one proposed and the register (sổ đăng ký văn bản đi) printed (practice.md 1.5). `organ` is what stands behind the
    kind in the symbols it covers, where that is not the agency itself: the BCĐISO of 04/QĐ-BCĐISO counts apart.
    """

    name = models.CharField(_("tên sổ"), max_length=200)
    slug = models.SlugField(max_length=80, editable=False)
    abbreviations = ArrayField(models.CharField(max_length=10), verbose_name=_("loại văn bản"))
    organ = models.CharField(_("ký hiệu nơi ban hành"), max_length=40, blank=True)
    is_kept_here = models.BooleanField(_("cấp số trên hệ thống này"), default=False)
    ended_date = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("sổ văn bản đi")
        verbose_name_plural = _("sổ văn bản đi")
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="number_series_slug_once")]

    def __str__(self) -> str:
        return self.name


class OutgoingPaper(AgencyOwned):
    """A paper on its way out: what it says is pinned when it is submitted; number, date and signature never change after.

    `form` is a code of the registry in `papers/forms.py`, `subject_type` and `subject_uuid` the record it is about. While it
    is a draft `words` are what was written by hand (by key of the `Prose` of its form), and `bases`, `to`, `recipients`
    replace what the form proposes; null keeps the proposal. `content` is the paper as it was submitted (`papers/kept.py`).
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "DRAFT", _("Dự thảo")
        SUBMITTED = "SUBMITTED", _("Đang trình ký")
        SIGNED = "SIGNED", _("Đã ký, chờ số")
        NUMBERED = "NUMBERED", _("Đã có số, chờ phát hành")
        ISSUED = "ISSUED", _("Đã phát hành")
        WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")
        CANCELLED = "CANCELLED", _("Đã hủy")

    class Mending(models.TextChoices):
        """How a paper puts right an earlier one (Điều 18 khoản 4)."""

        REPLACES = "REPLACES", _("thay thế")
        CORRECTS = "CORRECTS", _("đính chính")

    OPEN = (State.DRAFT, State.SUBMITTED, State.SIGNED, State.NUMBERED)
    OUT = (State.ISSUED, State.WITHDRAWN)

    slug = models.SlugField(max_length=80, editable=False)
    form = models.CharField(max_length=40, editable=False)
    subject_type = models.CharField(max_length=80, blank=True, editable=False)
    subject_uuid = models.UUIDField(null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True, editable=False)
    half = models.PositiveSmallIntegerField(default=0, editable=False)
    abbreviation = models.CharField(_("loại văn bản"), max_length=10)
    subject = models.CharField(_("trích yếu"), max_length=500)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị soạn thảo")
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người soạn"))
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)

    words = models.JSONField(default=dict, blank=True)
    bases = ArrayField(models.TextField(), null=True, blank=True, verbose_name=_("căn cứ"))
    to = ArrayField(models.TextField(), null=True, blank=True, verbose_name=_("kính gửi"))
    recipients = ArrayField(models.TextField(), null=True, blank=True, verbose_name=_("nơi nhận"))
    signer = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ký")
    )
    content = models.JSONField(null=True, blank=True, editable=False)
    pdf = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    docx = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    behind = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)

    series = models.ForeignKey(
        NumberSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("sổ")
    )
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    number_suffix = models.CharField(max_length=3, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    signed_date = models.DateField(_("ngày ký"), null=True, blank=True)
    dated = models.DateField(_("ngày văn bản"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản đã ký")
    )
    issued_date = models.DateField(_("ngày phát hành"), null=True, blank=True)
    copies = models.PositiveIntegerField(_("số lượng bản"), null=True, blank=True)
    kept_by = models.CharField(_("đơn vị, người nhận bản lưu"), max_length=200, blank=True)
    sent_date = models.DateField(_("ngày chuyển"), null=True, blank=True)
    receipt = models.CharField(_("ký nhận"), max_length=200, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    ended_date = models.DateField(_("ngày thu hồi, hủy"), null=True, blank=True)
    ended_reason = models.CharField(_("lý do thu hồi, hủy"), max_length=500, blank=True)
    mends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mended_by",
        verbose_name=_("văn bản trước"),
    )
    mending = models.CharField(max_length=8, choices=Mending, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản đi")
        verbose_name_plural = _("văn bản đi")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="outgoing_paper_slug_once"),
            models.UniqueConstraint(
                fields=["agency", "series", "number_year", "number", "number_suffix"],
                condition=models.Q(number__isnull=False), name="outgoing_paper_number_once",
            ),
            models.CheckConstraint(
                name="outgoing_paper_pinned_when_submitted",
                condition=models.Q(state__in=["DRAFT", "CANCELLED"]) | models.Q(content__isnull=False, pdf__isnull=False),
            ),
            models.CheckConstraint(
                name="outgoing_paper_signed_has_its_day",
                condition=models.Q(state__in=["DRAFT", "SUBMITTED", "CANCELLED"]) | models.Q(signed_date__isnull=False),
            ),
            models.CheckConstraint(
                name="outgoing_paper_number_and_day_together",
                condition=models.Q(number__isnull=True, number_year__isnull=True, dated__isnull=True, series__isnull=True)
                | models.Q(
                    number__isnull=False, number_year=ExtractYear("dated"), dated__isnull=False, series__isnull=False
                )
                & ~models.Q(symbol=""),
            ),
            models.CheckConstraint(
                name="outgoing_paper_issued_is_numbered",
                condition=~models.Q(state__in=["NUMBERED", "ISSUED", "WITHDRAWN"]) | models.Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="outgoing_paper_issued_has_its_day",
                condition=~models.Q(state__in=["ISSUED", "WITHDRAWN"]) | models.Q(issued_date__isnull=False),
            ),
            models.CheckConstraint(
                name="outgoing_paper_ended_with_reason",
                condition=~models.Q(state__in=["WITHDRAWN", "CANCELLED"])
                | models.Q(ended_date__isnull=False) & ~models.Q(ended_reason=""),
            ),
            models.CheckConstraint(
                name="outgoing_paper_mends_somehow",
                condition=models.Q(mends__isnull=True, mending="") | models.Q(mends__isnull=False) & ~models.Q(mending=""),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["agency", "state"], name="outgoing_paper_by_state"),
            models.Index(fields=["agency", "subject_type", "subject_uuid"], name="outgoing_paper_by_subject"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_as_signed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["SIGNED", "NUMBERED", "ISSUED", "WITHDRAWN", "CANCELLED"]),
                func=f"{_kept(*SIGNED, said='what was signed never changes')} RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="stays_as_numbered",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__isnull=False),
                func=f"{_kept(*NUMBERED, said='number and date of a paper never change')} RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="goes_one_way",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("state"),
                func=f"IF (OLD.state || '>' || NEW.state) NOT IN ({_listed(WAYS)}) THEN "
                "RAISE EXCEPTION 'a paper does not go from % to %', OLD.state, NEW.state; END IF; RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="numbered_is_never_removed",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__number__isnull=False),
                func="RAISE EXCEPTION 'a paper that has a number is never removed';",
            ),
        ]

    def __str__(self) -> str:
        told = f"{self.full_number} " if self.number is not None else ""
        return f"{told}{self.subject}"[:300]

    @property
    def full_number(self) -> str:
        """Number and symbol as written, "05/QĐ-STTTT"; "/QĐ-STTTT" while there is no number."""
        number = "" if self.number is None else f"{self.number:02}{self.number_suffix}"
        return f"{number}/{self.symbol}"


class SignedFile(AgencyOwned):
    """A signed PDF as it was brought back: its bytes are never rewritten; a later one stands beside it.

    `comparison` says whether the text is that of the paper that was approved: the words of `Comparison`, and where they part
    in `differences` (at most some places, as [approved, brought]).
    """

    class Comparison(models.TextChoices):
        """What comparing the text with the approved paper came to."""

        SAME = "SAME", _("khớp nội dung đã duyệt")
        DIFFERENT = "DIFFERENT", _("khác nội dung đã duyệt")
        NO_TEXT = "NO_TEXT", _("bản quét, không so được chữ")
        UNREADABLE = "UNREADABLE", _("không đọc được")

    paper = models.ForeignKey(OutgoingPaper, on_delete=models.PROTECT, related_name="signed_files")
    file = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+", verbose_name=_("bản ký"))
    name = models.CharField(max_length=255)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    comparison = models.CharField(max_length=10, choices=Comparison)
    differences = models.JSONField(default=list, blank=True)
    paper_copy_place = models.CharField(_("bản gốc giấy lưu tại"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("bản ký")
        verbose_name_plural = _("bản ký")
        constraints = [models.UniqueConstraint(fields=["agency", "paper", "file"], name="signed_file_once")]

    def __str__(self) -> str:
        return self.name


class SignatureCheck(AgencyOwned):
    """One look at the signatures of a signed file, append-only: a later look, with other anchors of trust, is another row.

    `verdicts` are plain values: `reason`, a code for the file as a whole, and `signatures`, each with verdict (VALID,
    UNCERTAIN, INVALID), reasons, signer, serial, issuer, time, covers_all (`blobs/signing/judging.py`).
    """

    TRACK: ClassVar[bool] = False

    class Verdict(models.TextChoices):
        """The three values (law.md 7.1): never *hợp lệ* without an anchor of trust."""

        VALID = "VALID", _("hợp lệ")
        UNCERTAIN = "UNCERTAIN", _("chưa đủ căn cứ")
        INVALID = "INVALID", _("không hợp lệ")

    signed_file = models.ForeignKey(SignedFile, on_delete=models.PROTECT, related_name="checks")
    verdict = models.CharField(max_length=9, choices=Verdict)
    verdicts = models.JSONField(default=dict)
    anchors = models.CharField(_("chứng thư gốc dùng để kiểm tra"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần kiểm tra chữ ký")
        verbose_name_plural = _("lần kiểm tra chữ ký")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_verdict_display())
