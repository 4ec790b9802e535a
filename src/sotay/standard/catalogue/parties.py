"""Bodies that owe or receive something and hold no seat in the agency."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

PARTIES: Final = MappingProxyType(
    {
        "ARCHIVE": _("Lưu trữ cơ quan"),
        "AUTHORITY": _("Cơ quan có thẩm quyền"),
        "COMMITTEE": _("Ban Chỉ đạo ISO"),
        "CUSTOMER": _("Tổ chức, cá nhân"),
        "INSPECTION": _("Đoàn kiểm tra"),
        "MINISTRY": _("Bộ, cơ quan ngang bộ"),
        "OVERSEER": _("Sở Khoa học và Công nghệ"),
        "PROVINCE": _("Ủy ban nhân dân cấp tỉnh"),
        "PUBLIC": _("Công khai"),
        "REFORM_COMMITTEE": _("Ban Chỉ đạo cải cách hành chính tỉnh"),
        "REVIEW": _("Cuộc xem xét của lãnh đạo"),
        "SCIENCE_MINISTRY": _("Bộ Khoa học và Công nghệ"),
        "SYSTEM_OWNER": _("Đơn vị chủ quản hệ thống thông tin"),
        "UNITS": _("Các đơn vị"),
    }
)
