"""How sources of lists are found again, and how the journal tells of lists."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.operation.dossiers.models import DossierSource

subjects.register(
    DossierSource,
    label=_("Nguồn danh sách hồ sơ"),
    url_name="operation:dossier_source_detail",
    url_kwargs=lambda source: {"slug": source.slug},
    state=lambda source: str(_("Thôi dùng") if source.ended_date else _("Đang dùng")),
)
sentences.register(
    {
        "operation.dossiers.imported": _("Nhập danh sách hồ sơ từ tệp"),
        "operation.dossier_source.saved": _("Lưu cách đọc danh sách hồ sơ của nguồn"),
        "operation.dossier_source.ended": _("Thôi dùng nguồn danh sách hồ sơ"),
        "operation.dossier_source.resumed": _("Dùng lại nguồn danh sách hồ sơ"),
    }
)
