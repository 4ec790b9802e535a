"""Steps of procedures from files: a table with a row per step, or JSON with procedures that hold their steps."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as kept
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import fold, nfc, one_line
from sotay.exchange.columns import (
    Column,
    Doubtful,
    ParsedRow,
    Parser,
    Problem,
    Unreadable,
    parse_rows,
    text,
    text_up_to,
    words_of,
    yes_no,
)
from sotay.exchange.outcome import Place, RowsRefused, flag_of
from sotay.exchange.reading import Cell, FileProblem, read
from sotay.operation.procedures.models import TimeUnit
from sotay.operation.procedures.times import UnclearTime, read_time

_AFTER: Final = re.compile(r"[0-9]{1,2}(?:[\s,;.]+[0-9]{1,2})*")
_LIMIT: Final = re.compile(
    r"[0-9½¼¾][0-9½¼¾.,/]* *(?:\([^()]*\) *)?(?:ngày làm việc|giờ làm việc|ngày|giờ|tháng)", re.IGNORECASE
)
_NO_NAMES: Final = {"", "ngay", "gio", "thoi gian", "ngay lam viec"}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as it is written, and what it was read as: `value` None where it is no single time."""

    text: str
    value: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step as a file tells it; `row` is where."""

    values: Mapping[str, Any]
    row: "Where"


@dataclass(slots=True)
class ToldCase:
    """A case as a file tells it."""

    name: str
    row: "Where"
    legal: Limit | None = None
    own: Limit | None = None
    text: str = ""
    steps: list[ToldStep] = kept(default_factory=list)


@dataclass(slots=True)
class ToldProcedure:
    """A procedure as a file tells it; code and field of work find its document."""

    code: str
    field: str
    row: "Where"
    cases: list[ToldCase] = kept(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """All that stands in a file."""

    procedures: tuple[ToldProcedure, ...]
    flags: tuple[Place, ...]

    def __len__(self) -> int:
        return len(self.procedures)


class Where:
    """A row of a table, or a place in JSON, of which something is said."""

    def __init__(self, row: ParsedRow | None = None, *, number: int = 0, path: str = "") -> None:
        self.row, self.number, self.path = row, number, path

    def problem(self, key: str, what: Any, mend: Any = "") -> Problem:
        """Return a problem at this place."""
        if self.row is not None:
            return self.row.problem(key, what, mend)
        return Problem(self.path, self.number or None, key, "", "", what, mend)


def time(cell: Cell) -> str:
    """Read the time of a step as it is written; one that is no single time is kept and told, a date refused."""
    if isinstance(cell.value, date):
        raise Unreadable(
            _("Excel đã đổi ô này thành ngày tháng (%s).") % cell.raw,
            _("Định dạng cột là Văn bản rồi ghi lại, ví dụ ½ ngày hoặc 0,5."),
        )
    said = one_line(cell.raw)
    try:
        read_time(said)
    except UnclearTime as error:
        raise Doubtful(said[:100], _("“%s” không phải một thời gian rõ ràng, giữ như đã ghi.") % said[:60]) from error
    return said[:100]


def limit(cell: Cell) -> Limit:
    """Read a limit; bare days are days of the calendar, a bare number working days."""
    if isinstance(cell.value, date):
        return time(cell)  # type: ignore[return-value]  # refused there
    found = limit_of(cell.raw)
    if found.value is None:
        raise Doubtful(found, _("“%s” không phải một thời hạn rõ ràng, giữ như đã ghi.") % found.text[:60])
    return found


def limit_of(said: str) -> Limit:
    """Return a limit as it is written and what it was read as."""
    said = one_line(nfc(said))
    counted = TimeUnit.DAY if re.search(r"\bngay\b", fold(said)) else TimeUnit.WORKING_DAY
    try:
        told = read_time(said, unit=counted)
    except UnclearTime:
        told = None
    if told is None or told.value * 100 != int(told.value * 100):
        return Limit(said[:500], None, "")
    return Limit(said[:500], told.value, told.unit)


def _after(cell: Cell) -> tuple[int, ...]:
    said = one_line(cell.raw)
    if not _AFTER.fullmatch(said):
        raise Unreadable(_("“%s” không phải số thứ tự các bước.") % said[:60], _("Ghi các số cách nhau bằng dấu phẩy."))
    return tuple(sorted({int(one) for one in re.findall(r"[0-9]+", said)}))


columns = (
    Column(
        "code",
        (gettext_lazy("Mã quy trình"), "Mã", "Mã hiệu", "Ký hiệu", "code"),
        text_up_to(60),
        hint=gettext_lazy("Để trống là cùng quy trình với dòng trên."),
    ),
    Column("field", (gettext_lazy("Lĩnh vực"), "field"), text_up_to(120)),
    Column("case", (gettext_lazy("Trường hợp"), "case"), text_up_to(300), width=24),
    Column(
        "legal", (gettext_lazy("Thời hạn theo quy định"), "Thời hạn giải quyết", "Thời hạn", "limit"), Parser(limit)
    ),
    Column("own", (gettext_lazy("Thời hạn tại cơ quan"), "Thời hạn thực hiện tại cơ quan", "own_limit"), Parser(limit)),
    Column("number", (gettext_lazy("Bước"), "TT", "STT", "Bước công việc", "step"), text_up_to(20)),
    Column(
        "work",
        (gettext_lazy("Nội dung công việc"), "Nội dung", "Công việc", "Trình tự", "work"),
        text,
        required=True,
        width=50,
    ),
    Column(
        "performer",
        (gettext_lazy("Trách nhiệm"), "Người thực hiện", "Đơn vị thực hiện", "responsible"),
        text_up_to(300),
        width=30,
    ),
    Column("time", (gettext_lazy("Thời gian"), "Thời gian thực hiện", "time"), Parser(time)),
    Column("forms", (gettext_lazy("Biểu mẫu"), "forms"), text_up_to(300)),
    Column("result", (gettext_lazy("Kết quả"), "Biểu mẫu/Kết quả", "Sản phẩm", "result"), text_up_to(300)),
    Column("external", (gettext_lazy("Cơ quan khác"), "external"), yes_no, default=False),
    Column("after", (gettext_lazy("Sau bước"), "after"), Parser(_after)),
)


def read_steps(data: bytes, *, name: str) -> Told:
    """Return what stands in a file; FileProblem where it cannot be read, RowsRefused where cells are wrong."""
    if name.lower().endswith(".json") and (items := _items(data)) is not None:
        return _from_json(items)
    parsed = parse_rows(read(data, name=name, words=words_of(columns)), columns)
    if parsed.problems:
        raise RowsRefused(parsed.problems)
    return _from_rows(parsed.rows, tuple(flag_of(one) for one in parsed.flags))


def _from_rows(rows: Sequence[ParsedRow], flags: tuple[Place, ...]) -> Told:
    """Return procedures from rows; code, field and case left empty are those of the row above."""
    procedures: dict[tuple[str, str], ToldProcedure] = {}
    procedure: ToldProcedure | None = None
    case: ToldCase | None = None
    for row in rows:
        where = Where(row)
        if row["code"] is not None:
            code, of = one_line(row["code"]), one_line(row["field"] or "")
            key = (fold(code), fold(of))
            if procedure is None or (fold(procedure.code), fold(procedure.field)) != key:
                procedure, case = procedures.setdefault(key, ToldProcedure(code, of, where)), None
        if procedure is None:
            mend = _("Ghi mã quy trình ở dòng đầu của mỗi quy trình.")
            raise RowsRefused([row.problem("code", _("Ô trống."), mend)])
        if case is None or (row["case"] is not None and fold(one_line(row["case"])) != fold(case.name)):
            named = one_line(row["case"] or "")
            case = next((one for one in procedure.cases if fold(one.name) == fold(named)), None)
            if case is None:
                case = ToldCase(named, where)
                procedure.cases.append(case)
        case.legal, case.own = case.legal or row["legal"], case.own or row["own"]
        case.steps.append(ToldStep(_step_values(row, place=len(case.steps) + 1), where))
    return Told(tuple(procedures.values()), flags)


def _step_values(row: ParsedRow, *, place: int) -> dict[str, Any]:
    number = one_line(row["number"] or "")
    return {
        "number": "" if number.rstrip(".").lstrip("0") == str(place) else number,
        "work": row["work"],
        "performer": row["performer"] or "",
        "time_text": row["time"] or "",
        "forms": row["forms"] or "",
        "result": row["result"] or "",
        "is_external": bool(row["external"]),
        "after": list(row["after"] or ()),
    }


def _items(data: bytes) -> list[Any] | None:
    """Return the procedures of a JSON file that hold their steps; None where the file is a plain table."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None  # the reader of tables says what is wrong with it
    items = whole.get("items") if isinstance(whole, dict) else whole
    if not isinstance(items, list) or not items:
        if isinstance(whole, dict):
            raise FileProblem("json_shape")
        return None
    held = [isinstance(one, dict) and isinstance(one.get("steps"), list) for one in items]
    if not any(held):
        return None
    if not all(held):
        raise FileProblem("json_shape")
    return items


