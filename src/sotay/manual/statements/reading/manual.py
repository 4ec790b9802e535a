"""Reading the text of a quality manual into sections, statements, exclusions and annexes."""

from collections.abc import Mapping

from sotay.agency.citations import Citation, find_citations
from sotay.manual.statements.reading.blocks import Block, blocks_of
from sotay.manual.statements.reading.exclusions import find_exclusions
from sotay.manual.statements.reading.headings import clause_key, similarity
from sotay.manual.statements.reading.layout import markdown_of, references_of
from sotay.manual.statements.reading.lines import split_lines
from sotay.manual.statements.reading.names import agency_name, document_name
from sotay.manual.statements.reading.outline import Outline, Part
from sotay.manual.statements.reading.shapes import (
    Annex,
    Control,
    Exclusion,
    PlaceKind,
    ReadManual,
    Remark,
    Section,
    Statement,
    Unread,
)
from sotay.ui.markdown import plain

LEVEL_OF_STATEMENTS = 2
"""Every clause of this level is expected to have its statement (4.1–10.3)."""
UNLIKE, LIKE = 0.34, 0.75
"""The shares of words a title has in common with that of the standard: below, above which it is another, the same."""


def read_manual(text: str, *, known_clauses: Mapping[str, str]) -> ReadManual:
    """Read a quality manual: any text, however dirty; nothing is dropped, nothing raises.

    known_clauses: the titles of the standard's clauses by number ("4.1", "8.5.1"). What found no place is in
    `not_understood`, what should be looked at in `remarks`; `coverage` proves that every line is in one place.
    """
    lines = list(split_lines(text))
    outline = Outline(known_clauses, lines).walk()
    blocks = {id(part): blocks_of(part.fragments) for part in outline.parts}
    of_clauses = [part for part in outline.parts if part.kind is PlaceKind.STATEMENT]
    by_clause = {part.key: (part.line, part.title, blocks[id(part)]) for part in of_clauses}
    front = [blocks[id(part)] for part in outline.parts if part.kind is PlaceKind.SECTION]
    exclusions = find_exclusions(front, by_clause, known_clauses)
    statements = tuple(_statement(part, blocks[id(part)]) for part in sorted(of_clauses, key=_order))
    shown = [line.shown for line in lines]
    return ReadManual(
        document_name=document_name(shown),
        agency_name=agency_name(shown),
        sections=tuple(_section(part, blocks[id(part)]) for part in outline.parts if part.kind is PlaceKind.SECTION),
        statements=statements,
        exclusions=exclusions,
        annexes=tuple(_annex(part, blocks[id(part)]) for part in outline.parts if part.kind is PlaceKind.ANNEX),
        controls=tuple(Control(label, value, line) for label, value, line in outline.controls),
        not_understood=tuple(
            Unread(each.part.code, each.line.number, {"clause": each.part.key}, each.line.shown)
            for each in outline.placed
            if each.part and each.part.kind is PlaceKind.NOT_UNDERSTOOD
        ),
        remarks=(*outline.remarks, *_remarks(statements, exclusions, known_clauses)),
        places=tuple(each.place() for each in outline.placed),
    )


def _order(part: Part) -> tuple[int, ...]:
    return clause_key(part.key)


def _citations(markdown: str) -> tuple[Citation, ...]:
    return find_citations(plain(markdown))


def _section(part: Part, blocks: list[Block]) -> Section:
    markdown = markdown_of(blocks)
    return Section(part.key, part.title, markdown, part.line, _citations(markdown))


def _statement(part: Part, blocks: list[Block]) -> Statement:
    markdown = markdown_of(blocks)
    return Statement(part.key, part.title, markdown, part.line, _citations(markdown), references_of(blocks))


def _annex(part: Part, blocks: list[Block]) -> Annex:
    markdown = markdown_of(blocks)
    return Annex(part.key, part.title, markdown, part.line, _citations(markdown))


def _remarks(
    statements: tuple[Statement, ...], exclusions: tuple[Exclusion, ...], known_clauses: Mapping[str, str]
) -> list[Remark]:
    """Return what is missing or odd, in the order of the clauses."""
    found: list[Remark] = []
    lines = {statement.clause: statement.line for statement in statements}
    with_text = {statement.clause for statement in statements if statement.markdown}
    excluded = {exclusion.clause: exclusion for exclusion in exclusions}
    for statement in statements:
        if other := _other_title(statement, known_clauses):
            values = {"clause": statement.clause, "title": statement.title, "other": other}
            found.append(Remark("other_title", statement.line, values))
    for clause in sorted(known_clauses, key=clause_key):
        below = any(each.startswith(f"{clause}.") for each in with_text)
        if clause in excluded:
            if not excluded[clause].reason:
                found.append(Remark("no_reason", lines.get(clause, 0), {"clause": clause}))
        elif clause in lines:
            if clause not in with_text and not below:
                found.append(Remark("empty", lines[clause], {"clause": clause}))
        elif len(clause.split(".")) == LEVEL_OF_STATEMENTS and not below:
            found.append(Remark("missing", 0, {"clause": clause}))
    return found


def _other_title(statement: Statement, known_clauses: Mapping[str, str]) -> str:
    """Return the clause of level 2 whose title a statement bears instead of its own, as in a manual by the edition of 2008."""
    own = known_clauses.get(statement.clause, "")
    if not statement.title or "." not in statement.clause or similarity(statement.title, own) >= UNLIKE:
        return ""
    others = {
        number: similarity(statement.title, title)
        for number, title in known_clauses.items()
        if number.count(".") + 1 == LEVEL_OF_STATEMENTS and number != statement.clause
    }
    best = max(others, key=lambda number: others[number])
    return best if others[best] >= LIKE else ""
