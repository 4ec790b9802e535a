"""An agency (cơ quan): the body whose quality management system is run."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models.owned import Versioned, keep_history
from sotay.blobs.models import Blob

RESERVED_SHORT_NAMES = frozenset(
    {"accounts", "account", "ui", "static", "healthz", "install", "language", "public", "api", "calendar"}
)


class Agency(Versioned):
    """A state agency that applies TCVN ISO 9001:2015 (QĐ 19/2014/QĐ-TTg Điều 2)."""

    class Kind(models.TextChoices):
        """Which duties an agency has depends on its kind (`standard` catalogue)."""

        MINISTRY = "MINISTRY", _("Bộ, cơ quan ngang bộ")
        PROVINCE = "PROVINCE", _("Ủy ban nhân dân cấp tỉnh")
        SPECIALISED = "SPECIALISED", _("Cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh")
        OVERSEER = "OVERSEER", _("Sở Khoa học và Công nghệ")
        BRANCH = "BRANCH", _("Chi cục và tương đương")
        COMMUNE = "COMMUNE", _("Ủy ban nhân dân cấp xã")
        PUBLIC_UNIT = "PUBLIC_UNIT", _("Đơn vị sự nghiệp công lập")

    kind = models.CharField(_("loại cơ quan"), max_length=20, choices=Kind, default=Kind.SPECIALISED)
    name = models.CharField(_("tên cơ quan"), max_length=200)
    short_name = models.CharField(
        _("tên ngắn"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Chỉ dùng chữ thường không dấu, số và dấu gạch nối."))
        ],
        help_text=_("Đứng trong địa chỉ trang, một tên cho một cơ quan, ví dụ stttt-qnam."),
    )
    letter_code = models.CharField(
        _("chữ viết tắt"), max_length=40, help_text=_("Như trong số ký hiệu văn bản, ví dụ STTTT.")
    )
    parent_name = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    place_name = models.CharField(
        _("địa danh"), max_length=100, blank=True, help_text=_("Đứng trước ngày tháng trên văn bản.")
    )
    overseer = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="overseen",
        verbose_name=_("cơ quan theo dõi"),
    )
    logo = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("biểu trưng")
    )
    is_small = models.BooleanField(
        _("cơ quan nhỏ"),
        default=False,
        help_text=_("Một người có thể giữ nhiều vai trò; vẫn phải có ít nhất hai người trong mỗi chuỗi duyệt."),
    )
    wants_qmr = models.BooleanField(_("có Đại diện lãnh đạo về chất lượng (QMR)"), default=False)
    committee_name = models.CharField(_("tên gọi ban"), max_length=60, default="Ban Chỉ đạo ISO")
    manual_name = models.CharField(_("tên gọi sổ tay"), max_length=100, default="Sổ tay chất lượng")
    in_use_from_date = models.DateField(
        _("dùng hệ thống từ ngày"), null=True, blank=True, help_text=_("Kỳ trước ngày này không bị tính là quá hạn.")
    )
    is_demo = models.BooleanField(_("cơ quan mẫu"), default=False, editable=False)
    ended_date = models.DateField(_("ngày kết thúc hoạt động"), null=True, blank=True)

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")
        constraints = [
            models.CheckConstraint(
                name="agency_short_name_not_reserved", condition=~models.Q(short_name__in=sorted(RESERVED_SHORT_NAMES))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def agency(self) -> "Agency":
        """The agency itself, so that rules about records read the same for it."""
        return self

    @property
    def agency_id(self) -> int:
        """Its own key, see `agency`."""
        return self.pk


class AgencySuccession(models.Model):
    """An agency that took over from another (hợp nhất, sáp nhập, chia, tách)."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="predecessions")
    date = models.DateField(_("từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="agency_succession_once"),
            models.CheckConstraint(
                name="agency_not_its_own_successor", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]


keep_history(Agency)
