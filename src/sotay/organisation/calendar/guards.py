"""Why a calendar cannot be taken, decided or changed so."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, CalendarYear
from sotay.agency.workdays import DayKind, shipped_packs
from sotay.commands import Reason

FIRST_YEAR, LAST_YEAR = 2010, 2099
_SATURDAY = 5


def why_not_take(agency: Agency, *, year: int) -> Iterator[Reason]:
    """Yield the reasons the shipped calendar of a year cannot be taken."""
    if year not in shipped_packs():
        yield Reason(_("Chương trình chưa có lịch năm %d.") % year, code="no_pack")
    if CalendarYear.objects.filter(agency=agency, year=year).exists():
        yield Reason(_("Lịch năm %d đã chốt.") % year, code="year_decided")


def why_not_decide(*, year: int, basis: str) -> Iterator[Reason]:
    """Yield the reasons a year cannot be decided."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield Reason(_("Năm không hợp lệ."), code="year_out_of_range")
    if not basis.strip():
        yield Reason(_("Cần căn cứ: thông báo nghỉ lễ, công văn."), code="basis_missing", field="basis")


def why_not_set(*, day: date, kind: str, basis: str) -> Iterator[Reason]:
    """Yield the reasons a day cannot be set so; only a rest day can be made a working one."""
    yield from why_not_decide(year=day.year, basis=basis)
    if kind == DayKind.SWAP_WORK and day.weekday() < _SATURDAY:
        yield Reason(_("Làm bù chỉ đặt vào thứ bảy, chủ nhật."), code="works_already", field="date")


def why_not_remove(*, reason: str) -> Iterator[Reason]:
    """Yield the reasons a day cannot go back to what its weekday says."""
    if not reason.strip():
        yield Reason(_("Cần nêu lý do."), code="reason_missing", field="reason")
