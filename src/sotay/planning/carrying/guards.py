"""Why objectives cannot be carried into a year now."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.planning.carrying.heirs import Heir
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


def why_not_hand_over(one: ObjectiveSet, heirs: Iterable[Heir], *, done: bool) -> Iterator[Reason]:
    """Yield the reasons the objectives of a unit cannot go on with its successors; `done` when they do already."""
    heirs = list(heirs)
    if one.unit is None or one.unit.ended_date is None:
        yield Reason(_("Đơn vị vẫn đang hoạt động; chỉ chuyển mục tiêu của đơn vị đã kết thúc."), code="unit_stands")
    elif not heirs:
        yield Reason(
            _("Chưa ghi đơn vị kế tiếp của %s.") % one.unit.name,
            code="no_heir",
            fix=("organisation:unit_detail", one.unit),
        )
    if one.state not in {ObjectiveSet.State.APPROVED, ObjectiveSet.State.IN_FORCE}:
        yield Reason(_("Chỉ chuyển bộ mục tiêu đã phê duyệt, chưa tổng kết."), code="not_in_force")
    if done:
        yield Reason(_("Mục tiêu này đã được chuyển cho đơn vị kế tiếp."), code="handed_over")
    for heir in heirs:
        if heir.prepared is not None and heir.prepared.state == ObjectiveSet.State.SUBMITTED:
            yield Reason(
                _("%s đang trình; chờ quyết định hoặc rút lại rồi chuyển.") % heir.prepared,
                code="heir_submitted",
                fix=("planning:set_detail", heir.prepared),
            )
        elif heir.prepared is None and heir.holding is not None:
            yield Reason(
                _("%s đang thực hiện; lập bản điều chỉnh rồi chuyển vào bản đó.") % heir.holding,
                code="heir_in_force",
                fix=("planning:set_revise", heir.holding),
            )
