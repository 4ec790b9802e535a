"""Lines of standing as a file."""

from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency
from sotay.exchange.columns import Column
from sotay.exchange.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from sotay.standard.standings.models import Word
from sotay.standard.standings.queries import LineRow

COLUMNS = (
    Column("number", _("Số")),
    Column("title", _("Việc phải làm")),
    Column("clause", _("Điều khoản")),
    Column("basis", _("Căn cứ")),
    Column("who", _("Trách nhiệm")),
    Column("unit", _("Đơn vị")),
    Column("period", _("Kỳ")),
    Column("due", _("Hạn")),
    Column("standing", _("Tình trạng")),
    Column("late", _("Trễ hạn")),
    Column("evidence", _("Ngày bằng chứng")),
    Column("reason", _("Diễn giải")),
)


def lines(rows: Iterable[LineRow], *, kind: str, agency: Agency) -> HttpResponse | FileResponse:
    """Answer with the lines as `xlsx` or `csv`; NotFound for another kind."""
    title = str(_("Việc phải làm"))
    name = f"viec-phai-lam-{agency.short_name}.{kind}"
    records = (_record(row) for row in rows)
    if kind == "xlsx":
        return FileResponse(
            write_xlsx(COLUMNS, records, title=title), as_attachment=True, filename=name, content_type=XLSX_TYPE
        )
    if kind == "csv":
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(write_csv(COLUMNS, records), content_type=CSV_TYPE, headers=disposition)
    raise Http404


def _record(row: LineRow) -> dict[str, object]:
    one, line = row.obligation, row.line
    return {
        "number": one.number,
        "title": one.title,
        "clause": one.clause,
        "basis": one.basis,
        "who": ", ".join(one.who_names),
        "unit": row.unit.name if row.unit else "",
        "period": line.when.name,
        "due": line.due,
        "standing": str(Word(line.standing).label),
        "late": line.late or None,
        "evidence": line.evidence_date,
        "reason": line.why,
    }
