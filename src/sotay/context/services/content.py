"""What a decision prints about a service, clean: texts, levels, channels, limits, papers, bases; forms and imports share it.

Pure: nothing here asks the database. A `Content` is compared with another field by field (`differences`).
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sotay.agency.document_numbers import parse_document_number
from sotay.agency.qms_codes import parse_tthc_code
from sotay.agency.vietnamese import fold, fold_code, nfc, one_line
from sotay.context.services import limits as reading
from sotay.context.services.models import Service

Level, Channel = Service.Level, Service.Channel

LONGEST: Final = {
    "code": 40,
    "name": 600,
    "field": 200,
    "kind": 200,
    "authority": 300,
    "decision": 200,
    "result": 600,
    "address": 500,
    "levels_text": 200,
    "basis": 300,
    "paper": 600,
    "note": 300,
}
LINES = ("name", "field", "kind", "authority", "decision", "result", "address", "levels_text")
BLOCKS = ("fees", "conditions")
TEXTS = (*LINES, *BLOCKS)
KEPT = (*TEXTS, "levels", "channels", "papers_count")
"""The columns of a service that its decisions print, but for the code."""
COMPARED = (*KEPT, "limits", "papers", "bases")

# Vietnamese whatever the language of the page: lines with them are kept in histories and read again.
CHANNEL_WORDS: Final = {
    Channel.DIRECT: "Trực tiếp",
    Channel.ONLINE: "Trực tuyến",
    Channel.POST: "Dịch vụ bưu chính",
}
_LEVEL_WORDS = {
    "bo": Level.MINISTRY, "trung uong": Level.MINISTRY, "tinh": Level.PROVINCE, "thanh pho": Level.PROVINCE,
    "huyen": Level.DISTRICT, "xa": Level.COMMUNE, "phuong": Level.COMMUNE, "xa phuong": Level.COMMUNE,
    "co quan khac": Level.OTHER, "khac": Level.OTHER,
}  # fmt: skip
_CHANNEL_WORDS = (
    ("truc tuyen", Channel.ONLINE), ("online", Channel.ONLINE), ("cong dich vu cong", Channel.ONLINE),
    ("buu chinh", Channel.POST), ("buu dien", Channel.POST),
    ("truc tiep", Channel.DIRECT), ("mot cua", Channel.DIRECT),
)  # fmt: skip
_SHEETS = re.compile(r"(\d{1,3})\s*(bản chính|bản sao)", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(([^()]*\d\s*bản (?:chính|sao)[^()]*)\)\s*$", re.IGNORECASE)
_MOST_SHEETS = 999


@dataclass(frozen=True, slots=True)
class Printed:
    """A time limit as printed, for one way of handing in ("" for all)."""

    channel: str
    text: str

    def __str__(self) -> str:
        return f"{CHANNEL_WORDS[Channel(self.channel)]}: {self.text}" if self.channel else self.text


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the dossier with its numbers of originals and copies."""

    name: str
    originals: int = 0
    copies: int = 0
    note: str = ""

    def __str__(self) -> str:
        # Vietnamese words, whatever the language of the page: the line is read again by `papers_of`.
        counts = [f"{self.originals} bản chính"] if self.originals else []
        counts += [f"{self.copies} bản sao"] if self.copies else []
        if counts:
            return f"{self.name} ({', '.join([*counts, *([self.note] if self.note else [])])})"
        return self.name


@dataclass(frozen=True, slots=True)
class Content:
    """What is printed about a service; `doubts` are flags of what could not be kept as it was written."""

    code: str = ""
    name: str = ""
    field: str = ""
    kind: str = ""
    authority: str = ""
    decision: str = ""
    result: str = ""
    address: str = ""
    levels_text: str = ""
    fees: str = ""
    conditions: str = ""
    levels: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    papers_count: int | None = None
    limits: tuple[Printed, ...] = ()
    papers: tuple[Paper, ...] = ()
    bases: tuple[str, ...] = ()
    doubts: frozenset[str] = dataclasses.field(default=frozenset(), compare=False)

    def with_values(self, values: Mapping[str, Any]) -> "Content":
        """Return this content with values of the same names put in, clean; what is not named stays."""
        doubts = set(self.doubts)
        names = [name for name in ("code", *COMPARED) if name in values]
        clean = {name: _clean(name, values[name], doubts) for name in names}
        made = replace(self, **clean, doubts=frozenset(doubts))
        offered = {one.channel for one in made.limits} | set(made.channels)
        return replace(made, channels=tuple(one for one in Channel.values if one in offered))

    def flags(self, *, dated: bool) -> list[str]:
        """Return the flags of what is not said clearly; `dated` says whether the day of its decision is known."""
        wanted = {
            "field_missing": self.field,
            "levels_missing": self.levels or self.levels_text,
            "channels_missing": self.channels,
            "decision_missing": self.decision,
            "papers_missing": self.papers or self.papers_count,
        }
        found = [] if parse_tthc_code(self.code) else ["code_odd"]
        found += [flag for flag, there in wanted.items() if not there]
        found += ["level_unknown"] if self.levels_text else []
        found += ["decision_undated"] if self.decision and not dated else []
        if self.papers and self.papers_count and len(self.papers) != self.papers_count:
            found.append("papers_count_differs")
        read = [reading.read_limits(one.text) for one in self.limits]
        found += [flag for one in read for flag in one.flags] or ([] if self.limits else [reading.MISSING])
        told = {one.channel for one in self.limits}
        found += ["limit_of_channel_missing"] if told and "" not in told and set(self.channels) - told else []
        if any(self._cases_unnamed(channel) for channel in {one.channel for one in self.limits}):
            found.append(reading.CASES_UNNAMED)
        return list(dict.fromkeys([*found, *sorted(self.doubts)]))

    def _cases_unnamed(self, channel: str) -> bool:
        of_channel = [one.text for one in self.limits if one.channel == channel]
        return reading.has_unnamed_cases([limit for text in of_channel for limit in reading.read_limits(text).limits])

    def said(self, name: str) -> str:
        """Return one field as a text, the same for the same content: what a history keeps."""
        value = getattr(self, name)
        if name in {"levels", "channels"}:
            return ", ".join(value)
        if name in {"limits", "papers", "bases"}:
            return "\n".join(map(str, value))
        return "" if value is None else str(value)


