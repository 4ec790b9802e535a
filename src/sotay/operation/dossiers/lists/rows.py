"""A row of a list as a line for COPY: every cell read, what cannot be read named beside it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import is_normalized

from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold, one_line
from sotay.exchange.grids import Wrong, clean, raw_of
from sotay.operation.dossiers.codes import Form, key_of, read_code
from sotay.operation.dossiers.lists.days import Days
from sotay.operation.dossiers.lists.names import SEVERAL, services_of, units_of
from sotay.operation.dossiers.lists.words import BY_KEY, DATES, channel_of, state_of

NULL: Final = "\\N"
LINE: Final = (
    ("n", "integer"), ("sheet", "integer"), ("row", "integer"), ("bad", "jsonb"), ("code", "text"), ("key", "text"),
    ("known_form", "boolean"), ("service_id", "bigint"), ("unit_id", "bigint"), ("channel", "text"), ("state", "text"),
    ("received_date", "date"), ("received_at", "timestamptz"), ("due_date", "date"), ("result_date", "date"),
    ("returned_date", "date"), ("result_number", "text"), ("approved_by", "text"), ("name", "text"), ("address", "text"),
    ("phone", "text"),
)  # fmt: skip
"""The columns of a line, in order, and their types."""
_TEXTS: Final = ("result_number", "approved_by", "name", "address", "phone")
_TOTAL: Final = re.compile(r"(?:tong(?: (?:cong|so|chung)\b.*)?|cong|total)\b")
_SPREADSHEET_TEXT: Final = re.compile(r'="([^"]*)"\Z')
_QUOTED, _MOST_WORDS = 60, 20


@dataclass(slots=True)
class Cells:
    """Reads the rows of a file for an agency; remembers what it met on the way."""

    agency: Agency
    order: str
    states: Mapping[str, str]
    skipped: int = 0
    channels_unknown: Counter[str] = field(default_factory=Counter)
    days: dict[str, Days] = field(default_factory=dict)
    _states: dict[str, str | None] = field(default_factory=dict)
    _channels: dict[str, str | None] = field(default_factory=dict)
    _stems: dict[str, str] = field(default_factory=dict)
    _units: Any = None
    _services: Any = None

    def __post_init__(self) -> None:
        self.days = {key: Days(self.order) for key in DATES}
        self._units, self._services = units_of(self.agency), services_of(self.agency)

    def line(
        self, n: int, sheet: int, row: int, values: Sequence[Any], places: Sequence[tuple[str, int]]
    ) -> str | None:
        """Return a row as a line of COPY, None for one that is no dossier (a group's title, a sum)."""
        width = len(values)
        cells = {key: value for key, at in places if at < width and (value := values[at]) is not None and value != ""}
        bad: dict[str, tuple[str, str]] = {}
        texts = {key: _plain(value) for key, value in cells.items() if key not in DATES}
        for key, value in cells.items():
            if isinstance(value, Wrong) or (key not in DATES and texts[key][:1] == "="):
                bad[key] = ("formula", "")
                texts[key] = ""
        code = texts.get("code", "")
        if not code and "code" not in bad:
            if self._is_no_dossier(values, texts):
                self.skipped += 1
                return None
            bad["code"] = ("missing", "")
        for key, longest in _LONGEST:
            if len(texts.get(key, "")) > longest:
                bad[key], texts[key] = ("long", ""), ""
        key = _key(code) if code else ""
        days = {key: self._day(key, cells[key], bad) for key in DATES if key in cells}
        received = days.get("received")
        fields = (
            str(n), str(sheet), str(row), NULL, _text(code), _text(key),
            "t" if key and self._is_known_form(key) else "f", self._service(texts, bad), self._unit(texts, bad),
            self._channel(texts), self._state(texts, bad), received.date or NULL if received else NULL,
            received.at or NULL if received else NULL, *(days[key].date or NULL if key in days else NULL for key in DATES[1:]),
            *(_text(texts.get(key, "")) for key in _TEXTS),
        )  # fmt: skip
        # what was wrong is known only when all cells are read
        return "\t".join((*fields[:3], _json(bad), *fields[4:])) + "\n"

    def _is_no_dossier(self, values: Sequence[Any], texts: Mapping[str, str]) -> bool:
        """Return whether a row without a code is a group's title, a sum or a signature's line."""
        filled = [raw_of(value) for value in values if value not in (None, "")]
        return len(filled) <= 1 or not any(texts.values()) or bool(_TOTAL.match(fold(one_line(filled[0]))))

    def _day(self, key: str, value: Any, bad: dict[str, tuple[str, str]]) -> Any:
        day = self.days[key].read(value)
        if day.wrong and key not in bad:
            bad[key] = (day.wrong, raw_of(value)[:_QUOTED])
        return day

    def _is_known_form(self, key: str) -> bool:
        """Return whether `read_code` knows the form of a code, its days read once each."""
        stem, _dash, serial = key.rpartition("-")
        form = self._stems.get(stem)
        if form is None:
            if len(self._stems) > 50_000:  # noqa: PLR2004  kept
                self._stems.clear()
            form = self._stems[stem] = read_code(f"{stem}-0001").form
        if form == Form.OTHER or not (serial.isascii() and serial.isdigit()):
            return False
        return len(serial) == 4 if form == Form.OLD else 4 <= len(serial) <= 6  # noqa: PLR2004  digits

    def _service(self, texts: Mapping[str, str], bad: dict[str, tuple[str, str]]) -> str:
        told = [(key, typed) for key in ("service", "service_name") if (typed := texts.get(key, ""))]
        found = [self._services.find(typed) for _key, typed in told]
        for one in found:
            if one is not None and one != SEVERAL:
                return str(one)
        if told:
            key, typed = told[0]
            bad[key] = ("several_services" if found[-1] == SEVERAL else "service", typed[:_QUOTED])
        return NULL

    def _unit(self, texts: Mapping[str, str], bad: dict[str, tuple[str, str]]) -> str:
        typed = texts.get("unit", "")
        if not typed:
            return NULL
        found = self._units.find(typed)
        if found is None or found == SEVERAL:
            bad["unit"] = ("unit" if found is None else "several_units", typed[:_QUOTED])
            return NULL
        return str(found)

    def _channel(self, texts: Mapping[str, str]) -> str:
        typed = texts.get("channel", "")
        if not typed:
            return NULL
        if typed not in self._channels:
            if len(self._channels) > 50_000:  # noqa: PLR2004  kept
                self._channels.clear()
            self._channels[typed] = channel_of(typed)
        found = self._channels[typed]
        if found is None and (typed in self.channels_unknown or len(self.channels_unknown) < _MOST_WORDS):
            self.channels_unknown[typed[:_QUOTED]] += 1
        return found or NULL

    def _state(self, texts: Mapping[str, str], bad: dict[str, tuple[str, str]]) -> str:
        typed = texts.get("state", "")
        if not typed:
            return NULL
        if typed not in self._states:
            if len(self._states) > 50_000:  # noqa: PLR2004  kept
                self._states.clear()
            self._states[typed] = state_of(typed, self.states)
        found = self._states[typed]
        if found is None:
            bad["state"] = ("state", typed[:_QUOTED])
        return found or NULL


_LONGEST: Final = tuple((key, column.longest) for key, column in BY_KEY.items() if column.longest)


def lines(tables: Sequence[tuple[int, Any, Sequence[tuple[str, int]]]], cells: Cells) -> Iterator[tuple[str, int]]:
    """Yield the lines of all tables in the order of the file, each with its number; tables are (number, table, places)."""
    n = 0
    for number, table, places in tables:
        for row, values in table.rows():
            line = cells.line(n + 1, number, row, values, places)
            if line is not None:
                n += 1
                yield line, n


def _key(code: str) -> str:
    """Return `key_of` a code of one line, which for plain letters is quick."""
    return code.replace(" ", "").upper() if code.isascii() else key_of(code)


def _plain(value: Any) -> str:
    """Return a cell as one line of text; `="…"`, by which exports keep a text a text, is what stands between."""
    if isinstance(value, Wrong):
        return ""
    text = value if isinstance(value, str) else raw_of(value)
    if text.isprintable() and (text.isascii() or is_normalized("NFC", text)):  # nearly all cells, and much quicker
        text = " ".join(text.split())
    else:
        text = clean(one_line(text)).replace("\n", " ")
    if text[:2] == '="' and (found := _SPREADSHEET_TEXT.match(text)):
        return found[1].strip()
    return text


def _text(text: str) -> str:
    """Return a text as COPY takes it; a blank one is nothing."""
    if not text:
        return NULL
    return text.replace("\\", "\\\\") if "\\" in text else text


def _json(bad: Mapping[str, tuple[str, str]]) -> str:
    return json.dumps(bad).replace("\\", "\\\\") if bad else NULL
