"""A manual, policy, scope and processes in our own words, to begin with and to show: "bản mẫu – chưa chỉnh sửa"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sotay.agency.citations import find_citations
from sotay.manual.statements.reading import Annex, Exclusion, ReadManual, Section, Statement
from sotay.ui.markdown import plain

_PART = re.compile(r"^## (?P<key>\S+) (?P<title>.+)$", re.MULTILINE)
_ANNEX = re.compile(r"^(?P<number>\d+) (?P<title>.+)$")
_REFERENCES = re.compile(r"^\*\*Tài liệu tham khảo:\*\* (?P<items>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class SamplePolicy:
    """A quality policy: its title and its text in the safe subset of Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class SampleField:
    """A field of work within the scope: a short code and its name."""

    code: str
    name: str


@dataclass(frozen=True)
class SampleScope:
    """A scope: what it covers in words, fields of work, places, clauses that do not apply."""

    text: str
    fields: tuple[SampleField, ...]
    places: tuple[str, ...]
    excluded_clauses: tuple[str, ...]


@dataclass(frozen=True)
class SampleProcess:
    """A process: kind MANAGEMENT, CORE or SUPPORT, owner by unit key and name, clauses, codes of those it feeds."""

    code: str
    name: str
    kind: str
    unit: str
    unit_name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    clauses: tuple[str, ...]
    feeds: tuple[str, ...]


def sample_manual(agency_name: str, *, short_name: str = "Sở", head_title: str = "Giám đốc") -> ReadManual:
    """Return the sample manual as if it had been read, with the agency's own names in it.

    short_name is what the agency calls itself in running text, head_title the title of its head. Three sections,
    every clause of level 2, 8.3 with the reason why it does not apply, one annex. It has no lines and no places.
    """
    _nothing, head, body = _text("so-tay-mau.md").split("---\n", 2)
    names = {"agency": agency_name, "short": short_name, "head": head_title}
    front = _filled(yaml.safe_load(head), names)
    parts = _parts(_fill(body, names))
    return ReadManual(
        document_name=front["document_name"],
        agency_name=agency_name,
        sections=tuple(_section(key, title, text) for key, title, text in parts if key.isalpha() and key != "ANNEX"),
        statements=tuple(_statement(key, title, text) for key, title, text in parts if key[0].isdigit()),
        exclusions=tuple(Exclusion(clause, reason, ()) for clause, reason in front["exclusions"].items()),
        annexes=tuple(_annex(title, text) for key, title, text in parts if key == "ANNEX"),
        controls=(),
        not_understood=(),
        remarks=(),
        places=(),
    )


def sample_policy(agency_name: str, *, short_name: str = "Sở", head_title: str = "Giám đốc") -> SamplePolicy:
    """Return the sample quality policy."""
    return SamplePolicy(**_data("policy.yaml", agency_name, short_name, head_title))


def sample_scope(agency_name: str, *, short_name: str = "Sở") -> SampleScope:
    """Return the sample scope: the fields of a department of information and communications."""
    data = _data("scope.yaml", agency_name, short_name, "")
    return SampleScope(
        text=data["text"],
        fields=tuple(SampleField(**field) for field in data["fields"]),
        places=tuple(data["places"]),
        excluded_clauses=tuple(data["excluded_clauses"]),
    )


def sample_processes(*, short_name: str = "Sở") -> tuple[SampleProcess, ...]:
    """Return the sample processes: management, core (one-stop services), support."""
    data = _data("processes.yaml", "", short_name, "")
    return tuple(_process(process, data["units"]) for process in data["processes"])


def _process(data: dict[str, Any], units: Mapping[str, str]) -> SampleProcess:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return SampleProcess(**values, unit_name=units[data["unit"]])


@cache
def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")


def _data(name: str, agency_name: str, short_name: str, head_title: str) -> dict[str, Any]:
    names = {"agency": agency_name, "short": short_name, "head": head_title}
    filled: dict[str, Any] = _filled(yaml.safe_load(_text(name)), names)
    return filled


def _fill(text: str, names: Mapping[str, str]) -> str:
    """Put the names in their places."""
    return re.sub(r"\{(agency|short|head)\}", lambda found: names[found[1]], text)


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _fill(value, names).strip()
    if isinstance(value, list):
        return [_filled(item, names) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, names) for key, item in value.items()}
    return value


def _parts(body: str) -> list[tuple[str, str, str]]:
    """Return key, title and text of every part of the file."""
    heads = list(_PART.finditer(body))
    ends = [head.start() for head in heads[1:]] + [len(body)]
    return [
        (head["key"], head["title"].strip(), body[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    ]


def _section(key: str, title: str, text: str) -> Section:
    return Section(key, title, text, 0, find_citations(plain(text)))


def _statement(clause: str, title: str, text: str) -> Statement:
    named = _REFERENCES.search(text)
    items = tuple(item.strip() for item in named["items"].split(";")) if named else ()
    return Statement(clause, title, text, 0, find_citations(plain(text)), items)


def _annex(title: str, text: str) -> Annex:
    found = _ANNEX.match(title)
    if found is None:
        raise ValueError(title)
    return Annex(found["number"], found["title"], text, 0, find_citations(plain(text)))
