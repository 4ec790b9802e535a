"""How counts are called on pages, in files and in the journal."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.operation.statistics import sums
from sotay.operation.statistics.counts import NAMES
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import written
from sotay.operation.statistics.sums import Difference
from sotay.ui.formats import so

LABELS: Final[Mapping[str, Any]] = {
    **{one.name: one.verbose_name for one in MonthlyCount._meta.fields if one.name in NAMES},
    "settled_without_due": gettext_lazy("giải quyết, không có hạn"),
    "received_channel": gettext_lazy("tiếp nhận, biết hình thức nộp"),
}
AXES: Final[Mapping[str, Any]] = {
    sums.UNIT: gettext_lazy("các đơn vị"),
    sums.FIELD: gettext_lazy("các lĩnh vực"),
    sums.SERVICE: gettext_lazy("các thủ tục"),
}


def scope_words(row: MonthlyCount) -> str:
    """Return whose counts a row holds, in words."""
    unit = [row.unit.name] if row.unit else []
    if row.service:
        return ", ".join([f"{row.service.code} {row.service.name}", *unit])
    return ", ".join([*([row.field] if row.field else []), *unit]) or _("Toàn cơ quan")


def title_of(row: MonthlyCount) -> str:
    """Return what a row is called."""
    return _("Số liệu hồ sơ tháng %(month)s – %(of)s") % {"month": written(row.month), "of": scope_words(row)}


def label_of(name: str) -> str:
    """Return what a count is called, as a heading."""
    label = str(LABELS[name])
    return label[:1].upper() + label[1:]


heading = lazy(label_of, str)
"""The same, said in the language of who reads it."""


def difference_words(month: date, one: Difference, *, whole: str, names: Mapping[Any, str]) -> str:
    """Return where a row of a whole and its parts tell different things; `names` are those of units and services by key."""
    of = ", ".join(names.get((axis, key), str(key)) for axis, key in one.of) or whole
    told = {
        "month": written(month), "of": of, "count": str(LABELS[one.name]), "axis": AXES[one.axis], "missing": one.missing,
        "told": so(one.told), "sum": so(one.sum), "by": so(abs((one.told or 0) - (one.sum or 0))),
    }  # fmt: skip
    if one.missing and one.told is None:
        return (
            _(
                "Tháng %(month)s, %(of)s – %(count)s: chưa có tổng, vì %(missing)s dòng theo %(axis)s không có số này (các dòng "
                "có: %(sum)s)"
            )
            % told
        )
    if one.missing:
        return (
            _(
                "Tháng %(month)s, %(of)s – %(count)s: ghi chung %(told)s; theo %(axis)s mới có %(sum)s, %(missing)s dòng không "
                "có số này"
            )
            % told
        )
    return _("Tháng %(month)s, %(of)s – %(count)s: ghi chung %(told)s, cộng theo %(axis)s %(sum)s (lệch %(by)s)") % told
