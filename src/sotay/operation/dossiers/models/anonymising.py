"""Lists of dossiers whose personal data are emptied when their time is over: approved, then done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned
from sotay.operation.dossiers.models.dossier import Dossier


class AnonymisingList(AgencyOwned):
    """A list of dossiers closed before a day, whose personal data are to be emptied once the head has approved it."""

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again."""

        DRAFT = "DRAFT", _("Đang lập")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        APPROVED = "APPROVED", _("Đã phê duyệt")
        DONE = "DONE", _("Đã ẩn danh")
        CANCELLED = "CANCELLED", _("Đã hủy bỏ")

    code = models.CharField(_("số"), max_length=40)
    slug = models.SlugField(max_length=60, editable=False)
    closed_before_date = models.DateField(_("hồ sơ kết thúc trước ngày"))
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    returned_reason = models.CharField(_("lý do trả lại, hủy bỏ"), max_length=500, blank=True)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    done_date = models.DateField(_("ngày ẩn danh"), null=True, blank=True)

    class Meta:
        verbose_name = _("danh sách ẩn danh")
        verbose_name_plural = _("danh sách ẩn danh")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="anonymising_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="anonymising_slug_once"),
            models.CheckConstraint(
                name="anonymising_done_was_approved",
                condition=~models.Q(state="DONE")
                | models.Q(approved_date__isnull=False, done_date__gte=models.F("approved_date")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AnonymisingItem(AgencyOwned):
    """One dossier of a list, or why it is left out."""

    list = models.ForeignKey(AnonymisingList, on_delete=models.CASCADE, related_name="items")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    left_out_reason = models.CharField(_("lý do để lại"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "list", "dossier"], name="anonymising_item_once")]

    def __str__(self) -> str:
        return str(self.dossier)
