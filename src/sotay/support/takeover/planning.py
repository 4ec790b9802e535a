"""What a set of files comes to in an agency: new documents, new revisions, what is there already, and what is wrong."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import fold, fold_code, nfc, one_line
from sotay.exchange.columns import Problem
from sotay.support.documents.models import Document, Kind, Revision
from sotay.support.takeover.reading import Brought, Bundle, Entry
from sotay.support.takeover.recognising import LEVELS, kind_of_code, units_in_code
from sotay.ui.formats import ngay

State = Revision.State


@dataclass(frozen=True, slots=True)
class Line:
    """A document to be taken over: what stands about it, its files, and the document there is already."""

    entry: Entry
    values: dict[str, Any]
    edition: int
    amendment: int
    in_force_date: date | None
    document: Document | None

    @property
    def files(self) -> dict[str, Brought | None]:
        """The file that is edited, and the PDF."""
        return {"source": self.entry.source, "pdf": self.entry.pdf}


class Plan:
    """The lines of a set, problems that refuse it and doubts that are told; a constant number of queries."""

    def __init__(self, bundle: Bundle, *, agency: Agency, on: date) -> None:
        self.problems: list[Problem] = []
        self.flags: list[Problem] = []
        self.lines: list[Line] = []
        self.unchanged = 0
        self._on = on
        units = Unit.objects.filter(agency=agency).in_force(on)
        self._units = {key: one for one in units for key in (fold(one.name), fold(one.code))}
        self._there = _standing(agency)
        self._seen: dict[tuple[str, str], Entry] = {}
        self._bytes: dict[str, Entry] = {}
        self._doubts: list[str] = []
        for entry in bundle.entries:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        before, self._doubts = len(self.problems), []
        code = one_line(nfc(str(entry.value("code") or "")))
        title = one_line(nfc(str(entry.value("title") or "")))
        if not fold_code(code):
            self._wrong(entry, "code", _("Không nhận ra mã tài liệu trong tên tệp và trang đầu."), _by_list())
        elif not title:
            self._wrong(entry, "title", _("%s: không nhận ra tên tài liệu.") % code, _by_list())
        unit, field = self._unit_and_field(entry, code)
        self._once(entry, code, field)
        if len(self.problems) > before:
            return
        kind = entry.value("kind") or kind_of_code(code)
        if kind is None:
            kind = Kind.PROCEDURE
            self._doubt(entry, "kind", _("không rõ loại, ghi là quy trình"))
        if unit is None and kind != Kind.EXTERNAL:
            self._doubt(entry, "unit", _("chưa rõ đơn vị chủ trì, ghi sau"))
        values = {
            "code": code,
            "title": title,
            "field": field,
            "kind": kind,
            "level": entry.value("level") or LEVELS[Kind(kind)],
            "unit": unit,
            "clauses": list(entry.value("clauses") or ()),
        }
        self._add(entry, values)

    def _add(self, entry: Entry, values: dict[str, Any]) -> None:
        document = self._there.get((fold_code(values["code"]), fold(values["field"])))
        day = self._day(entry)
        edition, amendment = entry.value("edition"), entry.value("amendment")
        if document is None:
            self._keep(Line(entry, values, edition or 1, amendment or 0, day, None))
            return
        revisions = [one for one in document.revisions.all() if one.state != State.DROPPED]
        last = max(revisions, key=lambda one: one.order, default=None)
        if last is not None and _same_files(last, entry):
            self.unchanged += 1
            return
        if any(one.state in Revision.PREPARED for one in revisions):
            what = _("%s đang có bản soạn, trình hoặc chờ ban hành.") % values["code"]
            self._wrong(entry, "code", what, _("Ban hành hoặc bỏ bản đó trước, hoặc bỏ dòng này."))
            return
        if edition is None and last is not None:
            edition, amendment = last.edition, last.amendment + 1
        edition, amendment = edition or 1, amendment or 0
        if any((one.edition, one.amendment) == (edition, amendment) for one in revisions):
            what = _("%(code)s đã có lần ban hành %(edition)02d, sửa đổi %(amendment)02d với nội dung khác.")
            told = what % {"code": values["code"], "edition": edition, "amendment": amendment}
            self._wrong(entry, "amendment", told, _("Ghi lần ban hành, sửa đổi của tệp này vào danh sách."))
            return
        kept = {name: value for name, value in values.items() if value not in (None, "", [])}
        self._keep(Line(entry, kept, edition, amendment, day, document))

    def _keep(self, line: Line) -> None:
        self.lines.append(line)
        if line.entry.row is None:
            self._tell_recognised(line)

    def _unit_and_field(self, entry: Entry, code: str) -> tuple[Unit | None, str]:
        """Return the unit and the field of work: from the list, else a folder of the unit's name, else the code."""
        unit, field = None, one_line(nfc(str(entry.value("field") or "")))
        folder = one_line(nfc(entry.folder).replace("_", " "))
        if written := entry.value("unit"):
            unit = self._units.get(fold(written))
            if unit is None:
                what = _("Không có đơn vị “%s” đang hoạt động.") % str(written)[:60]
                self._wrong(entry, "unit", what, _("Ghi đúng mã hoặc tên đơn vị, hoặc thêm đơn vị trước."))
        else:
            keys = [fold(folder), *(fold(one) for one in units_in_code(code))]
            unit = next((self._units[key] for key in keys if key in self._units), None)
        if not field and folder and entry.row is None and fold(folder) not in self._units:
            field = folder[:120]
        return unit, field

    def _once(self, entry: Entry, code: str, field: str) -> None:
        """Name what stands twice: a code in one field of work, or the same content."""
        key = (fold_code(code), fold(field))
        if key[0] and (other := self._seen.setdefault(key, entry)) is not entry:
            what = _("Mã %(code)s trùng với %(other)s.") % {"code": code, "other": other.path}
            mend = _("Ghi lĩnh vực của từng tài liệu trong danh sách, hoặc để mỗi lĩnh vực trong một thư mục.")
            self._wrong(entry, "code", what, mend)
        for file in (entry.source, entry.pdf):
            if file is not None and (other := self._bytes.setdefault(file.sha256, entry)) is not entry:
                what = _("Nội dung tệp %(file)s giống hệt tệp của %(other)s.")
                told = what % {"file": file.path, "other": other.path}
                self._wrong(entry, "file", told, _("Bỏ tệp thừa hoặc chọn đúng tệp."))

    def _day(self, entry: Entry) -> date | None:
        """Return the day in force: as written, never before the day of issue; None when nothing says it."""
        issued, effective = entry.value("issue_date"), entry.value("effective_date")
        if issued and effective and effective < issued:
            self._doubt(entry, "effective_date", _("ngày hiệu lực đứng trước ngày ban hành, lấy ngày ban hành"))
            return issued
        if not (issued or effective):
            self._doubt(entry, "effective_date", _("không rõ ngày hiệu lực, lấy ngày ký quyết định khi ban hành"))
        return effective or issued

    def _wrong(self, entry: Entry, key: str, what: str, mend: str) -> None:
        self.problems.append(entry.problem(key, what, mend))

    def _doubt(self, entry: Entry, key: str, what: str) -> None:
        """Tell a doubt at its cell of the list; where there is no list, with all that was recognised."""
        if entry.row is not None:
            self.flags.append(entry.problem(key, what[:1].upper() + what[1:] + "."))
        self._doubts.append(what)

    def _tell_recognised(self, line: Line) -> None:
        """Tell what a file was taken for, so that somebody looks at it before it is kept."""
        values = line.values
        said = [
            f"{values['code']} “{values['title']}”",
            _("lần ban hành %(edition)02d, sửa đổi %(amendment)02d")
            % {"edition": line.edition, "amendment": line.amendment},
        ]
        if values.get("unit"):
            said.append(str(values["unit"]))
        if line.in_force_date:
            said.append(_("hiệu lực %s") % ngay(line.in_force_date))
        what = "; ".join([", ".join(said), *self._doubts])
        self.flags.append(line.entry.problem("code", _("Nhận ra: %s.") % what))


def _standing(agency: Agency) -> dict[tuple[str, str], Document]:
    """Return the standing documents of an agency by code and field of work, with their revisions."""
    rows = Document.objects.filter(agency=agency).standing().prefetch_related("revisions")
    return {(one.code_folded, one.field_folded): one for one in rows}


def _same_files(revision: Revision, entry: Entry) -> bool:
    """Return whether a revision holds these very files already."""
    held = {revision.source_id, revision.pdf_id} - {None}
    return bool(held) and {one.sha256 for one in (entry.source, entry.pdf) if one} <= held


def _by_list() -> str:
    return _("Thêm danh sách (tệp mẫu) có cột Mã tài liệu, Tên tài liệu, Tên tệp.")
