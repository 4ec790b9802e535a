"""How what legal documents change is told."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences
from sotay.support.lawful import citing as _citing  # noqa: F401  tells which documents name a law
from sotay.support.lawful import following as _following  # noqa: F401  tells how far documents have followed

sentences.register(
    {
        "support.law.no_effect": _("Kết luận văn bản không ảnh hưởng đến tài liệu"),
        "support.law.affects": _("Kết luận văn bản ảnh hưởng đến tài liệu"),
        "support.law.changes_asked": _("Lập phiếu yêu cầu sửa tài liệu theo văn bản"),
    }
)
