"""What acts of this area are called on screen."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences

sentences.register(
    {
        "standard.applicability.decided": _("Quyết định việc áp dụng điều khoản"),
        "standard.parameter.set": _("Đặt tham số"),
        "standard.evidence.declared": _("Khai báo bằng chứng khi khởi tạo"),
    }
)
