"""Amendments (đợt sửa đổi) and the drafts in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision
from sotay.manual.statements.models import Manual, Statement

PURPOSE = "manual.amendment"
"""What an approval of an amendment is called among the purposes of approvals."""


class Amendment(AgencyOwned):
    """A set of drafts decided together; until issue the text in force stays (practice 3)."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        APPROVED = "APPROVED", _("Đã duyệt, chờ ban hành")
        ISSUED = "ISSUED", _("Đã ban hành")
        WITHDRAWN = "WITHDRAWN", _("Đã hủy")

    manual = models.ForeignKey(Manual, on_delete=models.PROTECT, related_name="amendments")
    slug = models.SlugField(max_length=60, editable=False)
    code = models.CharField(_("mã đợt"), max_length=40)
    reason = models.CharField(_("lý do sửa đổi"), max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    issue_decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định ban hành"),
    )
    issued_date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    revision = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("đợt sửa đổi")
        verbose_name_plural = _("đợt sửa đổi")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="amendment_slug_once"),
            models.CheckConstraint(
                name="amendment_issued_has_date",
                condition=~models.Q(state="ISSUED") | models.Q(issued_date__isnull=False, edition__isnull=False),
            ),
            models.CheckConstraint(
                name="amendment_approved_has_date",
                condition=~models.Q(state__in=["APPROVED", "ISSUED"]) | models.Q(approved_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class Draft(AgencyOwned):
    """The proposed text of one statement in one amendment."""

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="drafts")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="drafts")
    text = models.TextField(_("nội dung áp dụng"))
    base_text = models.TextField(editable=False)
    note = models.CharField(_("vì sao sửa"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bản sửa")
        verbose_name_plural = _("bản sửa")
        constraints = [
            models.UniqueConstraint(fields=["agency", "amendment", "statement"], name="draft_once_per_amendment")
        ]

    def __str__(self) -> str:
        return str(self.statement)
