"""Rows of a file held against the sets that stand: what is new, what changed, what is wrong; writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Final

from django.utils.translation import gettext as _

from sotay.agency.holding import NOBODY, Owner
from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import fold, one_line
from sotay.commands import Reason, Refused
from sotay.exchange.columns import ParsedRow, Problem, Unreadable
from sotay.exchange.grids import clean, raw_of
from sotay.planning.objectives import guards
from sotay.planning.objectives.exports import line_record, record_of, with_plans
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from sotay.planning.objectives.owner_texts import OwnerTexts
from sotay.planning.objectives.targets import Unclear, read_target
from sotay.planning.objectives.writing import fill, fill_line, line_values, values_of

State = ObjectiveSet.State
Place = tuple[int, int | None]
"""A year and a unit (None: the agency)."""

OF_OBJECTIVE: Final = (
    "statement", "target", "measure", "formula", "owner", "periods", "baseline", "data_source", "parent", "policy_link",
)  # fmt: skip
OF_LINE: Final = ("plan_what", "plan_resources", "plan_owner", "plan_from", "plan_to", "plan_judged_by")
_PLAIN: Final = ("statement", "measure", "formula", "periods", "baseline", "data_source", "policy_link")
_SMALL: Final = 1
_NOBODYS: Final = -1


@dataclass(slots=True)
class Line:
    """A line of a plan, with the row that tells of it."""

    line: PlanLine
    row: ParsedRow
    changed: bool = False


@dataclass(slots=True)
class Item:
    """An objective a file tells of, with the row it begins in and the lines of its plan the file names."""

    objective: Objective
    row: ParsedRow
    place: Place
    changed: bool = False
    lines: list[Line] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


class Work:
    """Rows held against the sets of an agency on a day; `problems` name each bad cell, `flagged` what was kept all the same."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency, on: date) -> None:
        self.agency, self.on = agency, on
        self.problems: list[Problem] = []
        self.flagged: list[Problem] = []
        self.items: dict[tuple[Place, str], Item] = {}
        self.sets: dict[Place, ObjectiveSet] = {}
        self.begun: dict[Place, ObjectiveSet] = {}
        self.units = list(Unit.objects.filter(agency=agency).order_by("ended_date", "pk"))
        standing = [unit for unit in self.units if unit.ended_date is None or unit.ended_date > on]
        self._by_name = _unit_names(standing, self.units)
        self.texts = OwnerTexts(agency, on=on, units=standing)
        self._there: dict[tuple[Place, str], Objective] = {}
        self._read_sets({row["year"] for row in rows if row["year"]})
        current: Item | None = None
        for row in rows:
            current = self._take(row, current)
        for item in self.items.values():
            self._tie(item)
        if not self.problems:
            self._look_for_rings()
        for place, one in self.sets.items():
            self._may_write(place, one)

    def _read_sets(self, years: set[int]) -> None:
        """Read the set of every unit that would be written: the draft, else what is submitted, else what holds."""
        sets = ObjectiveSet.objects.filter(agency=self.agency, year__in=years).exclude(state=State.SUPERSEDED)
        locked = sets.select_for_update(of=("self",)).select_related("unit", "agency")
        for one in locked.order_by("revision", "pk"):
            self.sets[one.year, one.unit_id] = one
        for objective in with_plans(self.sets.values()):
            objective.set = one = next(each for each in self.sets.values() if each.pk == objective.set_id)
            self._there[(one.year, one.unit_id), _key(objective.code)] = objective

    def _take(self, row: ParsedRow, above: Item | None) -> Item | None:
        """Take one row: an objective, or one more line of the plan of the objective above."""
        if not row["code"] and not row["statement"]:
            if above is None or not self._goes_on(row, above):
                self._wrong(row, "statement", _("Thiếu nội dung mục tiêu."), _("Ghi mã và nội dung mục tiêu."))
                return above
            item = above
            self._compare(row, item)
        else:
            place = self._place(row, above)
            if place is None:
                return above
            item = self._item(row, place)
        self._line(row, item)
        return item

    def _goes_on(self, row: ParsedRow, above: Item) -> bool:
        """Return whether a row without code and words is of the same year and unit as the one above."""
        if row["year"] not in {None, above.place[0]}:
            return False
        return not row["unit"] or self._unit_id(row["unit"]) == above.place[1]

    def _unit_id(self, named: str) -> int | None:
        """Return the unit of a cell, None for the agency; -1 for one nobody knows."""
        if not named or _key(named) in {"co quan", _key(self.agency.name), _key(self.agency.short_name)}:
            return None
        unit = self._by_name.get(_key(named))
        return unit.pk if unit else _NOBODYS

    def _place(self, row: ParsedRow, above: Item | None) -> Place | None:
        if row["year"] is None:
            if above and row["code"] and _key(row["code"]) == _key(above.objective.code) and not row["unit"]:
                return above.place
            self._wrong(row, "year", _("Thiếu năm."), _("Ghi năm của bộ mục tiêu, ví dụ %d.") % self.on.year)
            return None
        unit_id = self._unit_id(row["unit"])
        if unit_id == _NOBODYS:
            what = _("Không có đơn vị nào mang mã hoặc tên “%s”.") % row["unit"][:60]
            self._wrong(row, "unit", what, _("Ghi mã đơn vị; để trống nếu là mục tiêu của cơ quan."))
            return None
        return row["year"], unit_id

    def _item(self, row: ParsedRow, place: Place) -> Item:
        key = (place, _key(row["code"] or "") or self._code_of(place, row["statement"]))
        if known := self.items.get(key):
            self._compare(row, known)
            return known
        one = self._set(place)
        there = self._there.get(key)
        objective = there or Objective(agency=self.agency, set=one, code=one_line(row["code"] or ""))
        item = self.items[key] = Item(objective, row, place)
        if there is None and not row["statement"]:
            self._wrong(row, "statement", _("Mục tiêu mới chưa có nội dung."), _("Ghi nội dung mục tiêu."))
        self._fill(item, record_of(there, texts=self.texts) if there else {})
        return item

    def _code_of(self, place: Place, statement: str) -> str:
        """Return the code of an objective that is told by its words alone: that of the same words, else a new one."""
        among = [objective for (at, _code), objective in self._there.items() if at == place]
        among += [item.objective for (at, _code), item in self.items.items() if at == place]
        same = (one for one in among if _key(one.statement) == _key(statement))
        return next((_key(one.code or one.statement) for one in same), _key(statement))

    def _set(self, place: Place) -> ObjectiveSet:
        if place not in self.sets:
            year, unit_id = place
            unit = next((one for one in self.units if one.pk == unit_id), None)
            self.begun[place] = self.sets[place] = ObjectiveSet(agency=self.agency, unit=unit, year=year)
        return self.sets[place]

    def _fill(self, item: Item, told: dict[str, Any]) -> None:
        """Put on an objective what the row tells anew; what it tells as the export would stays as it is."""
        objective, row = item.objective, item.row
        given = {name: row[name] for name in OF_OBJECTIVE if row[name] is not None and not _same(row[name], told, name)}
        before = values_of(objective) if objective.pk else {}
        values: dict[str, Any] = {name: given[name] for name in _PLAIN if name in given}
        if "target" in given:
            values["target_text"] = given["target"]
        if "target" not in given and objective.direction:
            values["direction"] = objective.direction
        owner = Owner(objective.owner_user, objective.owner_role, objective.owner_unit) if objective.pk else NOBODY
        if "owner" in given:
            owner = self._owner(row, "owner", item) or owner
        fill(objective, values, owner)
        self._check_numbers(item)
        item.changed = bool(objective.pk) and values_of(objective) != before
        try:
            read_target(objective.target_text, year=objective.set.year, measure=objective.measure)
        except Unclear as unclear:
            if not objective.direction:
                self.flagged.append(row.problem("target", unclear.what, unclear.mend))

    def _check_numbers(self, item: Item) -> None:
        """Name a baseline in per cent where the unit is another, and flag one that may be a part of one."""
        row, measure = item.row, item.objective.measure
        if row["baseline"] is None or (cell := row.cells.get("baseline")) is None:
            return
        if cell.raw.rstrip().endswith("%") and measure not in {"", "%"}:
            what = _("Giá trị nền ghi %% nhưng đơn vị tính là “%s”.") % measure
            self._wrong(row, "baseline", what, _("Sửa một trong hai cho khớp nhau."))
        elif measure == "%" and 0 < row["baseline"] <= _SMALL and "%" not in cell.raw:
            what = _("Có thể là tỷ lệ viết dạng thập phân: %s %% hay gấp 100 lần?") % cell.raw
            self.flagged.append(row.problem("baseline", what))

    def _compare(self, row: ParsedRow, item: Item) -> None:
        """Name a cell that tells otherwise of an objective than the row it begins in."""
        for name in OF_OBJECTIVE:
            first = item.row[name]
            if row[name] is not None and first is not None and row[name] != first:
                what = _("Khác với dòng %(row)d của cùng mục tiêu.") % {"row": item.row.number}
                self._wrong(
                    row, name, what, _("Ghi giống nhau, hoặc để trống ở các dòng sau; hai mục tiêu cần hai mã.")
                )

    def _line(self, row: ParsedRow, item: Item) -> None:
        """Put on a line of the plan what the row tells; lines are known by their words, the second of the same by its place."""
        if all(row[name] is None for name in OF_LINE):
            return
        if not row["plan_what"]:
            self._wrong(row, "plan_what", _("Kế hoạch thiếu công việc."), _("Ghi công việc, biện pháp."))
            return
        key = _key(row["plan_what"])
        number = item.seen[key] = item.seen.get(key, -1) + 1
        objective = item.objective
        there = [line for line in objective.plan.all() if _key(line.what) == key] if objective.pk else []
        line = there[number] if number < len(there) else PlanLine(agency=self.agency, objective=objective)
        told = line_record(line, objective, texts=self.texts) if line.pk else {}
        given = {name: row[name] for name in OF_LINE if row[name] is not None and not _same(row[name], told, name)}
        before = line_values(line) if line.pk else {}
        owner = Owner(line.owner_user, line.owner_role, line.owner_unit) if line.pk else NOBODY
        if "plan_owner" in given:
            owner = self._owner(row, "plan_owner", item) or owner
        names = {
            "plan_what": "what", "plan_resources": "resources", "plan_from": "from_date", "plan_to": "to_date",
            "plan_judged_by": "judged_by",
        }  # fmt: skip
        try:
            fill_line(line, {names[name]: value for name, value in given.items() if name in names}, owner)
        except Refused as refusal:
            columns = {field: name for name, field in names.items()}
            for reason in refusal.reasons:
                self._wrong(row, columns.get(reason.field, "plan_what"), reason.text, _("Sửa lại cho đúng."))
        item.lines.append(Line(line, row, bool(line.pk) and line_values(line) != before))

    def _owner(self, row: ParsedRow, name: str, item: Item) -> Owner | None:
        try:
            return self.texts.owner(row[name], unit=item.objective.set.unit)
        except Unreadable as problem:
            self._wrong(row, name, problem.what, problem.mend)
            return None

    def _tie(self, item: Item) -> None:
        """Tie an objective to the one it serves: `MT-01` of the agency, `VP: MT-01` of a unit."""
        row, objective = item.row, item.objective
        told = record_of(objective, texts=self.texts)["parent"] if objective.pk else ""
        if row["parent"] is None or _same(row["parent"], {"parent": told}, "parent"):
            return
        named, found, code = row["parent"].rpartition(":")
        unit = self._by_name.get(_key(named)) if found else None
        place = (item.place[0], unit.pk if unit else None)
        parent = self._find(place, code) if unit or not found else None
        if parent is None:
            what = _("Không có mục tiêu “%(code)s” năm %(year)d.") % {"code": row["parent"][:60], "year": item.place[0]}
            mend = _("Ghi mã mục tiêu của cơ quan, hoặc “mã đơn vị: mã mục tiêu”.")
            self._wrong(row, "parent", what, mend)
        elif objective.parent is None or objective.parent.key != parent.key:
            objective.parent = parent
            item.changed = bool(objective.pk)

    def _find(self, place: Place, code: str) -> Objective | None:
        key = (place, _key(code))
        return self.items[key].objective if key in self.items else self._there.get(key)

    def _look_for_rings(self) -> None:
        """Refuse an objective that would serve itself."""
        for item in self.items.values():
            seen, at = {item.objective.key}, item.objective.parent
            while at is not None and at.key not in seen:
                seen.add(at.key)
                at = at.parent
            if at is not None and at.key == item.objective.key:
                what = _("Mục tiêu là cấp trên của chính nó.")
                self._wrong(item.row, "parent", what, _("Sửa cột mục tiêu cấp trên."))

    def _may_write(self, place: Place, one: ObjectiveSet) -> None:
        """Refuse to change a set that is no draft, or to begin one that cannot be; named at its first row that would."""
        row = next((row for item in self.items.values() if item.place == place for row in self.written_by(item)), None)
        if row is None:
            return
        for reason in self._why_not(place, one):
            mend = _("Mở bộ mục tiêu, lập bản điều chỉnh rồi nhập lại tệp vào bản đó.")
            if one.state == State.SUBMITTED:
                mend = _("Chờ quyết định, hoặc rút lại bộ mục tiêu rồi nhập lại tệp.")
            elif one.state not in {State.APPROVED, State.IN_FORCE}:
                mend = _("Bỏ các dòng này khỏi tệp.")
            self._wrong(row, "year" if reason.field == "year" else "unit", reason.text, mend)

    def _why_not(self, place: Place, one: ObjectiveSet) -> Iterator[Reason]:
        if place in self.begun:
            yield from guards.why_not_begin(one.unit, year=one.year, this_year=self.on.year, sets=())
            return
        yield from guards.why_not_write(one)
        if one.unit is not None:
            yield from guards.why_dissolved(one.unit)

    def written_by(self, item: Item) -> Iterator[ParsedRow]:
        """Yield the rows of an objective that make or change something, each once."""
        told: set[int] = set()
        parts: list[tuple[Any, bool, ParsedRow]] = [(item.objective, item.changed, item.row)]
        parts += [(line.line, line.changed, line.row) for line in item.lines]
        for record, changed, row in parts:
            if (record.pk is None or changed) and id(row) not in told:
                told.add(id(row))
                yield row

    def codes(self, one: ObjectiveSet) -> Iterator[str]:
        """Yield codes that are free in a set, also beside those of the file."""
        taken = {item.objective.code for item in self.items.values() if item.objective.set is one}
        taken |= set(one.objectives.values_list("code", flat=True))
        return (code for number in count(1) if (code := f"MT-{number:02d}") not in taken)

    def _wrong(self, row: ParsedRow, name: str, what: Any, mend: Any) -> None:
        self.problems.append(row.problem(name, what, mend))


def _same(value: Any, told: dict[str, Any], name: str) -> bool:
    """Return whether a cell tells what the export would write."""
    if name not in told:
        return False
    written = told[name]
    if name == "periods":
        return value == {str(word): code for code, word in Objective.Periods.choices}.get(written)
    if isinstance(written, str) and isinstance(value, str):
        return clean(written) == clean(value)
    return written is not None and (value == written or raw_of(value) == raw_of(written))


def _unit_names(standing: Sequence[Unit], every: Sequence[Unit]) -> dict[str, Unit]:
    """Return units by code and by name; what stands goes before what ended, a code before a name."""
    found: dict[str, Unit] = {}
    for units in (standing, every):
        for name in ("code", "name"):
            for unit in units:
                found.setdefault(_key(getattr(unit, name)), unit)
    return found


def _key(words: str) -> str:
    """Return what two ways of typing a name or code have in common."""
    return fold(one_line(words))
