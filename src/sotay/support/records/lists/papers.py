"""The year's list of files as a paper (form A6): the five columns of NĐ 30/2020/NĐ-CP, phụ lục V."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from sotay.approvals.models import Approval
from sotay.papers.authority import head_title
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Paper, Paragraph, Run, Signature, Table, Text
from sotay.papers.rounds import approved_by
from sotay.papers.shapes import inner_form
from sotay.support.records.lists.queries import Row, Section, rounds_that_issued, sections_of
from sotay.support.records.models import RecordLine, RecordList
from sotay.ui.formats import ngay

COLUMNS = (
    Column(key="so_ky_hieu_ho_so", title="Số và ký hiệu hồ sơ", width=1.4),
    Column(key="tieu_de", title="Tên đề mục và tiêu đề hồ sơ", width=4.2),
    Column(key="thoi_han", title="Thời hạn bảo quản", width=1.3, align="center"),
    Column(key="nguoi_lap", title="Người lập hồ sơ", width=2),
    Column(key="ghi_chu", title="Ghi chú", width=1.4),
)


@form("A6", title=_("Danh mục hồ sơ"), of="support.recordlist", clause="7.5.3")
def list_of_files(record: RecordList | None, making: Making) -> Paper:
    """The lines below their headings, big ones with Roman numerals; who issued it and by which paper."""
    sections = sections_of(record, viewer=making.viewer) if record else ()
    lines = [row.line for section in sections for row in section.rows]
    permanent = sum(line.years is None for line in lines)
    year = str(record.year) if record else "……"
    approval = next(iter(rounds_that_issued(record)), None) if record and record.issued_date else None
    summed = (
        f"Bản Danh mục hồ sơ này có {len(lines)} hồ sơ, bao gồm: {permanent} hồ sơ bảo quản vĩnh viễn; "
        f"{len(lines) - permanent} hồ sơ bảo quản có thời hạn."
        if record
        else "Bản Danh mục hồ sơ này có …… hồ sơ, bao gồm: …… hồ sơ bảo quản vĩnh viễn; …… hồ sơ bảo quản có thời hạn."
    )
    return inner_form(
        making,
        Table(key="ho_so", columns=COLUMNS, rows=tuple(_rows(sections)), blank_rows=0 if record else 12),
        Paragraph(text=summed),
        heading="DANH MỤC HỒ SƠ",
        subject=f"Năm {year}{_attached(record, approval)}",
        dated=record.issued_date if record else None,
        signature=_signature(record, approval, making, lines=lines),
    )


def _rows(sections: tuple[Section, ...]) -> Iterator[tuple[Text, ...]]:
    for section in sections:
        if section.heading:
            heading = section.heading.upper() if section.level == 1 else section.heading
            yield ("", (Run(text=f"{section.number}. {heading}", bold=True),), "", "", "")
        yield from (_row(row) for row in section.rows)


def _row(row: Row) -> tuple[Text, ...]:
    line = row.line
    added = f"bổ sung ngày {ngay(row.added_date)}" if row.added_date else ""
    note = "dòng bổ sung, chưa ban hành" if row.is_coming else added
    return (line.number, line.title, line.retention, row.maker, "\n".join(filter(None, [line.note, note])))


def _attached(record: RecordList | None, approval: Approval | None) -> str:
    if record is None:
        return ""
    if record.issued_date is None:
        return "\n(Bản đang soạn, chưa ban hành)"
    paper = approval.paper if approval else None
    if paper is not None:
        return f"\n(Kèm theo {paper.number} ngày {ngay(paper.date)})"
    return f"\n(Ban hành ngày {ngay(record.issued_date)})"


def _signature(
    record: RecordList | None, approval: Approval | None, making: Making, *, lines: Sequence[RecordLine]
) -> Signature:
    """Return who issued it: the signer of the paper, else who confirmed; nobody signed lines that are not issued yet."""
    on = record.issued_date if record and record.issued_date else making.on
    title = head_title(making.agency, on)
    if record is None or not record.issued_date or not all(line.issued_date for line in lines):
        return Signature(title=title)
    return approved_by(title, approval, day=record.issued_date)
