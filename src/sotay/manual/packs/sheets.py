"""The index of a pack as a workbook: obligations, records with their files, and what was left out."""

from datetime import date
from typing import Final

from sotay.manual.packs.index import WHY, Indexed
from sotay.papers.model import Sheet
from sotay.papers.workbook import workbook
from sotay.standard.standings.models import Word

NAME: Final = "MUC-LUC.xlsx"


def book(one: Indexed) -> bytes:
    """Return the workbook."""
    return workbook((_owed(one), _records(one), _left_out(one)), on=one.about.as_of)


def _owed(one: Indexed) -> Sheet:
    columns = (
        "Phần",
        "Tên phần",
        "Việc phải làm",
        "Căn cứ",
        "Đơn vị",
        "Kỳ",
        "Hạn",
        "Tình trạng",
        "Lý do",
        "Bằng chứng (số hồ sơ)",
    )
    rows = [
        (
            chapter.key, chapter.title, line.about.vi.title, line.about.basis, one.whose(line), line.when.name, line.due,
            str(Word(line.standing).label), line.why, ", ".join(str(row.number) for row in one.evidence(line)),
        )
        for chapter in one.collected.chapters
        for line in chapter.lines
    ]  # fmt: skip
    return Sheet(title="Việc phải làm", columns=columns, rows=tuple(rows))


def _records(one: Indexed) -> Sheet:
    columns = (
        "Số", "Phần", "Điều khoản", "Loại hồ sơ", "Mã", "Tên", "Ngày", "Trạng thái", "Tệp trong gói", "Là", "Dung lượng (byte)",
        "SHA-256", "Trong Sotay",
    )  # fmt: skip
    rows: list[tuple[str | int | float | date | None, ...]] = []
    for row in one.collected.rows:
        told = (
            row.number, row.chapter, ", ".join(row.clauses), row.label, row.code, row.title, row.day, row.state,
        )  # fmt: skip
        where = f"{one.about.address}{row.url}"
        files = one.files.get(row.number, [])
        rows += [(*told, kept.path, kept.what, kept.size, kept.sha256, where) for kept in files]
        if not files:
            rows.append((*told, "", "", None, "", where))
    return Sheet(title="Hồ sơ và tệp", columns=columns, rows=tuple(rows))


def _left_out(one: Indexed) -> Sheet:
    rows = tuple((left.label, left.count, WHY[left.why]) for left in one.left_out)
    return Sheet(title="Không đưa vào gói", columns=("Loại hồ sơ", "Số lượng", "Vì sao"), rows=rows)
