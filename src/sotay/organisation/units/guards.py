"""Why a unit cannot be named, moved or ended now; asked by the page, the form and the command alike."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Unit
from sotay.commands import Reason


def why_not_name(agency: Agency, *, code: str, parent: Unit | None, unit: Unit | None = None) -> Iterator[Reason]:
    """Yield the reasons a unit cannot bear this code below this parent."""
    standing = Unit.objects.filter(agency=agency, ended_date__isnull=True).exclude(pk=unit.pk if unit else None)
    if standing.filter(code__iexact=code).exists():
        yield Reason(_("Mã %s đã có đơn vị khác dùng.") % code, code="code_taken", field="code")
    if parent is None:
        return
    if parent.agency_id != agency.pk:
        yield Reason(_("Đơn vị cấp trên không thuộc cơ quan này."), code="parent_of_another", field="parent")
    elif unit is not None and _is_below(parent, unit):
        yield Reason(
            _("%s không thể thuộc chính nó hoặc đơn vị bên dưới nó.") % unit.name, code="parent_below", field="parent"
        )


def why_not_end(unit: Unit, *, ended_date: date, successors: tuple[Unit, ...] = ()) -> Iterator[Reason]:
    """Yield the reasons a unit cannot end on this day."""
    if unit.ended_date:
        yield Reason(_("Đơn vị đã kết thúc hoạt động."), code="ended_already")
    if unit.started_date and ended_date < unit.started_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày thành lập."), code="ends_before_start", field="ended_date")
    if unit.children.filter(ended_date__isnull=True).exists():
        yield Reason(
            _("Còn đơn vị bên dưới đang hoạt động."), code="has_children", fix=("organisation:unit_detail", unit)
        )
    if unit.seats.exclude(to_date__lt=ended_date).exists():
        yield Reason(
            _("Còn người đang giữ vai trò trong đơn vị; hãy kết thúc hoặc chuyển các vai trò đó trước."),
            code="has_seats",
            fix=("organisation:unit_detail", unit),
        )
    if any(one.pk == unit.pk or one.agency_id != unit.agency_id for one in successors):
        yield Reason(
            _("Đơn vị kế tiếp phải là đơn vị khác của cùng cơ quan."), code="wrong_successor", field="successors"
        )


def why_not_note(paper: object) -> Iterator[Reason]:
    """Yield the reason a notice of assignment cannot be kept: it has no number and day."""
    if paper is None:
        yield Reason(_("Cần số và ngày của thông báo phân công nhiệm vụ."), code="paper_missing", field="decision")


def _is_below(candidate: Unit, unit: Unit) -> bool:
    """Return whether the candidate is the unit or stands below it, by the tree as it stands now and not when read."""
    above = dict(Unit.objects.filter(agency_id=unit.agency_id).values_list("pk", "parent_id"))
    at: int | None = candidate.pk
    while at is not None:
        if at == unit.pk:
            return True
        at = above[at]
    return False
