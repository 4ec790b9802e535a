"""How records of statistics are found again, searched and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import written
from sotay.operation.statistics.words import title_of
from sotay.search import index

subjects.register(
    MonthlyCount,
    label=_("Số liệu hồ sơ theo tháng"),
    url_name="operation:count_detail",
    url_kwargs=lambda row: {"uuid": row.uuid},
    title=title_of,
    state=lambda row: str(row.get_origin_display()),
    related=("unit", "service", "agency"),
)
index.register(
    MonthlyCount,
    code=lambda row: written(row.month),
    text=lambda row: "\n".join(filter(None, [row.source, row.note, row.service.field if row.service else ""])),
)
sentences.register(
    {
        "operation.counts.entered": _("Nhập số liệu hồ sơ của tháng"),
        "operation.counts.changed": _("Sửa số liệu hồ sơ của tháng"),
        "operation.counts.removed": _("Xóa số liệu hồ sơ của tháng"),
        "operation.counts.imported": _("Nhập số liệu hồ sơ từ tệp"),
    }
)
