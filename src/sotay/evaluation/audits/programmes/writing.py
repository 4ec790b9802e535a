"""What several commands upon programmes write alike: texts, lines, the address, and what an approval holds for."""

from collections.abc import Iterable, Mapping
from typing import Any

from sotay.agency.vietnamese import nfc, one_line
from sotay.evaluation.audits.clause_lists import in_order
from sotay.evaluation.audits.models import Programme, ProgrammeLine
from sotay.evaluation.audits.programmes.drafting import numbered

TEXTS = ("purpose", "scope", "criteria", "method")
OF_A_LINE = ("months", "clauses", "priority", "priority_text", "lead_id")


def slug_of(year: int, revision: int) -> str:
    """Return the address part of a programme: `2026`, `2026-1` for its first revision."""
    return f"{year}-{revision}" if revision else str(year)


def fill(programme: Programme, values: Mapping[str, Any]) -> list[str]:
    """Write the texts of a programme clean; return the names of those that changed."""
    changed = []
    for name in TEXTS:
        if name in values:
            clean = nfc(values[name] or "").replace("\r\n", "\n").strip()
            if getattr(programme, name) != clean:
                setattr(programme, name, clean)
                changed.append(name)
    return changed


def tidy(lines: Iterable[ProgrammeLine]) -> list[ProgrammeLine]:
    """Return lines clean and numbered, without those that say nothing."""
    kept = []
    for line in lines:
        line.months = sorted(set(line.months))
        line.clauses = in_order(line.clauses)
        line.priority_text = one_line(nfc(line.priority_text))[:300]
        said = line.months or line.priority_text or line.lead_id or line.priority != ProgrammeLine.Priority.ROUTINE
        if said or line.clauses:
            kept.append(line)
    return numbered(kept)


def keep_lines(programme: Programme, lines: list[ProgrammeLine]) -> bool:
    """Put lines in the place of those there were; return whether anything is different. A line that stays keeps its row."""
    there = {_key(line): line for line in programme.lines.all()}
    changed = False
    for line in lines:
        old = there.pop(_key(line), None)
        if old is None:
            line.agency, line.programme = programme.agency, programme
            line.save()
            changed = True
            continue
        if old.position != line.position or any(getattr(old, name) != getattr(line, name) for name in OF_A_LINE):
            for name in ("position", *OF_A_LINE):
                setattr(old, name, getattr(line, name))
            old.save()
            changed = True
    for gone in there.values():
        gone.delete()
        changed = True
    return changed


def copies_of(lines: Iterable[ProgrammeLine], programme: Programme) -> list[ProgrammeLine]:
    """Return the same lines for another programme, unsaved."""
    return [
        ProgrammeLine(
            agency=programme.agency,
            programme=programme,
            position=line.position,
            unit_id=line.unit_id,
            process_id=line.process_id,
            **{name: getattr(line, name) for name in OF_A_LINE},
        )
        for line in lines
    ]


def content_of(programme: Programme) -> dict[str, Any]:
    """Return what who decides sees of a programme; its hash is what the approval holds for."""
    rows = programme.lines.select_related("unit", "process", "lead").order_by("position", "pk")
    return {
        "year": programme.year,
        "revision": programme.revision,
        "is_plan": programme.is_plan,
        "reason": programme.reason,
        **{name: getattr(programme, name) for name in TEXTS},
        "lines": [
            {
                "whose": line.whose.code if line.whose else "",
                "is_process": line.process_id is not None,
                "months": line.months,
                "clauses": line.clauses,
                "priority": line.priority,
                "priority_text": line.priority_text,
                "lead": str(line.lead.uuid) if line.lead else None,
            }
            for line in rows
        ],
    }


def _key(line: ProgrammeLine) -> tuple[int | None, int | None]:
    return line.unit_id, line.process_id
