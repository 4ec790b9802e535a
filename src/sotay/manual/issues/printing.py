"""The manual set as a paper, whole or one clause of it: cover, revisions, contents, texts in force, the diagram."""

from collections.abc import Iterable, Iterator
from datetime import date

from sotay.agency.edition import STANDARD
from sotay.agency.models import Seat
from sotay.manual.amendments.models import Amendment
from sotay.manual.book.queries import Book, Node, get_book
from sotay.manual.issues.picture import system_diagram
from sotay.manual.issues.prose import blocks_of
from sotay.manual.issues.queries import document_of
from sotay.manual.statements.models import Citation, Manual, Statement
from sotay.papers import authority
from sotay.papers.forms import Making
from sotay.papers.model import (
    Annex,
    Block,
    Column,
    Contents,
    Field,
    Fields,
    Figure,
    FormMark,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Signatures,
    Table,
)
from sotay.standard.applicability.models import Applicability

DIAGRAM = "Sơ đồ mô tả hệ thống quản lý chất lượng"
REVISIONS = (
    Column(key="reason", title="Yêu cầu sửa đổi, bổ sung", width=30),
    Column(key="parts", title="Phần liên quan", width=16),
    Column(key="what", title="Mô tả nội dung sửa đổi", width=30),
    Column(key="number", title="Lần ban hành / sửa đổi", width=14, align="center"),
    Column(key="day", title="Ngày", width=15, align="center"),
)
BLANK_REVISIONS = 3
ANNEXES = "phụ lục"


def whole_manual(manual: Manual, making: Making) -> Paper:
    """Return the whole manual as it stands: its texts in force with what they cite, and the diagram as annex 1."""
    agency = making.agency
    book = get_book(viewer=making.viewer, on=making.on)
    texts = _Texts(book, cited=_cited(manual))
    return Paper(
        abbreviation="",
        heading=agency.manual_name,
        letterhead=authority.letterhead(agency),
        subject=f"Theo {STANDARD}",
        blocks=(
            *_cover(manual, making),
            PageBreak(),
            Contents(depth=2),
            PageBreak(),
            *texts.body(),
        ),
        annexes=(*_annexes(book, texts, making),),
        form=_mark(manual, making),
    )


def one_clause(statement: Statement, making: Making) -> Paper:
    """Return one clause, or another part, of the manual as it stands."""
    agency = making.agency
    manual = statement.manual
    cited = _cited(manual).get(statement.pk, [])
    number = f"{statement.clause}. " if statement.clause else ""
    return Paper(
        abbreviation="",
        heading=f"{number}{statement.title}",
        letterhead=authority.letterhead(agency),
        subject=f"{agency.manual_name}, lần ban hành {statement.from_edition:02d}, lần sửa đổi {statement.from_revision:02d}",
        blocks=(*blocks_of(statement.text, key=statement.slug, level=1), *_cites(cited)),
        form=_mark(manual, making),
    )


def _mark(manual: Manual, making: Making) -> FormMark:
    """Return the code of the manual's document, else of the form, with the edition of its text."""
    return FormMark(code=_code(manual, making), edition=f"{manual.edition:02d}/{manual.revision:02d}")


def _code(manual: Manual, making: Making) -> str:
    document = document_of(manual)
    return document.code if document else making.mark.code if making.mark else "STCL"


def _cover(manual: Manual, making: Making) -> Iterable[Block]:
    agency, on = making.agency, making.on
    decision = manual.issue_decision
    day = _day(manual.issued_date)
    said = f"Quyết định số {decision.number} ngày {day}" if decision else ""
    return (
        Fields(
            fields=(
                Field(key="code", label="Mã hiệu", value=_code(manual, making)),
                Field(key="edition", label="Lần ban hành", value=f"{manual.edition:02d}"),
                Field(key="revision", label="Lần sửa đổi", value=f"{manual.revision:02d}"),
                Field(key="day", label="Ngày ban hành", value=day),
                Field(key="decision", label="Ban hành theo", value=said),
            ),
        ),
        Signatures(
            columns=(
                authority.signature_of_role(agency, Seat.Role.SECRETARY, on, title="Soạn thảo"),
                authority.signature_of_role(agency, Seat.Role.COMMITTEE_HEAD, on, title="Soát xét"),
                authority.signature_of_role(agency, Seat.Role.HEAD, on, title="Phê duyệt"),
            )
        ),
        Heading(text="SỬA ĐỔI TÀI LIỆU", level=3, align="center"),
        Table(key="revisions", columns=REVISIONS, rows=tuple(_revisions(manual)), blank_rows=BLANK_REVISIONS),
    )


