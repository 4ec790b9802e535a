"""A set of files read: which file is the list, what its rows say, what each other file is, and all that is wrong."""

import hashlib
import io
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from django.utils.translation import gettext as _

from sotay.agency.vietnamese import fold, fold_code
from sotay.blobs.extraction import extract_bytes
from sotay.blobs.kinds import recognise
from sotay.blobs.refusals import BlobRefused
from sotay.exchange.columns import Parsed, ParsedRow, Problem, parse_rows, words_of
from sotay.exchange.headers import heading_key
from sotay.exchange.outcome import RowsRefused
from sotay.exchange.reading import FileProblem, Reading, read
from sotay.support.takeover.archive import Packed, files_of, largest
from sotay.support.takeover.columns import COLUMNS
from sotay.support.takeover.recognising import HEAD, Recognised, from_first_page, from_name

PDF: Final = "application/pdf"
TABLES: Final = (".xlsx", ".xls", ".csv")
_FEWEST_HEADINGS: Final = 3
_NEEDED: Final = frozenset({"code", "file"})


@dataclass(frozen=True, slots=True)
class InFile(Problem):
    """What is wrong with a file of the set, or with a cell of its list."""

    file: str = ""

    @property
    def where(self) -> str:
        """The place in words: the file, and the cell where it is one of the list."""
        place = Problem.where.fget(self)  # type: ignore[attr-defined]
        return self.file + (f": {place[:1].lower()}{place[1:]}" if place else "")


