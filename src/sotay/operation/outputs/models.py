"""A nonconforming output (đầu ra không phù hợp): what, where it came from, what was done, checked again (ISO 9001 8.7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.context.models import Service
from sotay.operation.dossiers.models import Dossier


class NonconformingOutput(AgencyOwned):
    """Something handed out, or about to be, that is not as it should be; `what` never names a citizen.

    It is decided what is done with it and by whom (8.7.1, 8.7.2 d); what was done is checked again by somebody else before
    it is closed, else `checked_text` says what is missing and it is done anew. `assigned_to` and `due_date` are agreed upon
    with the decision, where they are.
    """

    class Kind(models.TextChoices):
        """What is wrong."""

        WRONG_RESULT = "WRONG_RESULT", _("Kết quả sai, thiếu")
        LATE = "LATE", _("Trả quá hạn")
        LOST = "LOST", _("Mất, hư hỏng giấy tờ của khách hàng")
        CONDUCT = "CONDUCT", _("Thái độ, cách phục vụ")
        OTHER = "OTHER", _("Khác")

    class Stage(models.TextChoices):
        """When it was found."""

        BEFORE_RETURN = "BEFORE_RETURN", _("Trước khi trả kết quả")
        AFTER_RETURN = "AFTER_RETURN", _("Sau khi trả kết quả")

    class Action(models.TextChoices):
        """What was decided to do."""

        FIX = "FIX", _("Khắc phục, sửa lại")
        REISSUE = "REISSUE", _("Thu hồi, cấp lại")
        STOP = "STOP", _("Dừng cung cấp")
        APOLOGY = "APOLOGY", _("Xin lỗi, hẹn lại")
        CONCESSION = "CONCESSION", _("Chấp nhận có nhân nhượng")

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "OPEN", _("Chờ quyết định xử lý")
        DECIDED = "DECIDED", _("Đang xử lý")
        DONE = "DONE", _("Chờ kiểm tra lại")
        CLOSED = "CLOSED", _("Đã đóng")
        CANCELLED = "CANCELLED", _("Đã hủy bỏ")

    code = models.CharField(_("số"), max_length=40)
    slug = models.SlugField(max_length=60, editable=False)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    stage = models.CharField(_("phát hiện"), max_length=13, choices=Stage, default=Stage.AFTER_RETURN)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="outputs", null=True, blank=True, verbose_name=_("hồ sơ")
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("thủ tục hành chính")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("đơn vị")
    )
    found_date = models.DateField(_("ngày phát hiện"))
    found_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    what = models.CharField(_("nội dung không phù hợp"), max_length=1000)
    action = models.CharField(_("cách xử lý"), max_length=10, choices=Action, blank=True)
    action_text = models.CharField(_("việc phải làm"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("người quyết định")
    )
    decided_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("người xử lý")
    )
    due_date = models.DateField(_("hạn xử lý"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("người đã xử lý")
    )
    done_date = models.DateField(_("ngày xử lý xong"), null=True, blank=True)
    done_text = models.CharField(_("kết quả xử lý"), max_length=1000, blank=True)
    checked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("người kiểm tra lại")
    )
    checked_date = models.DateField(_("ngày kiểm tra lại"), null=True, blank=True)
    checked_text = models.CharField(_("nhận xét khi kiểm tra lại"), max_length=1000, blank=True)
    state = models.CharField(_("trạng thái"), max_length=9, choices=State, default=State.OPEN)
    cancelled_reason = models.CharField(_("lý do hủy bỏ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("đầu ra không phù hợp")
        verbose_name_plural = _("đầu ra không phù hợp")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="output_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="output_slug_once"),
            models.CheckConstraint(
                name="output_decided_by_someone",
                condition=models.Q(state__in=["OPEN", "CANCELLED"])
                | models.Q(decided_by__isnull=False, decided_date__isnull=False) & ~models.Q(action=""),
            ),
            models.CheckConstraint(
                name="output_closed_was_checked",
                condition=~models.Q(state="CLOSED")
                | models.Q(done_date__isnull=False, checked_by__isnull=False, checked_date__isnull=False),
            ),
            models.CheckConstraint(
                name="output_checked_by_another",
                condition=models.Q(checked_by__isnull=True) | ~models.Q(checked_by=models.F("done_by")),
            ),
            models.CheckConstraint(
                name="output_done_by_someone",
                condition=~models.Q(state__in=["DONE", "CLOSED"])
                | (models.Q(done_date__isnull=False, done_by__isnull=False) & ~models.Q(done_text="")),
            ),
            models.CheckConstraint(
                name="output_cancelled_with_reason",
                condition=~models.Q(state="CANCELLED") | ~models.Q(cancelled_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "kind", "found_date"], name="output_by_kind")]

    CLOSED = (State.CLOSED, State.CANCELLED)
    """Where nothing is left to do."""

    def __str__(self) -> str:
        return f"{self.code} – {self.what}"[:200]

    @property
    def title(self) -> str:
        """What it is called elsewhere: its text may hold what nobody should have written."""
        return f"{self.code} – {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state not in self.CLOSED
