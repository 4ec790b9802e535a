"""Why objectives cannot be carried into a year now."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.planning.objectives import guards
from sotay.planning.objectives.models import ObjectiveSet


def why_not_carry(found: Iterable[ObjectiveSet | None], *, year: int, this_year: int) -> Iterator[Reason]:
    """Yield the reasons nothing can be carried: no set of the year before holds, or all have one already.

    `found` has, for each unit to which something would go, its set of the year, None while it has none.
    """
    found = list(found)
    yield from guards.why_not_begin(None, year=year, this_year=this_year, sets=())
    if not found:
        yield Reason(
            _("Năm %d chưa có bộ mục tiêu nào được phê duyệt để chép sang.") % (year - 1),
            code="nothing_to_carry",
            fix=("planning:objectives", None),
        )
    elif all(found):
        yield Reason(
            _("Các đơn vị được chọn đều đã có bộ mục tiêu năm %d.") % year,
            code="all_there",
            fix=("planning:objectives", None),
        )
