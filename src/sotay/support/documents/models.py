"""Documents (tài liệu) of four levels and their revisions (ISO 9001 7.5); the register is form A1."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, OwnedQuerySet, Seat, Unit, User
from sotay.blobs.models import Blob
from sotay.context.models import Law


class Level(models.IntegerChoices):
    """The four levels of documents of a system."""

    ONE = 1, _("I – Chính sách, sổ tay, mục tiêu")
    TWO = 2, _("II – Quy trình")
    THREE = 3, _("III – Hướng dẫn, quy định")
    FOUR = 4, _("IV – Biểu mẫu")


class Kind(models.TextChoices):
    """What kind of document it is."""

    POLICY = "POLICY", _("Chính sách")
    MANUAL = "MANUAL", _("Sổ tay")
    OBJECTIVES = "OBJECTIVES", _("Mục tiêu")
    PROCEDURE = "PROCEDURE", _("Quy trình")
    INSTRUCTION = "INSTRUCTION", _("Hướng dẫn")
    REGULATION = "REGULATION", _("Quy định, quy chế")
    FORM = "FORM", _("Biểu mẫu")
    EXTERNAL = "EXTERNAL", _("Tài liệu bên ngoài")


class DocumentQuerySet(OwnedQuerySet):
    """Filters over documents."""

    def standing(self) -> "DocumentQuerySet":
        """Keep the documents that were not withdrawn or dropped."""
        return self.filter(state__in=["DRAFT", "IN_FORCE"])


class Document(AgencyOwned):
    """A document of the system. What it says stands in its revisions, of which at most one is in force.

    Agencies use a code again in another field of work, so code and field together are the key; `code_folded` and
    `field_folded` make *QT BIS 01* and *QTBIS01* one.
    """

    class State(models.TextChoices):
        """Where it stands as a whole."""

        DRAFT = "DRAFT", _("Chưa ban hành")
        IN_FORCE = "IN_FORCE", _("Đang có hiệu lực")
        WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")
        DROPPED = "DROPPED", _("Đã bỏ")

    class Label(models.TextChoices):
        """How widely it may be shown; state secrets have no place here."""

        PUBLIC = "PUBLIC", _("Công khai")
        INTERNAL = "INTERNAL", _("Nội bộ")
        LIMITED = "LIMITED", _("Hạn chế")

    code = models.CharField(_("mã tài liệu"), max_length=60)
    code_folded = models.CharField(max_length=60, editable=False)
    code_sort = models.CharField(max_length=200, editable=False)
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    field_folded = models.CharField(max_length=120, blank=True, editable=False)
    slug = models.SlugField(max_length=80, editable=False)
    title = models.CharField(_("tên tài liệu"), max_length=300)
    kind = models.CharField(_("loại"), max_length=11, choices=Kind, default=Kind.PROCEDURE)
    level = models.PositiveSmallIntegerField(_("cấp"), choices=Level, default=Level.TWO)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("đơn vị chủ trì"),
        null=True,
        blank=True,
    )
    clauses = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("điều khoản ISO"))
    label = models.CharField(_("phạm vi phổ biến"), max_length=8, choices=Label, default=Label.INTERNAL)
    review_months = models.PositiveSmallIntegerField(_("chu kỳ rà soát (tháng)"), null=True, blank=True)
    next_review_date = models.DateField(_("rà soát kế tiếp"), null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    withdrawn_date = models.DateField(_("ngày thu hồi"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("thay bằng")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code_folded", "field_folded"],
                condition=models.Q(state__in=["DRAFT", "IN_FORCE"]),
                name="document_code_once_in_a_field",
            ),
            models.UniqueConstraint(fields=["agency", "slug"], name="document_slug_once"),
            models.CheckConstraint(
                name="document_withdrawn_with_day_and_reason",
                condition=~models.Q(state="WITHDRAWN")
                | (models.Q(withdrawn_date__isnull=False) & ~models.Q(withdrawn_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "code_sort"], name="document_register"),
            models.Index(fields=["agency", "next_review_date"], name="document_to_look_at"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:300]


class Audience(AgencyOwned):
    """Who a document is for: a unit or a role. They must know it, and a limited one opens to them alone."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="audiences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị"))
    role = models.CharField(_("vai trò"), max_length=20, choices=Seat.Role, blank=True)
    must_confirm = models.BooleanField(_("cần xác nhận đã đọc và hiểu"), default=True)

    class Meta:
        verbose_name = _("nơi nhận tài liệu")
        verbose_name_plural = _("nơi nhận tài liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "document", "unit", "role"], nulls_distinct=False, name="audience_once"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.get_role_display() if self.role else "", str(self.unit or "")])) or str(
            _("Toàn cơ quan")
        )


class RevisionQuerySet(OwnedQuerySet):
    """Filters over revisions."""

    def in_force(self, on: date) -> "RevisionQuerySet":
        """Keep the revisions in force on a day, also a day gone by."""
        begun = self.filter(state__in=["IN_FORCE", "SUPERSEDED", "WITHDRAWN"], in_force_date__lte=on)
        return begun.filter(models.Q(ended_date__isnull=True) | models.Q(ended_date__gt=on))


