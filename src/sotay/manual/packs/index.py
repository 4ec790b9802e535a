"""The index of a pack (mục lục) as one HTML page that needs nothing but a browser: chapter → obligation → standing → records → files.

Its words are Vietnamese whatever the language of the screen, as those of a paper.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sotay.manual.packs.archive import MANIFEST, Kept
from sotay.manual.packs.chapters import Chapter
from sotay.manual.packs.collecting import CITIZENS, COUNTED, UNREADABLE, UNSEEN, Collected, LeftOut, Row
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.ui.formats import co, ngay, so

NAME: Final = "MUC-LUC.html"
STYLE: Final = Path(__file__).with_name("index.css")
WHY: Final = {
    UNSEEN: "ngoài quyền xem của người lập gói",
    CITIZENS: "tệp, biểu mẫu, nhật ký có thể có thông tin cá nhân của công dân, không đưa vào gói",
    COUNTED: "có thông tin cá nhân của công dân, chỉ đếm, không đưa vào gói",
    UNREADABLE: "tệp không đọc được hoặc không in được",
}


@dataclass(frozen=True, slots=True)
class About:
    """What the head of an index says of a pack."""

    agency: str
    title: str
    period: str
    as_of: date
    made_by: str
    checkpoint: str
    address: str = ""
    """Where Sotay is reached; empty where the installation does not say."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index is made of: the pack, the files of each record as they were written, and what came to be left out."""

    about: About
    collected: Collected
    files: Mapping[int, list[Kept]]
    left_out: list[LeftOut] = field(default_factory=list)
    units: Mapping[int, str] = field(default_factory=dict)
    """The names of units, for what each of them owes."""

    def whose(self, line: Line) -> str:
        """Return the unit an obligation is owed by; nothing for one of the whole agency."""
        return self.units.get(line.unit_id or 0, "")

    def rows_of(self, chapter: Chapter) -> list[Row]:
        """Return the records of a chapter."""
        return [row for row in self.collected.rows if row.chapter == chapter.key]

    def evidence(self, line: Line) -> list[Row]:
        """Return the records of the pack that are evidence for an obligation, of the unit alone where it is owed by one."""
        found = [row for row in self.collected.rows if line.obligation in row.proves]
        return [row for row in found if line.unit_id is None or row.unit_id in {None, line.unit_id}]


def page(one: Indexed) -> Iterator[bytes]:
    """Yield the index piece by piece."""
    for piece in _pieces(one):
        yield piece.encode()


def _pieces(one: Indexed) -> Iterator[str]:
    about = one.about
    yield (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(about.title)} – {escape(about.agency)}</title><style>{STYLE.read_text('utf-8')}</style></head><body>\n"
    )
    yield from _head(one)
    for chapter in one.collected.chapters:
        yield from _chapter(one, chapter)
    yield from _left_out(one.left_out)
    yield "</body></html>\n"


def _head(one: Indexed) -> Iterator[str]:
    about, rows = one.about, one.collected.rows
    files = {kept.path for many in one.files.values() for kept in many}
    yield f'<header><p class="agency">{escape(about.agency)}</p><h1>{escape(about.title)}</h1><dl class="facts">'
    facts = (
        ("Thời gian", about.period),
        ("Số liệu đến ngày", ngay(about.as_of)),
        ("Người lập", about.made_by),
        ("Nội dung", f"{so(len(rows))} hồ sơ, {so(len(files))} tệp"),
        ("Mốc nhật ký", about.checkpoint),
    )
    yield "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    yield (
        "</dl><p>Kiểm tra gói nguyên vẹn: chạy <code>python3 kiem-tra.py</code> trong thư mục đã giải nén, hoặc "
        "<code>python3 kiem-tra.py GOI.zip</code>, rồi so mã băm in ra với trang của gói trong Sotay. "
        f"Danh mục có mã băm từng tệp: <code>{MANIFEST}</code>; trích nhật ký: "
        '<a href="nhat-ky/nhat-ky.csv">nhat-ky/nhat-ky.csv</a>.</p></header>\n<nav aria-label="Các phần"><ul>'
    )
    for chapter in one.collected.chapters:
        count = len(one.rows_of(chapter))
        yield (
            f'<li><a href="#p-{escape(chapter.key)}">{escape(_named(chapter))}</a> '
            f'<span class="count">{so(count)} hồ sơ</span></li>'
        )
    yield "</ul></nav>\n"


