"""The chapters of a pack: by clause, or for an inspection by the lines of contents A and B; with what is owed under each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sotay.agency.actor import Actor
from sotay.evaluation.inspections.contents import LINES
from sotay.manual.packs.models import Pack
from sotay.manual.packs.places import answers
from sotay.manual.selfcheck.proofs import PROOFS
from sotay.standard.catalogue.clauses import clause_key, clauses
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.lines import Line

OF_INSPECTION: Final = "KT"
"""The chapter of the records of an inspection itself."""
_AUDIT_CLAUSES: Final = ("9.2", "10.2")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its key (a folder of the pack), its title, and the obligations owed under it with where they stand."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)
    on_paper: str = ""
    """What of it Sotay does not check and is laid out on paper."""


def chapter_key(clause: str) -> str:
    """Return the chapter a clause belongs to: 9.2 for 9.2, 8.5 for 8.5.1; a chapter of the standard for itself."""
    return ".".join(clause.split(".")[:2])


def codes_of(pack: Pack) -> tuple[str, ...]:
    """Return the obligations a pack is to prove, in the order of the catalogue."""
    if pack.what == Pack.What.INSPECTION:
        named = {code for proof in PROOFS.values() for code in proof.obligations}
        return tuple(code for code in obligations() if code in named)
    wanted = {"CLAUSE": (pack.clause,), "AUDIT": _AUDIT_CLAUSES}.get(pack.what)
    if wanted is None:
        return tuple(obligations())
    found = obligations().items()
    return tuple(
        code for code, one in found if any(answers(clause, asked) for clause in one.all_clauses for asked in wanted)
    )


def line_for(proves: Sequence[str]) -> str:
    """Return the line of contents A and B that evidence for these obligations is laid under first; nothing for none."""
    return next((one.key for one in LINES if set(PROOFS[one.key].obligations) & set(proves)), "")


def list_chapters(pack: Pack, keys: set[str], *, viewer: Actor, on: date) -> list[Chapter]:
    """Return the chapters in order, those of records (`keys`) and those under which something is owed; one judging for all.

    What is owed is told as it stood on the last day of the pack, or today.
    """
    codes = codes_of(pack)
    lines = standings_of(viewer.agency, on=min(on, pack.to_date), codes=set(codes))
    told = [one for one in lines if not one.period or _overlaps(one, pack)]
    by_key: dict[str, list[Line]] = {}
    for line in told:
        for key in _keys_of(line, pack):
            by_key.setdefault(key, []).append(line)
    looked_at = {one.key for one in LINES} if pack.what == Pack.What.INSPECTION else set()
    every = sorted(keys | set(by_key) | looked_at, key=_order)
    return [Chapter(key, _title(key), by_key.get(key, []), _on_paper(key)) for key in every]


def _on_paper(key: str) -> str:
    return str(PROOFS[key].on_paper) if key in PROOFS else ""


def _keys_of(line: Line, pack: Pack) -> list[str]:
    if pack.what == Pack.What.INSPECTION:
        return [one.key for one in LINES if line.obligation in PROOFS[one.key].obligations]
    wanted = {"CLAUSE": (pack.clause,), "AUDIT": _AUDIT_CLAUSES}.get(pack.what)
    clauses_told = line.about.all_clauses if wanted else (line.about.clause,)
    named = [one for one in clauses_told if wanted is None or any(answers(one, asked) for asked in wanted)]
    return list(dict.fromkeys(chapter_key(one) for one in named))[:1]


def _overlaps(line: Line, pack: Pack) -> bool:
    return line.when.start <= pack.to_date and line.when.end >= pack.from_date


def _order(key: str) -> tuple[int, tuple[int, ...], str]:
    if key == OF_INSPECTION:
        return (0, (), "")
    if key[:1].isdigit():
        return (1, clause_key(key), "")
    return (2, (), key)


def _title(key: str) -> str:
    if key == OF_INSPECTION:
        return "Hồ sơ của cuộc kiểm tra"
    known = clauses().get(key)
    if known is not None:
        return known.vi
    return next((str(one.title) for one in LINES if one.key == key), key)