@dataclass(frozen=True, slots=True)
class Brought:
    """A file of the set that can be stored: its bytes are got when they are, not before."""

    packed: Packed
    media_type: str
    sha256: str

    @property
    def path(self) -> str:
        """Where it lies in the set."""
        return self.packed.path

    @property
    def is_pdf(self) -> bool:
        """Whether it is one that is read, not edited."""
        return self.media_type == PDF


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the set: its row of the list where there is one, its files, and what they say themselves."""

    row: ParsedRow | None
    source: Brought | None
    pdf: Brought | None
    said: Recognised
    list_name: str = ""

    @property
    def path(self) -> str:
        """The file it is known by."""
        file = self.source or self.pdf
        return file.path if file else self.list_name

    @property
    def folder(self) -> str:
        """The folder its file lies in."""
        file = self.source or self.pdf
        return file.packed.folder if file else ""

    def value(self, key: str) -> Any:
        """Return what the list says in a column, else what the files say."""
        value = self.row[key] if self.row is not None else None
        return value if value not in (None, "", ()) else getattr(self.said, key, None)

    def problem(self, key: str, what: str, mend: str = "") -> InFile:
        """Return what is wrong, placed at the cell of the list, else at the file."""
        if self.row is None:
            return wrong_file(self.path, what, mend)
        one = self.row.problem(key, what, mend)
        return _in_list(one, self.list_name)


@dataclass(frozen=True, slots=True)
class Bundle:
    """All documents of a set, and what was passed over."""

    entries: tuple[Entry, ...]
    notes: tuple[dict[str, str], ...] = field(default=())

    def __len__(self) -> int:
        return len(self.entries)


def wrong_file(path: str, what: str, mend: str = "") -> InFile:
    """Return what is wrong with a whole file."""
    return InFile("", None, "", "", "", what, mend, path)


def _in_list(one: Problem, file: str) -> InFile:
    """Return what is wrong with a cell, with the name of the list it stands in."""
    return InFile(one.sheet, one.row, one.column, one.address, one.raw, one.what, one.mend, file)


def read_bundle(data: bytes, *, name: str = "") -> Bundle:  # noqa: ARG001  the registry gives it
    """Return the documents of an archive; FileProblem when it cannot be opened, RowsRefused with all that is wrong in it."""
    files = files_of(data)
    problems: list[Problem] = []
    listed, list_file = _list_among(files, problems)
    brought, notes = _brought([one for one in files if one is not list_file], problems)
    if list_file is None or listed is None:
        entries = _by_files(brought)
    else:
        flags = [_in_list(one, list_file.path) for one in listed.flags]
        notes += [{"where": one.where, "what": str(one.what)} for one in flags]
        entries, left = _by_rows(listed.rows, brought, list_file.path, problems)
        notes += [{"where": one.path, "what": _("Tệp không có trong danh sách, không nhập.")} for one in left]
    if problems:
        raise RowsRefused(problems)
    if not entries:
        raise FileProblem("empty", what=_("Tệp nén không có tài liệu nào."), mend=_("Hãy nén cả các tệp tài liệu."))
    return Bundle(tuple(extract_all(entries)), tuple(notes))


def _list_among(files: Iterable[Packed], problems: list[Problem]) -> tuple[Parsed | None, Packed | None]:
    """Return the table whose headings are those of the list, the nearest to the top; two there are a problem."""
    found: list[tuple[int, Packed, Reading]] = []
    words = words_of(COLUMNS)
    for one in files:
        if not one.name.lower().endswith(TABLES):
            continue
        try:
            reading = read(one.read(), name=one.name, words=words)
        except FileProblem:
            continue  # a document that is a table of something else, or damaged: looked at with the others
        if _is_list(reading):
            found.append((len(PurePosixPath(one.path).parts), one, reading))
    if not found:
        return None, None
    nearest = min(depth for depth, _one, _reading in found)
    lists = [(one, reading) for depth, one, reading in found if depth == nearest]
    if len(lists) > 1:
        names = ", ".join(one.name for one, _reading in lists)
        what = _("Có hơn một danh sách trong bộ tệp: %s.") % names
        problems.append(wrong_file(lists[1][0].path, what, _("Chỉ để lại một danh sách.")))
    chosen, reading = lists[0]
    parsed = parse_rows(reading, COLUMNS)
    problems += [_in_list(one, chosen.path) for one in parsed.problems]
    return parsed, chosen


def _is_list(reading: Reading) -> bool:
    """Return whether a table names documents: three of the columns at least, one of them the code or the file."""
    keys = {key for sheet in reading.sheets for heading in sheet.headings for key in heading.keys}
    matched = {column.key for column in COLUMNS if any(heading_key(str(word)) in keys for word in column.words)}
    return len(matched) >= _FEWEST_HEADINGS and bool(matched & _NEEDED)


def _brought(files: Iterable[Packed], problems: list[Problem]) -> tuple[list[Brought], list[dict[str, str]]]:
    """Return the files that can be stored; each that cannot is a problem named, each without any ending is passed over."""
    found: list[Brought] = []
    notes: list[dict[str, str]] = []
    for one in files:
        if "." not in one.name:
            notes.append({"where": one.path, "what": _("Tệp không có đuôi tên, không đọc.")})
            continue
        try:
            data = _read(one)
            media_type = recognise(io.BytesIO(data), name=one.name)
        except BlobRefused as refusal:
            problems.append(wrong_file(one.path, str(refusal.text), str(refusal.mend)))
            continue
        found.append(Brought(one, media_type, hashed(data)))
    return found, notes


def hashed(data: bytes) -> str:
    """Return the SHA-256 bytes are stored under."""
    return hashlib.sha256(data).hexdigest()


def _read(file: Packed) -> bytes:
    if file.size > largest():
        raise BlobRefused("too_large", limit=largest() >> 20)
    return file.read()


def _by_files(files: list[Brought]) -> list[Entry]:
    """Return a document for each file; the PDF beside an edited file of the same name is its PDF."""
    pairs: dict[str, list[Brought]] = {}
    for one in files:
        pairs.setdefault(_stem(one.path), []).append(one)
    entries = []
    for same in pairs.values():
        sources, pdfs = [one for one in same if not one.is_pdf], [one for one in same if one.is_pdf]
        if len(sources) == 1 and len(pdfs) == 1:
            entries.append(Entry(None, sources[0], pdfs[0], Recognised()))
        else:
            entries += [_alone(None, one) for one in same]
    return entries


def _by_rows(
    rows: Iterable[ParsedRow], files: list[Brought], list_name: str, problems: list[Problem]
) -> tuple[list[Entry], list[Brought]]:
    """Return a document for each row with its files, and the files no row names."""
    by_name = _by_name(files)
    by_code: dict[str, list[Brought]] = {}
    for one in files:
        if code := from_name(one.packed.name).code:
            by_code.setdefault(fold_code(code), []).append(one)
    entries, used = [], set[str]()
    for row in rows:
        entry = Entry(row, None, None, Recognised(), list_name)
        wanted = str(row["file"] or "")
        named = _named(wanted, by_name, list_name) if wanted else by_code.get(fold_code(row["code"] or ""))
        named = [one for one in named or () if one.path not in used]
        sources, pdfs = [one for one in named if not one.is_pdf], [one for one in named if one.is_pdf]
        if not named:
            what = (
                _("Không thấy tệp “%s” trong bộ tệp.") % wanted
                if wanted
                else _("Không thấy tệp nào có tên theo mã này.")
            )
            problems.append(
                entry.problem("file" if wanted else "code", what, _("Ghi đúng tên tệp, hoặc thêm tệp vào ZIP."))
            )
            continue
        if len(sources) > 1 or len(pdfs) > 1:
            names = ", ".join(one.path for one in named)
            what = _("Có nhiều tệp cùng tên hoặc cùng mã: %s.") % names
            problems.append(entry.problem("file" if wanted else "code", what, _("Ghi cả thư mục vào cột Tên tệp.")))
            continue
        source, pdf = next(iter(sources), None), next(iter(pdfs), None)
        if (source is None) != (pdf is None):  # the other one of the pair bears the same name
            stem = _stem((source or pdf).path)  # type: ignore[union-attr]
            twin = [one for one in files if _stem(one.path) == stem and one.is_pdf == (pdf is None)]
            source, pdf = (source or next(iter(twin), None)), (pdf or next(iter(twin), None))
        used |= {one.path for one in (source, pdf) if one}
        entries.append(Entry(row, source, pdf, Recognised(), list_name))
    return entries, [one for one in files if one.path not in used]


def _by_name(files: Iterable[Brought]) -> dict[str, list[Brought]]:
    """Return the files by every way a list may name them: with all folders, with the last ones, without; and no ending."""
    by_name: dict[str, list[Brought]] = {}
    for one in files:
        parts = PurePosixPath(one.path).parts
        ways = ["/".join(parts[start:]) for start in range(len(parts))]
        keys = {fold(way) for way in ways} | {fold(str(PurePosixPath(way).with_suffix(""))) for way in ways}
        for key in keys:
            by_name.setdefault(key, []).append(one)
    return by_name


def _named(wanted: str, by_name: dict[str, list[Brought]], list_name: str) -> list[Brought]:
    """Return the files a row names: those at that very place, seen from the top or from the list, else of that name."""
    written = fold(wanted.replace("\\", "/").strip().removeprefix("./").strip("/"))
    found = by_name.get(written, [])
    beside = fold(str(PurePosixPath(list_name).parent / written))
    exact = [one for one in found if {fold(one.path), _stem(one.path)} & {written, beside}]
    return exact or found


def _alone(row: ParsedRow | None, file: Brought) -> Entry:
    return Entry(row, None if file.is_pdf else file, file if file.is_pdf else None, Recognised())


def _stem(path: str) -> str:
    return fold(str(PurePosixPath(path).with_suffix("")))


def extract_all(entries: list[Entry]) -> list[Entry]:
    """Return the documents with what their files say; first pages are read only where something is still unknown."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(_with_what_is_said, entries))


def _with_what_is_said(entry: Entry) -> Entry:
    file = entry.source or entry.pdf
    if file is None:
        return entry
    named = from_name(file.packed.name)
    row = entry.row
    known = row is not None and row["code"] and row["title"] and (row["issue_date"] or row["effective_date"])
    if known:
        return Entry(row, entry.source, entry.pdf, named, entry.list_name)
    written = from_first_page(extract_bytes(file.packed.read(), media_type=file.media_type)[:HEAD])
    return Entry(row, entry.source, entry.pdf, written.or_else(named), entry.list_name)