def _revisions(manual: Manual) -> Iterator[tuple[str, ...]]:
    """Yield the amendments that were issued, the oldest first; three queries."""
    issued = Amendment.objects.filter(manual=manual, state=Amendment.State.ISSUED)
    for one in issued.prefetch_related("drafts__statement").order_by("issued_date", "pk"):
        drafts = sorted(one.drafts.all(), key=lambda draft: draft.statement.order)
        parts = ", ".join(draft.statement.clause or draft.statement.title for draft in drafts)
        notes = "; ".join(dict.fromkeys(draft.note for draft in drafts if draft.note))
        number = f"{one.edition or 0:02d}/{one.revision or 0:02d}"
        yield one.reason, parts, notes or one.reason, number, _day(one.issued_date)


class _Texts:
    """The texts of a book as blocks."""

    def __init__(self, book: Book, *, cited: dict[int, list[str]]) -> None:
        self.book, self.cited = book, cited
        self.by_slug = {one.slug: one for one in book.statements}

    def body(self) -> Iterator[Block]:
        """Yield what stands in front, then the chapters with their clauses."""
        for node in self.book.front:
            if (one := self.by_slug.get(node.slug)) and one.text:
                yield Heading(text=one.title, level=1)
                yield from self.of(one, level=2)
        for node in self.book.chapters:
            yield from self._clause(node)

    def _clause(self, node: Node) -> Iterator[Block]:
        statement = self.by_slug.get(node.slug)
        decided = self.book.exclusions.covering(node.number)
        title = (statement.title if statement else "") or node.title
        if node.level == 1 or decided is not None or node.below or (statement and statement.text):
            yield Heading(text=title, level=min(node.level, 3), number=f"{node.number}.")
        if decided is not None and decided.clause == node.number:
            yield _not_applied(decided)
        if statement and statement.text:
            yield from self.of(statement, level=node.level + 1)
        for one in node.below:
            yield from self._clause(one)

    def of(self, statement: Statement, *, level: int) -> Iterator[Block]:
        """Yield the text of a part with what it cites."""
        yield from blocks_of(statement.text, key=statement.slug, level=level)
        yield from _cites(self.cited.get(statement.pk, []))


def _not_applied(decided: Applicability) -> Paragraph:
    return Paragraph(text=f"Không áp dụng{f': {decided.reason}' if decided.reason else ''}.", italic=True)


def _cited(manual: Manual) -> dict[int, list[str]]:
    """Return what each part cites, documents before laws; one query."""
    found: dict[int, list[str]] = {}
    rows = Citation.objects.filter(agency=manual.agency_id, statement__manual=manual).order_by("kind", "key")
    for statement_id, shown in rows.values_list("statement_id", "shown"):
        found.setdefault(statement_id, []).append(shown)
    return found


def _cites(shown: list[str]) -> Iterable[Block]:
    if not shown:
        return ()
    return (Paragraph(text=(Run("Tài liệu viện dẫn: ", bold=True), Run("; ".join(shown)))),)


def _annexes(book: Book, texts: _Texts, making: Making) -> Iterator[Annex]:
    """Yield the diagram of the system first, then the annexes of the book; one about the diagram keeps its words with it."""
    svg, alt = system_diagram(viewer=making.viewer, on=making.on)
    rest = []
    beside: list[Block] = []
    title = DIAGRAM
    for node in book.annexes:
        one = texts.by_slug.get(node.slug)
        if one is None:
            continue
        if "sơ đồ" in one.title.lower() and not beside:
            title, beside = _bare(one.title), list(texts.of(one, level=2))
        elif one.text:
            rest.append(Annex(title=_bare(one.title), blocks=tuple(texts.of(one, level=2))))
    yield Annex(title=title, blocks=(*beside, Figure(svg=svg, alt=alt)))
    yield from rest


def _bare(title: str) -> str:
    """Return the title of an annex without "Phụ lục 1:", which the paper writes itself."""
    if not title.lower().startswith(ANNEXES):
        return title
    rest = title[len(ANNEXES) :].lstrip(" 0123456789IVX.:–-")
    return rest or title


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