class Revision(AgencyOwned):
    """One *lần ban hành / lần sửa đổi* of a document: an uploaded file, a PDF, or text written here.

    Approved (phê duyệt, `approved_date`) and issued (ban hành, `decision`, `in_force_date`) are two facts; it comes into
    force on its day. `approved_hash` is the content the approval holds for. `token` stands in the QR of copies.
    """

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again, with the reason."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang soát xét, phê duyệt")
        APPROVED = "APPROVED", _("Đã phê duyệt")
        IN_FORCE = "IN_FORCE", _("Đang có hiệu lực")
        SUPERSEDED = "SUPERSEDED", _("Đã được thay thế")
        WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")
        DROPPED = "DROPPED", _("Đã bỏ")

    PREPARED = (State.DRAFT, State.SUBMITTED, State.APPROVED)
    ISSUED = (State.IN_FORCE, State.SUPERSEDED, State.WITHDRAWN)
    ENDED = (State.SUPERSEDED, State.WITHDRAWN, State.DROPPED)

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("tài liệu")
    )
    edition = models.PositiveSmallIntegerField(_("lần ban hành"), default=1)
    amendment = models.PositiveSmallIntegerField(_("lần sửa đổi"), default=0)
    order = models.PositiveSmallIntegerField(default=1, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    is_minor = models.BooleanField(_("sửa đổi nhỏ, không phải đọc lại"), default=False)
    summary = models.TextField(_("nội dung thay đổi"), blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người soạn thảo"))
    source = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_name = models.CharField(_("tệp soạn thảo"), max_length=255, blank=True)
    pdf = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf_name = models.CharField(_("tệp PDF"), max_length=255, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    approved_by = models.CharField(_("người phê duyệt"), max_length=250, blank=True)
    approved_hash = models.CharField(max_length=64, blank=True, editable=False)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định ban hành"),
    )
    in_force_date = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    ended_date = models.DateField(_("hết hiệu lực từ ngày"), null=True, blank=True)
    ended_reason = models.CharField(_("lý do hết hiệu lực"), max_length=300, blank=True)
    token = models.CharField(max_length=16, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản tài liệu")
        verbose_name_plural = _("bản tài liệu")
        ordering = ["-order"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "document", "edition", "amendment"],
                condition=~models.Q(state="DROPPED"),
                name="revision_number_once",
            ),
            models.UniqueConstraint(fields=["agency", "document", "order"], name="revision_order_once"),
            models.UniqueConstraint(fields=["agency", "token"], name="revision_token_once"),
            models.UniqueConstraint(
                fields=["agency", "document"], condition=models.Q(state="IN_FORCE"), name="revision_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["agency", "document"],
                condition=models.Q(state__in=["DRAFT", "SUBMITTED", "APPROVED"]),
                name="revision_one_being_prepared",
            ),
            models.CheckConstraint(
                name="revision_approved_with_day_and_hash",
                condition=~models.Q(state__in=["APPROVED", "IN_FORCE", "SUPERSEDED"])
                | (models.Q(approved_date__isnull=False) & ~models.Q(approved_hash="")),
            ),
            models.CheckConstraint(
                name="revision_in_force_was_issued",
                condition=~models.Q(state__in=["IN_FORCE", "SUPERSEDED"]) | models.Q(in_force_date__isnull=False),
            ),
            models.CheckConstraint(
                name="revision_in_force_after_approval",
                condition=models.Q(in_force_date__isnull=True)
                | models.Q(approved_date__isnull=True)
                | models.Q(in_force_date__gte=models.F("approved_date")),
            ),
            models.CheckConstraint(
                name="revision_ended_has_day",
                condition=~models.Q(state__in=["SUPERSEDED", "WITHDRAWN"]) | models.Q(ended_date__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "in_force_date"], name="revision_by_state"),
            models.Index(fields=["token"], name="revision_by_token"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"

    @property
    def number(self) -> str:
        """*lần ban hành 01, sửa đổi 02*, as it is said."""
        return _("lần ban hành %(edition)02d, sửa đổi %(amendment)02d") % {
            "edition": self.edition,
            "amendment": self.amendment,
        }

    @property
    def slug(self) -> str:
        """How it stands in addresses."""
        return str(self.uuid)

    @property
    def check_code(self) -> str:
        """Eight characters printed beside the QR, to be compared with the list of documents in force (practice.md 5)."""
        return f"{self.token[:4]}-{self.token[4:8]}".upper()


class Part(AgencyOwned):
    """One part of a revision written here: a procedure has eight of them."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(_("tiêu đề"), max_length=200)
    text = models.TextField(_("nội dung"), blank=True)

    class Meta:
        verbose_name = _("phần của tài liệu")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["agency", "revision", "position"], name="part_once")]

    def __str__(self) -> str:
        return self.heading


class LegalBasis(AgencyOwned):
    """That a revision names a legal document it rests on (căn cứ); the three-month rule looks here."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="bases")
    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="named_by", verbose_name=_("văn bản căn cứ"))

    class Meta:
        verbose_name = _("văn bản căn cứ")
        constraints = [models.UniqueConstraint(fields=["agency", "revision", "law"], name="legal_basis_once")]

    def __str__(self) -> str:
        return str(self.law)
