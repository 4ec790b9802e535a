"""Requests to write, change, replace or withdraw a document (phiếu yêu cầu, form A3) with the five points of 6.3."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.context.models import Law
from sotay.support.documents.models import Document, Revision


class ChangeRequest(AgencyOwned):
    """A request about a document: why, what, the five points of a planned change, who decided, the revision it led to.

    `origin_type` and `origin_uuid` name the record it was opened from (a finding, a law, a complaint …).
    """

    class Manner(models.TextChoices):
        """What is asked for."""

        NEW = "NEW", _("Soạn mới")
        CHANGE = "CHANGE", _("Sửa đổi")
        REPLACE = "REPLACE", _("Thay thế")
        WITHDRAW = "WITHDRAW", _("Hủy bỏ")

    class Cause(models.TextChoices):
        """What gave rise to it."""

        LAW = "LAW", _("Văn bản quy phạm pháp luật mới")
        AUDIT = "AUDIT", _("Kết quả đánh giá nội bộ")
        NONCONFORMITY = "NONCONFORMITY", _("Sự không phù hợp, hành động khắc phục")
        REVIEW = "REVIEW", _("Rà soát định kỳ, xem xét của lãnh đạo")
        FEEDBACK = "FEEDBACK", _("Phản ánh của khách hàng")
        IMPROVEMENT = "IMPROVEMENT", _("Cải tiến")
        OTHER = "OTHER", _("Lý do khác")

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again, with the reason."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        ACCEPTED = "ACCEPTED", _("Được chấp thuận")
        REJECTED = "REJECTED", _("Không chấp thuận")
        DONE = "DONE", _("Đã thực hiện")
        CANCELLED = "CANCELLED", _("Đã hủy")

    OPEN = (State.DRAFT, State.SUBMITTED, State.ACCEPTED)
    POINTS = ("purpose", "consequences", "integrity", "resources", "responsibilities")

    code = models.CharField(_("số phiếu"), max_length=40)
    slug = models.SlugField(max_length=60, editable=False)
    manner = models.CharField(_("loại yêu cầu"), max_length=8, choices=Manner, default=Manner.CHANGE)
    cause = models.CharField(_("xuất phát từ"), max_length=13, choices=Cause, default=Cause.IMPROVEMENT)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("tài liệu")
    )
    title = models.CharField(_("tên tài liệu đề nghị"), max_length=300, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đề nghị"))
    asked_date = models.DateField(_("ngày đề nghị"))
    law = models.ForeignKey(
        Law,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("văn bản pháp luật"),
    )
    origin_type = models.CharField(max_length=80, blank=True, editable=False)
    origin_uuid = models.UUIDField(null=True, blank=True, editable=False)
    origin_text = models.CharField(_("từ"), max_length=300, blank=True, editable=False)
    reason = models.TextField(_("lý do"))
    present = models.TextField(_("nội dung hiện tại"), blank=True)
    proposed = models.TextField(_("nội dung đề nghị"), blank=True)
    purpose = models.TextField(_("mục đích của thay đổi"), blank=True)
    consequences = models.TextField(_("hậu quả tiềm ẩn"), blank=True)
    integrity = models.TextField(_("tính toàn vẹn của hệ thống"), blank=True)
    resources = models.TextField(_("nguồn lực sẵn có"), blank=True)
    responsibilities = models.TextField(_("phân bổ trách nhiệm và quyền hạn"), blank=True)
    impacts = models.ManyToManyField(
        Document, related_name="+", blank=True, verbose_name=_("tài liệu, biểu mẫu khác bị ảnh hưởng")
    )
    due_date = models.DateField(_("hạn hoàn thành"), null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    state_reason = models.CharField(_("lý do trả lại, không chấp thuận, hủy"), max_length=500, blank=True)
    decided_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("bản tài liệu"),
    )
    done_date = models.DateField(_("ngày ban hành thực tế"), null=True, blank=True)

    class Meta:
        verbose_name = _("yêu cầu về tài liệu")
        verbose_name_plural = _("yêu cầu về tài liệu")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="change_request_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="change_request_slug_once"),
            models.CheckConstraint(
                name="change_request_of_a_document", condition=models.Q(manner="NEW") | models.Q(document__isnull=False)
            ),
            models.CheckConstraint(
                name="change_request_refused_with_reason",
                condition=~models.Q(state__in=["REJECTED", "CANCELLED"]) | ~models.Q(state_reason=""),
            ),
            models.CheckConstraint(
                name="change_request_done_has_day",
                condition=~models.Q(state="DONE") | models.Q(done_date__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_date"], name="change_request_open")]

    def __str__(self) -> str:
        return f"{self.code} {self.get_manner_display()}: {self.document or self.title}"[:300]
