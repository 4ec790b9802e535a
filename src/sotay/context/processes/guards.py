"""Why a process cannot be named, ended or linked now."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.commands import Reason
from sotay.context.processes.models import Process
from sotay.standard.catalogue.clauses import clauses as catalogue


def why_not_keep(
    agency: Agency, *, code: str, clauses: Iterable[str], process: Process | None = None
) -> Iterator[Reason]:
    """Yield the reasons a process cannot bear this code or serve these clauses."""
    taken = Process.objects.filter(agency=agency, code=code, ended_date__isnull=True).exclude(
        pk=process.pk if process else None
    )
    if taken.exists():
        yield Reason(_("Mã %s đã có quá trình khác dùng.") % code, code="code_taken", field="code")
    if unknown := [number for number in clauses if number not in catalogue()]:
        yield Reason(
            _("Tiêu chuẩn không có điều khoản %s.") % ", ".join(unknown), code="unknown_clause", field="clauses"
        )


def why_not_end(process: Process, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a process cannot end on a day."""
    if process.ended_date and process.ended_date <= on:
        yield Reason(_("Quá trình đã kết thúc."), code="ended_already")


def why_not_flow(source: Process, target: Process, what: str) -> Iterator[Reason]:
    """Yield the reasons nothing can flow from one process to another."""
    if source.pk == target.pk:
        yield Reason(_("Một quá trình không chuyển giao cho chính nó."), code="flow_to_itself", field="target")
    if source.agency_id != target.agency_id:
        yield Reason(_("Hai quá trình không thuộc cùng cơ quan."), code="flow_to_another_agency", field="target")
    if not what.strip():
        yield Reason(_("Cần ghi điều được chuyển giao."), code="what_missing", field="what")
