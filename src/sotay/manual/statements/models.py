"""The manual (sổ tay chất lượng), its statements and the texts that were issued."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision
from sotay.blobs.models import Blob
from sotay.standard.catalogue.fields import ClauseField

STATED_LEVEL = 2
"""Every clause of this level has its statement, by itself or by the clauses below it (4.1–10.3)."""


class Manual(AgencyOwned):
    """The quality manual of an agency: one document, issued by a decision, with its edition and revision.

    `issue_decision` is empty until the decision that issued the text in force is known; only from then on its statements
    count as approved (practice 3).
    """

    class Origin(models.TextChoices):
        """Where its text came from."""

        WRITTEN = "WRITTEN", _("viết trên hệ thống")
        IMPORTED = "IMPORTED", _("đọc từ tệp của cơ quan")
        SAMPLE = "SAMPLE", _("bản mẫu – chưa chỉnh sửa")

    origin = models.CharField(_("nguồn"), max_length=10, choices=Origin, default=Origin.WRITTEN)
    edition = models.PositiveSmallIntegerField(_("lần ban hành"), default=1)
    revision = models.PositiveSmallIntegerField(_("lần sửa đổi"), default=0)
    issue_decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định ban hành"),
    )
    issued_date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    file = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp gốc")
    )
    file_name = models.CharField(max_length=255, blank=True, editable=False)
    not_understood = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("sổ tay")
        verbose_name_plural = _("sổ tay")
        constraints = [models.UniqueConstraint(fields=["agency"], name="manual_one_per_agency")]

    def __str__(self) -> str:
        return _("%(name)s, lần ban hành %(edition)02d, lần sửa đổi %(revision)02d") % {
            "name": self.agency.manual_name, "edition": self.edition, "revision": self.revision,
        }  # fmt: skip


class Statement(AgencyOwned):
    """One part of the manual: front matter, the statement of a clause (nội dung áp dụng), or an annex.

    `text` is the text in force, in the safe subset of Markdown; "" until one was issued. What is being changed stands in
    drafts of amendments.
    """

    class Part(models.TextChoices):
        """Where in the book it stands."""

        FRONT = "FRONT", _("phần đầu")
        CLAUSE = "CLAUSE", _("điều khoản")
        ANNEX = "ANNEX", _("phụ lục")

    manual = models.ForeignKey(Manual, on_delete=models.CASCADE, related_name="statements")
    part = models.CharField(max_length=6, choices=Part, default=Part.CLAUSE)
    clause = ClauseField(_("điều khoản"), blank=True)
    slug = models.CharField(max_length=60, editable=False)
    title = models.CharField(_("tiêu đề"), max_length=200)
    order = models.PositiveIntegerField(default=0, editable=False)
    text = models.TextField(_("nội dung áp dụng"), blank=True)
    from_edition = models.PositiveSmallIntegerField(default=0, editable=False)
    from_revision = models.PositiveSmallIntegerField(default=0, editable=False)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    issued_date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    is_sample = models.BooleanField(_("bản mẫu – chưa chỉnh sửa"), default=False)

    class Meta:
        verbose_name = _("nội dung áp dụng")
        verbose_name_plural = _("nội dung áp dụng")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="statement_slug_once"),
            models.CheckConstraint(
                name="statement_of_a_clause_names_it", condition=~models.Q(part="CLAUSE") | ~models.Q(clause="")
            ),
        ]
        indexes = [models.Index(fields=["agency", "part", "order"], name="statement_in_order")]

    def __str__(self) -> str:
        return f"{self.clause} {self.title}".strip()

    @property
    def is_stated(self) -> bool:
        """Whether a text is in force that somebody answers for."""
        return bool(self.text) and self.approved_date is not None


class IssuedText(AgencyOwned):
    """A text of a statement as it was issued, kept for *thay đổi kể từ lần ban hành …*."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="issued")
    edition = models.PositiveSmallIntegerField(_("lần ban hành"))
    revision = models.PositiveSmallIntegerField(_("lần sửa đổi"))
    text = models.TextField()
    approved_date = models.DateField(null=True, blank=True)
    issued_date = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "statement", "edition", "revision"], name="issued_text_once")
        ]


class Citation(AgencyOwned):
    """A document or a law that the text in force of a statement cites; derived from the text."""

    TRACK = False
    derived = True

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="citations")
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=200)
    shown = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "statement", "kind", "key"], name="citation_once")]
        indexes = [models.Index(fields=["agency", "kind", "key"], name="citation_by_key")]
