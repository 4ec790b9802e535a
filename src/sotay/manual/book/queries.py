"""Reads of the book: its tree with standings, the page of a clause, what it cites that no longer stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.manual.amendments.models import Amendment, Draft
from sotay.manual.amendments.sight import visible_drafts
from sotay.manual.statements.citing import Cited, cited_in
from sotay.manual.statements.linking import linked
from sotay.manual.statements.models import STATED_LEVEL, IssuedText, Manual, Statement
from sotay.manual.statements.queries import get_manual
from sotay.standard.applicability.models import Applicability
from sotay.standard.applicability.queries import Exclusions, exclusions_of
from sotay.standard.catalogue.clauses import Clause, ancestors, clauses
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import DeclaredEvidence, Word
from sotay.standard.standings.queries import list_lines, worst

DONE = (Amendment.State.ISSUED, Amendment.State.WITHDRAWN)


def list_statements(*, viewer: Actor) -> QuerySet[Statement]:
    """Return the parts of the book in order, each with the amendment that is changing it (`draft_state`, `draft_slug`).

    A guest is not told of what is being changed.
    """
    written = Draft.objects.filter(statement=OuterRef("pk")).exclude(amendment__state__in=DONE)
    drafts = visible_drafts(written, viewer)
    return (
        Statement.objects.of(viewer)
        .select_related("manual", "manual__issue_decision")
        .annotate(
            draft_state=Subquery(drafts.values("amendment__state")[:1]),
            draft_slug=Subquery(drafts.values("amendment__slug")[:1]),
            draft_code=Subquery(drafts.values("amendment__code")[:1]),
            draft_approved_date=Subquery(drafts.values("amendment__approved_date")[:1]),
        )
        .order_by("order", "slug")
    )


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the table of contents: a part of the book or a clause of the standard that has no part of its own."""

    slug: str
    number: str
    title: str
    word: str = ""
    draft_state: str = ""
    below: "tuple[Node, ...]" = ()

    @property
    def level(self) -> int:
        """1 for a chapter, 2 for 4.1, 0 for front matter and annexes."""
        return self.number.count(".") + 1 if self.number else 0


@dataclass(frozen=True, slots=True)
class Book:
    """The manual as a book: what stands in front, the chapters 4–10 with their clauses, the annexes."""

    manual: Manual | None
    front: tuple[Node, ...]
    chapters: tuple[Node, ...]
    annexes: tuple[Node, ...]
    statements: tuple[Statement, ...]
    exclusions: Exclusions
    lines: tuple[Line, ...]

    @property
    def order(self) -> tuple[Node, ...]:
        """Every page in the order it is turned."""

        def walk(nodes: Iterable[Node]) -> Iterable[Node]:
            for node in nodes:
                yield node
                yield from walk(node.below)

        return tuple(walk((*self.front, *self.chapters, *self.annexes)))

    def around(self, slug: str) -> tuple[Node | None, Node | None]:
        """Return the pages before and after one."""
        pages = self.order
        at = next((place for place, node in enumerate(pages) if node.slug == slug), None)
        if at is None:
            return None, None
        return (pages[at - 1] if at else None), (pages[at + 1] if at + 1 < len(pages) else None)


def get_book(*, viewer: Actor, on: date) -> Book:
    """Return the book of the viewer's agency with the standing of every clause as last judged."""
    statements = tuple(list_statements(viewer=viewer))
    manual = statements[0].manual if statements else get_manual(viewer=viewer)
    if manual is not None:
        manual.agency = viewer.agency
    by_clause = {one.clause: one for one in statements if one.part == Statement.Part.CLAUSE}
    lines = list_lines(viewer=viewer, on=on)
    exclusions = exclusions_of([viewer.agency.pk], on=on)[viewer.agency.pk]
    return Book(
        manual=manual,
        front=tuple(_node(one) for one in statements if one.part == Statement.Part.FRONT),
        chapters=tuple(
            _clause_node(clause, by_clause, lines, exclusions) for clause in clauses().values() if clause.parent is None
        ),
        annexes=tuple(_node(one) for one in statements if one.part == Statement.Part.ANNEX),
        statements=statements,
        exclusions=exclusions,
        lines=tuple(lines),
    )


def _node(one: Statement) -> Node:
    return Node(slug=one.slug, number="", title=one.title, draft_state=getattr(one, "draft_state", None) or "")


def _clause_node(clause: Clause, by_clause: dict[str, Statement], lines: list[Line], exclusions: Exclusions) -> Node:
    """Return a clause of the tree: those of level 2, and deeper ones that have a text of their own."""
    below = [
        _clause_node(one, by_clause, lines, exclusions)
        for one in clauses().values()
        if one.parent == clause.number and (one.level <= STATED_LEVEL or _says(one.number, by_clause))
    ]
    said = [line.standing for line in lines if line.about.serves(clause.number)]
    row = by_clause.get(clause.number)
    return Node(
        slug=clause.number,
        number=clause.number,
        title=clause.title,
        word=Word.NOT_APPLICABLE if exclusions.covering(clause.number) else worst(said) if said else "",
        draft_state=(getattr(row, "draft_state", None) or "") if row else "",
        below=tuple(below),
    )