def differences(old: Content, new: Content, *, code: bool = True) -> list[dict[str, str]]:
    """Return what differs, as a `ServiceChange` keeps it: field, old and new text."""
    names = ("code", *COMPARED) if code else COMPARED
    return [
        {"field": name, "old": old.said(name), "new": new.said(name)}
        for name in names
        if old.said(name) != new.said(name)
    ]


def key_of(code: str) -> str:
    """Return what is equal for two ways of writing one code; empty for none."""
    return (parse_tthc_code(code) or fold_code(code))[:40]


def levels_of(text: str) -> tuple[tuple[str, ...], str]:
    """Return the levels a cell names and, where one is none of them, the whole cell as it was written."""
    known: set[str] = set()
    is_odd = False
    for said in re.split(r"[,;\n]", text):
        words = " ".join(re.sub(r"[^\w ]", " ", fold(one_line(said))).split()).removeprefix("cap ")
        if words in _LEVEL_WORDS:
            known.add(_LEVEL_WORDS[words])
        elif words:
            is_odd = True
    return tuple(one for one in Level.values if one in known), one_line(text) if is_odd else ""


def channels_of(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the ways of handing in a cell names, and whether it names one that is not known."""
    known: set[str] = set()
    is_odd = False
    for said in re.split(r"[,;\n]", text):
        words = " ".join(fold(one_line(said)).split())
        found = next((channel for word, channel in _CHANNEL_WORDS if word in words), None)
        if found:
            known.add(found)
        elif words:
            is_odd = True
    return tuple(one for one in Channel.values if one in known), is_odd


def limits_of(text: str) -> tuple[Printed, ...]:
    """Return the limits written one a line, each behind its way of handing in (`Trực tuyến: 5 ngày`) or for all."""
    found = []
    for line in nfc(text).splitlines():
        head, colon, rest = one_line(line).partition(":")
        channels, is_odd = channels_of(head) if colon else ((), True)
        if channels and not is_odd and "truong hop" not in fold(head):
            found += [Printed(channel, one_line(rest)) for channel in channels]
        elif said := one_line(line):
            found.append(Printed("", said))
    return tuple(found)


def papers_of(text: str) -> tuple[Paper, ...]:
    """Return the papers written one a line, with counts in brackets at the end (`Đơn đề nghị (1 bản chính, 2 bản sao)`)."""
    return tuple(_paper(said) for line in nfc(text).splitlines() if (said := one_line(line)))


def bases_of(text: str) -> tuple[str, ...]:
    """Return the legal bases of a text, parted by semicolons or lines."""
    return tuple(said for one in re.split(r"[;\n]", nfc(text)) if (said := one_line(one)))


def law_key(text: str) -> str:
    """Return the key of the law a basis names by its number; empty where it names none (a bare "12" names no law)."""
    number = parse_document_number(text)
    if not number.normalized or {"no_symbol", "no_number"} & set(number.flags):
        return ""
    return number.key[:120]


def _clean(name: str, value: Any, doubts: set[str]) -> Any:
    """Return the value of one field as it is kept."""
    if name == "papers_count":
        return value
    if name in BLOCKS:
        return "\n".join(filter(None, map(one_line, nfc(value or "").splitlines())))
    if name in {"levels", "channels"}:
        known = Level.values if name == "levels" else Channel.values
        return tuple(one for one in known if one in value)
    if name in {"limits", "papers"}:
        return tuple(dict.fromkeys(value))
    if name == "bases":
        said = (_cut(one_line(one), LONGEST["basis"], doubts) for one in value)
        return tuple(dict.fromkeys(filter(None, said)))
    return _cut(one_line(value or ""), LONGEST[name], doubts)


def _paper(said: str) -> Paper:
    bracket = _BRACKET.search(said)
    if not bracket or not said[: bracket.start()].strip():
        return Paper(said[: LONGEST["paper"]])
    counts = {"bản chính": 0, "bản sao": 0}
    notes = []
    for part in filter(None, map(str.strip, re.split(r"[,;]", bracket[1]))):
        found = _SHEETS.fullmatch(part)
        if found:
            counts[found[2].lower()] = min(int(found[1]), _MOST_SHEETS)
        else:
            notes.append(part)
    name = said[: bracket.start()][: LONGEST["paper"]]
    return Paper(name, counts["bản chính"], counts["bản sao"], ", ".join(notes)[: LONGEST["note"]])


def _cut(text: str, most: int, doubts: set[str]) -> str:
    if len(text) <= most:
        return text
    doubts.add("text_cut")
    return f"{text[: most - 1]}…"


def fees_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the fees of several ways of handing in as one text: once where all are the same, else a line for each."""
    said: Sequence[tuple[str, str]] = tuple(dict.fromkeys((one, text) for one, text in pairs if text))
    texts = dict.fromkeys(text for _channel, text in said)
    if len(texts) <= 1:
        return next(iter(texts), "")
    return "\n".join(f"{CHANNEL_WORDS[Channel(one)]}: {text}" if one else text for one, text in said)