def _from_json(items: Sequence[Mapping[str, Any]]) -> Told:
    problems: list[Problem] = []
    found = [_procedure(one, number, problems) for number, one in enumerate(items, start=1)]
    if problems:
        raise RowsRefused(problems)
    return Told(tuple(found), ())


def _procedure(item: Mapping[str, Any], number: int, problems: list[Problem]) -> ToldProcedure:
    where = Where(number=number, path=one_line(str(item.get("code") or item.get("id") or "")))
    told = ToldProcedure(_said(item, "code"), _said(item, "field"), where)
    if not told.code:
        problems.append(where.problem("code", _("Ô trống."), _("Ghi mã quy trình.")))
    for place, step in enumerate(item["steps"], start=1):
        at = Where(number=number, path=f"{told.code}, {_('bước')} {place}")
        times = step.get("times") if isinstance(step, dict) else None
        if not isinstance(times, dict) or not _said(step, "work"):
            problems.append(at.problem("steps", _("Bước không có nội dung hoặc thời gian."), _("Ghi work và times.")))
            continue
        for heading in times:
            case = next((one for one in told.cases if one.text == heading), None)
            if case is None:
                case = _case(str(heading), where, _said(item, "time_limit_text"))
                told.cases.append(case)
            cell = times[heading]
            values = {
                "number": "",
                "work": nfc(str(step["work"])).strip(),
                "performer": _said(step, "responsible")[:300],
                "time_text": one_line(nfc(str((cell.get("text") if isinstance(cell, dict) else cell) or "")))[:100],
                "forms": _said(step, "forms")[:300],
                "result": _said(step, "result")[:300],
                "is_external": bool(step.get("external")),
                "after": [],
            }
            case.steps.append(ToldStep(values, at))
    return told


def _case(heading: str, where: Where, limit_text: str) -> ToldCase:
    """Return a case from the heading of its column of times: `Thời gian có xác minh: 25 ngày`."""
    said = one_line(nfc(heading))
    limits = _LIMIT.findall(said)
    legal = limit_of(limits[-1]) if limits else None
    name = (said.replace(limits[-1], " ") if limits else said).strip(" :().,–-")
    name = re.sub(r"^thời gian\b", "", name, flags=re.IGNORECASE).strip(" :().,–-")
    name = "" if fold(name) in _NO_NAMES else name[:1].upper() + name[1:]
    if legal is not None:
        legal = replace(legal, text=one_line(limit_text)[:500] or legal.text)
    elif limit_text:
        legal = Limit(one_line(limit_text)[:500], None, "")
    return ToldCase(one_line(name)[:300], where, legal=legal, text=heading)


def _said(item: Mapping[str, Any], key: str) -> str:
    return one_line(nfc(str(item.get(key) or "")))
