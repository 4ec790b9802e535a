"""A whole paper laid out: its head, its parts by the direction of the page, its closing block and its annexes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from sotay.papers import letters, lines, nd30
from sotay.papers.laying.drawings import qr_svg
from sotay.papers.laying.parts import (
    AnnexHead,
    Entry,
    Form,
    FormHead,
    Grid,
    Head,
    Index,
    Laid,
    Part,
    Piece,
    Signers,
    Title,
    Words,
)
from sotay.papers.laying.pieces import BETWEEN, POINTS, Room, pieces_of, signer_of
from sotay.papers.laying.text import said
from sotay.papers.laying.tidying import tidied
from sotay.papers.model import Paper, Run
from sotay.papers.refusing import PaperRefused

KEPT_LENGTH: Final = 500
"""Words of so many letters at most go with the signature below them to the next page."""
LEADING_LENGTH: Final = 150
"""A paragraph in bold of so many letters at most is a heading that stands as a paragraph."""
CONTACT_LINES: Final = 3
SMALLEST_CONTACT: Final = 8
FORM_MARK_LINES: Final = 3
SMALLEST_FORM_MARK: Final = 6


def laid(paper: Paper, *, on: date | None = None) -> Laid:
    """Return the paper laid out; PaperRefused for what no page can show. `on` is the day of the file where the paper has none."""
    paper = tidied(paper)
    room = Room(paper)
    body = _indexed(list(pieces_of(paper.blocks, room, rank=0 if not paper.heading else 1)), paper)
    day = paper.dated or on
    contact, contact_size = _contact(paper, room)
    return Laid(
        title=lines.title(paper).replace("\n", " "),
        author=paper.letterhead.agency.replace("\n", " "),
        day=day.isoformat() if day else "",
        size=paper.size,
        landscape=paper.landscape,
        body_size=room.body,
        indent=nd30.INDENT * POINTS,
        head=_head(paper, room),
        form=_form_head(paper, room),
        parts=tuple(_parts(_held(body, signed=paper.signature is not None), landscape=paper.landscape)),
        annexes=tuple(_annexes(paper, room)),
        recipients=lines.recipient_lines(paper),
        signer=signer_of(paper.signature, room.text / 2) if paper.signature else None,
        contact=contact,
        contact_size=contact_size,
        mark=paper.mark,
    )


def _head(paper: Paper, room: Room) -> Head:
    full = paper.bears_nation
    size = nd30.NATION_SIZE if room.text > NARROW else room.body - 1
    right = letters.width(nd30.NATION, size, bold=True) + 2
    left = room.text - right - BETWEEN
    agency = letters.balanced(paper.letterhead.agency.upper(), left, size, bold=True)
    motto = letters.width(nd30.MOTTO, size + 1, bold=True)
    subject = "" if paper.is_letter else paper.subject
    subject = letters.balanced(subject, room.text * 0.85, nd30.SUBJECT_SIZE, bold=True)
    return Head(
        parent=letters.balanced(paper.letterhead.parent.upper(), left, size) if full else "",
        agency=agency if full else "",
        agency_line=_share(agency, size, nd30.AGENCY_LINE),
        nation=full,
        motto_line=motto,
        number=lines.number_line(paper),
        place=lines.place_line(paper),
        letter_subject=letters.balanced(lines.letter_subject(paper), left, nd30.LETTER_SUBJECT_SIZE),
        stamps=tuple(_stamps(paper)),
        heading=letters.balanced(paper.heading.upper(), room.text * 0.9, nd30.HEADING_SIZE, bold=True),
        subject=subject,
        subject_line=_share(subject, nd30.SUBJECT_SIZE, nd30.SUBJECT_LINE),
        to=lines.to_lines(paper),
        authority=letters.balanced(paper.authority.upper(), room.text * 0.9, nd30.HEADING_SIZE, bold=True),
        bases=lines.base_lines(paper),
        enacting=paper.enacting,
        qr=qr_svg(paper.barcode) if paper.barcode else "",
        qr_of=paper.barcode,
        left=left,
        right=right,
    )


NARROW: Final = 400.0
"""Room of a standing A5 page: there the head is set smaller."""


def _share(text: str, size: float, span: tuple[float, float]) -> float:
    """Return how long the line below a text is: by its last line, in the middle of what the decree allows."""
    return letters.width(text.rpartition("\n")[2], size, bold=True) * sum(span) / 2


def _stamps(paper: Paper) -> Iterator[tuple[str, float, float]]:
    if paper.urgency:
        wide, high = nd30.STAMPS[paper.urgency]
        wide = max(wide, letters.width(paper.urgency, nd30.STAMP_SIZE, bold=True) / POINTS + 2)
        yield paper.urgency, wide * POINTS, high * POINTS
    if paper.circulation:
        wide = letters.width(paper.circulation, nd30.STAMP_SIZE, bold=True) + 4 * POINTS
        yield paper.circulation, wide, nd30.STAMPS["KHẨN"][1] * POINTS


def _form_head(paper: Paper, room: Room) -> FormHead | None:
    if not paper.is_form:
        return None
    parent, agency = paper.letterhead.parent.upper(), paper.letterhead.agency.upper()
    code = paper.form.code if paper.form else ""
    edition = f"Lần ban hành: {paper.form.edition}" if paper.form and paper.form.edition else ""
    size = float(nd30.MARK_SIZE)
    while True:
        wide = max(letters.width(code, size, bold=True), letters.width(edition, size))
        right = min(wide + 1, room.text * FORM_CODE_SHARE)
        left = room.text - right - FORM_NUMBER
        height = max(_lines(parent, left, size) + _lines(agency, left, size), _lines(code, right, size) + bool(edition))
        if height <= FORM_MARK_LINES or size <= SMALLEST_FORM_MARK:
            break
        size -= 0.5
    return FormHead(
        parent=letters.balanced(parent, left, size),
        agency=letters.balanced(agency, left, size, bold=True),
        code=letters.balanced(code, right, size, bold=True),
        edition=edition,
        size=size,
        left=left,
        right=right,
    )


FORM_CODE_SHARE: Final = 0.4
"""Of the width of the text, what the code of a form may take at the head."""
FORM_NUMBER: Final = 48.0
"""Points kept free for the page number between agency and code."""


def _lines(text: str, room: float, size: float) -> int:
    return letters.balanced(text, room, size, bold=True).count("\n") + 1 if text else 0


def _contact(paper: Paper, room: Room) -> tuple[str, float]:
    size = nd30.CONTACT_SIZE if room.text > NARROW else nd30.CONTACT_SIZE - 2
    while size >= SMALLEST_CONTACT:
        told = letters.balanced(paper.contact, room.text, size)
        if told.count("\n") < CONTACT_LINES:
            return told, size
        size -= 1
    raise PaperRefused(
        f"Địa chỉ, liên hệ ở chân trang (ô 13) dài quá {CONTACT_LINES} dòng: “{paper.contact[:60]}…”.",
        code="contact_too_long",
    )


def _annexes(paper: Paper, room: Room) -> Iterator[Part]:
    for place, annex in enumerate(paper.annexes):
        wide = (room.lying if annex.landscape else room.standing) * 0.9
        note = letters.balanced(lines.attached_line(paper), wide, nd30.ANNEX_NOTE_SIZE, italic=True)
        title = letters.balanced(annex.title.upper(), wide, nd30.ANNEX_SIZE, bold=True)
        head = AnnexHead(word=lines.annex_word(place, len(paper.annexes)), title=title, note=note)
        pieces = pieces_of(annex.blocks, room, rank=1, lies=annex.landscape)
        parts = list(_parts(_held(pieces, signed=False), landscape=annex.landscape))
        yield replace(parts[0], head=head, starts=True)
        yield from parts[1:]


def _parts(pieces: Iterable[Piece | tuple[Grid, ...]], *, landscape: bool) -> Iterator[Part]:
    """Yield pages by their direction: a table that does not fit upright lies on pages of its own."""
    current: list[Piece] = []
    first = True
    for piece in pieces:
        if not isinstance(piece, tuple):
            current.append(piece)
            continue
        if current:
            yield Part(pieces=tuple(current), landscape=landscape, starts=first)
            first = False
        current = []
        yield Part(pieces=piece, landscape=True, starts=first)
        first = False
    if current or first:
        yield Part(pieces=tuple(current), landscape=landscape, starts=first)


def _indexed(pieces: list[Piece | tuple[Grid, ...]], paper: Paper) -> list[Piece | tuple[Grid, ...]]:
    """Return the pieces with headings marked and listed in the table of contents, where the paper has one."""
    depth = max((one.depth for one in pieces if isinstance(one, Index)), default=0)
    if not depth:
        return pieces
    marked = [
        replace(one, mark=f"title-{place}") if isinstance(one, Title) and one.level <= depth else one
        for place, one in enumerate(pieces)
    ]
    entries = [
        Entry(text=((Run(f"{one.number} "),) if one.number else ()) + one.text, level=one.level, mark=one.mark)
        for one in marked
        if isinstance(one, Title) and one.mark
    ]
    for place, annex in enumerate(paper.annexes):
        said_ = f"{lines.annex_word(place, len(paper.annexes))}. {annex.title}".replace("\n", " ")
        entries.append(Entry(text=(Run(said_),), level=1))
    return [
        replace(one, entries=tuple(each for each in entries if each.level <= one.depth))
        if isinstance(one, Index)
        else one
        for one in marked
    ]


def _held(pieces: Iterable[Piece | tuple[Grid, ...]], *, signed: bool) -> Iterator[Piece | tuple[Grid, ...]]:
    """Yield the pieces with what stands before signatures held to them, so that none stands alone on a page.

    So is what only leads on to what follows: words that end with a colon, a line in bold. `signed` says that the closing block
    follows the last piece.
    """
    told = list(pieces)
    for place, one in enumerate(told):
        last = place == len(told) - 1
        if (last and signed) or (not last and isinstance(told[place + 1], Signers)):
            yield from _holding(one)
        elif not last and isinstance(one, Words) and _leads_on(one):
            yield replace(one, keep=True)
        else:
            yield one


def _leads_on(one: Words) -> bool:
    text = said(one.text).rstrip()
    bold = one.bold or all(run.bold for run in one.text if run.text.strip())
    return len(text) <= KEPT_LENGTH and (text.endswith(":") or (bold and len(text) <= LEADING_LENGTH))


def _holding(one: Piece | tuple[Grid, ...]) -> Iterator[Piece | tuple[Grid, ...]]:
    """Yield a piece with its end held to what follows; what is too long for that stays as it is."""
    match one:
        case Words() if len(said(one.text)) <= KEPT_LENGTH:
            yield replace(one, keep=True)
        case Form(columns=1) if len(said(one.fields[-1].value)) <= KEPT_LENGTH:
            if one.fields[:-1]:
                yield replace(one, fields=one.fields[:-1])
            yield replace(one, fields=one.fields[-1:], keep=True)
        case Form() if all(len(said(field.value)) <= KEPT_LENGTH for field in one.fields):
            yield from _last_row_kept(one)
        case Grid() if one.blank_rows or (one.rows and one.whole[-1]):
            yield replace(one, keep=True)
        case _:
            yield one


def _last_row_kept(one: Form) -> Iterator[Form]:
    """Yield fields side by side with the last row of them held to what follows."""
    before = (len(one.fields) - 1) // one.columns * one.columns
    if before:
        yield replace(one, fields=one.fields[:before])
    yield replace(one, fields=one.fields[before:], keep=True)