def _says(number: str, by_clause: dict[str, Statement]) -> bool:
    return any(one == number or one.startswith(f"{number}.") for one in by_clause)


@dataclass(frozen=True, slots=True)
class StatementPage:
    """What the page of a part shows: the text in force, what is owed, what was found, what is cited."""

    book: Book
    slug: str
    clause: Clause | None
    statement: Statement | None
    excluded_by: Applicability | None
    stated_above: Statement | None
    lines: tuple[Line, ...]
    word: str
    declared: tuple[DeclaredEvidence, ...]
    documents: tuple[Cited, ...]
    laws: tuple[Cited, ...]
    before: Node | None
    after: Node | None

    @property
    def title(self) -> str:
        """The title as the agency printed it, else the standard's."""
        if self.statement is not None and self.statement.title:
            return self.statement.title
        return self.clause.title if self.clause else ""

    @property
    def overdue(self) -> int:
        """How many things are overdue here."""
        return sum(line.standing == Word.OVERDUE for line in self.lines)

    @property
    def found(self) -> tuple[Line, ...]:
        """The lines for which evidence was found."""
        return tuple(line for line in self.lines if line.standing == Word.MET and line.evidence_date)


def get_statement_page(slug: str, *, viewer: Actor, on: date) -> StatementPage:
    """Return a part of the book, or a clause of the standard without a text of its own; NotFound for anything else.

    What it owes is read from the table of standings, which the page brings up to date first.
    """
    book = get_book(viewer=viewer, on=on)
    statement = next((one for one in book.statements if one.slug == slug), None)
    clause = clauses().get(statement.clause if statement else slug)
    if statement is None and clause is None:
        raise NotFound
    lines: list[Line] = []
    excluded_by = None
    declared: tuple[DeclaredEvidence, ...] = ()
    if clause is not None:
        lines = [line for line in book.lines if line.about.serves(clause.number)]
        excluded_by = book.exclusions.covering(clause.number)
        codes = {line.obligation for line in lines if not line.about.is_own}
        rows = DeclaredEvidence.objects.of(viewer).filter(obligation__in=codes, date__lte=on).select_related("unit")
        declared = tuple(rows.order_by("-date", "-pk"))
    cites = linked(cited_in(statement.text, on=on), viewer=viewer, on=on) if statement else ()
    before, after = book.around(slug)
    return StatementPage(
        book=book,
        slug=slug,
        clause=clause,
        statement=statement,
        excluded_by=excluded_by,
        stated_above=_above(clause, book) if clause and not (statement and statement.text) else None,
        lines=tuple(lines),
        word=worst(line.standing for line in lines) if lines else "",
        declared=declared,
        documents=tuple(one for one in cites if one.is_document),
        laws=tuple(one for one in cites if not one.is_document),
        before=before,
        after=after,
    )


def _above(clause: Clause, book: Book) -> Statement | None:
    """Return the nearest clause above that says something, where this one does not."""
    by_clause = {one.clause: one for one in book.statements if one.clause and one.text}
    return next((by_clause[number] for number in ancestors(clause.number) if number in by_clause), None)


@dataclass(frozen=True, slots=True)
class DeadLaw:
    """A law the manual cites that no longer stands, and where."""

    cited: Cited
    statements: tuple[Statement, ...]


def list_dead_laws(book: Book, *, viewer: Actor, on: date) -> tuple[DeadLaw, ...]:
    """Return the laws cited by the text in force that stand no longer on a day, each with the parts that cite it."""
    cites = [(one, part) for part in book.statements if part.text for one in cited_in(part.text, on=on)]
    known = {one.key: one for one in linked({one.key: one for one, _part in cites}.values(), viewer=viewer, on=on)}
    found: dict[str, DeadLaw] = {}
    for one, part in cites:
        if known[one.key].replaced:
            there = found.get(one.key)
            parts = (*there.statements, part) if there else (part,)
            found[one.key] = DeadLaw(known[one.key], parts)
    return tuple(found.values())


def list_history(statement: Statement) -> QuerySet[IssuedText]:
    """Return the texts of a part as they were issued, newest first."""
    return statement.issued.select_related("decision").order_by("-edition", "-revision")


@dataclass(frozen=True, slots=True)
class Printed:
    """A part as it is printed: its heading, its text, and why it says nothing where it does not apply."""

    number: str
    title: str
    level: int
    text: str
    reason: str = ""
    anchor: str = ""


def in_print(book: Book) -> tuple[Printed, ...]:
    """Return the whole book in order: front matter, chapters with their clauses, annexes; empty annexes are left out."""
    by_slug = {one.slug: one for one in book.statements}
    printed = []
    for node in book.order:
        statement = by_slug.get(node.slug)
        text = statement.text if statement else ""
        if not node.number and not text:
            continue
        decided = book.exclusions.covering(node.number) if node.number else None
        printed.append(
            Printed(
                number=node.number,
                title=(statement.title if statement else "") or node.title,
                level=node.number.count(".") + 1 if node.number else 1,
                text=text,
                reason=decided.reason if decided else "",
                anchor=f"p-{node.slug.replace('.', '-')}",
            )
        )
    return tuple(printed)
