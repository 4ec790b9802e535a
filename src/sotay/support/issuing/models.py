"""Issuing together (đợt ban hành): revisions and withdrawals under one decision (practice.md 1.2, 5; form A8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, OwnedQuerySet
from sotay.support.documents.models import Document, Revision


class Issue(AgencyOwned):
    """A *đợt ban hành*: what is reviewed, approved, put into force and withdrawn together by one decision.

    `is_taken_over` marks the set that stood when the agency began to use Sotay: each revision keeps its own day in force.
    """

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again, with the reason."""

        DRAFT = "DRAFT", _("Đang chuẩn bị")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        APPROVED = "APPROVED", _("Đã phê duyệt, chờ ban hành")
        ISSUED = "ISSUED", _("Đã ban hành")
        CANCELLED = "CANCELLED", _("Đã hủy")

    name = models.CharField(_("tên đợt ban hành"), max_length=200)
    slug = models.SlugField(max_length=80, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    reason = models.CharField(_("lý do ban hành"), max_length=500, blank=True)
    returned_reason = models.CharField(_("lý do trả lại, hủy"), max_length=500, blank=True)
    in_force_date = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định ban hành"),
    )
    is_taken_over = models.BooleanField(_("tài liệu có từ trước khi dùng hệ thống"), default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt ban hành")
        verbose_name_plural = _("đợt ban hành")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="issue_slug_once"),
            models.CheckConstraint(
                name="issue_issued_by_decision",
                condition=~models.Q(state="ISSUED") | models.Q(decision__isnull=False, approved_date__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="issue_by_state")]

    def __str__(self) -> str:
        return self.name


class IssueItem(AgencyOwned):
    """One line of the list (annex A8): a revision to be issued, or a document to be withdrawn."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="issue_items")
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issue_items",
        verbose_name=_("bản tài liệu"),
    )
    in_force_date = models.DateField(_("ngày hiệu lực riêng"), null=True, blank=True)
    withdraw_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)
    replaced_by = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    left_out_reason = models.CharField(_("lý do để lại"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("dòng của đợt ban hành")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "issue", "document"], name="issue_item_once"),
            models.CheckConstraint(
                name="issue_item_issues_or_withdraws",
                condition=models.Q(revision__isnull=False) | ~models.Q(withdraw_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.revision or self.document)