def _named(chapter: Chapter) -> str:
    return f"{chapter.key} {chapter.title}" if chapter.key != "KT" else chapter.title


def _chapter(one: Indexed, chapter: Chapter) -> Iterator[str]:
    yield f'<section id="p-{escape(chapter.key)}"><h2>{escape(_named(chapter))}</h2>\n'
    if chapter.on_paper:
        yield f'<p class="note">Chuẩn bị bản giấy: {escape(chapter.on_paper)}.</p>\n'
    if chapter.lines:
        yield (
            "<h3>Việc phải làm</h3><table><thead><tr><th>Việc</th><th>Hạn</th><th>Tình trạng</th>"
            "<th>Bằng chứng trong gói</th></tr></thead><tbody>\n"
        )
        for line in chapter.lines:
            yield _line(one, line)
        yield "</tbody></table>\n"
    rows = one.rows_of(chapter)
    if rows:
        yield (
            "<h3>Hồ sơ</h3><table><thead><tr><th>Số</th><th>Hồ sơ</th><th>Ngày</th><th>Trạng thái</th>"
            "<th>Điều khoản</th></tr></thead><tbody>\n"
        )
        for row in rows:
            yield _row(one, row)
        yield "</tbody></table>\n"
    else:
        yield '<p class="note">Không có hồ sơ trong thời gian này.</p>\n'
    yield "</section>\n"


def _line(one: Indexed, line: Line) -> str:
    found = one.evidence(line)
    links = ", ".join(f'<a href="#h-{row.number}">{row.number}</a>' for row in found[:30])
    more = f" và {so(len(found) - 30)} hồ sơ khác" if len(found) > 30 else ""  # noqa: PLR2004  as many as a cell takes
    told = [line.about.basis, line.when.name if line.period else "", one.whose(line)]
    note = escape(" · ".join(filter(None, told)))
    word = Word(line.standing)
    late = ", muộn" if line.late and word == Word.MET else ""
    return (
        f'<tr><td data-label="Việc">{escape(line.about.vi.title)}<div class="note">{note}</div></td>'
        f'<td class="day" data-label="Hạn">{ngay(line.due) or "–"}</td>'
        f'<td data-label="Tình trạng"><span class="{word.lower()}">{escape(str(word.label))}{late}</span>'
        f'<div class="note">{escape(line.why)}</div></td>'
        f'<td data-label="Bằng chứng">{links or "–"}{more}</td></tr>\n'
    )


def _row(one: Indexed, row: Row) -> str:
    named = f"{row.code} " if row.code and row.code not in row.title else ""
    where = (
        f'<a href="{escape(one.about.address + row.url)}">Xem trong Sotay</a>'
        if one.about.address
        else f"Trong Sotay: {escape(row.url)}"
    )
    files = "".join(
        f'<li><a href="{quote(kept.path)}">{escape(kept.path.rpartition("/")[2])}</a> '
        f'<span class="note">{escape(kept.what)}, {co(kept.size)}</span></li>'
        for kept in one.files.get(row.number, ())
    )
    listed = f'<ul class="files">{files}</ul>' if files else ""
    return (
        f'<tr id="h-{row.number}"><td class="number" data-label="Số">{row.number}</td>'
        f'<td><span class="record-title">{escape(named)}{escape(row.title)}</span>'
        f'<div class="note">{escape(row.label)} · {where}</div>{listed}</td>'
        f'<td class="day" data-label="Ngày">{ngay(row.day) or "–"}</td>'
        f'<td data-label="Trạng thái">{escape(row.state) or "–"}</td>'
        f'<td data-label="Điều khoản">{escape(", ".join(row.clauses)) or "–"}</td></tr>\n'
    )


def _left_out(found: list[LeftOut]) -> Iterator[str]:
    yield '<section id="p-khong-dua-vao"><h2>Không đưa vào gói</h2>\n'
    if not found:
        yield '<p class="note">Không có hồ sơ nào bị để lại.</p></section>\n'
        return
    yield "<table><thead><tr><th>Loại hồ sơ</th><th>Số lượng</th><th>Vì sao</th></tr></thead><tbody>\n"
    for one in found:
        yield (
            f'<tr><td>{escape(one.label)}</td><td class="number" data-label="Số lượng">{so(one.count)}</td>'
            f'<td data-label="Vì sao">{escape(WHY[one.why])}</td></tr>\n'
        )
    yield "</tbody></table></section>\n"
