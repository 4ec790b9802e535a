"""A whole paper laid out: its head, its parts by the direction of the page, its closing block and its annexes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Final

from sotay.papers import letters, lines, nd30
from sotay.papers.laying.parts import AnnexHead, FormHead, Grid, Head, Laid, Part, Piece, Words
from sotay.papers.laying.pieces import BETWEEN, POINTS, Room, pieces_of, signer_of
from sotay.papers.laying.text import said
from sotay.papers.laying.tidying import tidied
from sotay.papers.model import Paper
from sotay.papers.refusing import PaperRefused

QR_MASK: Final = 3
KEPT_LENGTH: Final = 500
"""A last paragraph of so many letters at most goes with the signature to the next page."""
CONTACT_LINES: Final = 3
SMALLEST_CONTACT: Final = 8
FORM_MARK_LINES: Final = 3
SMALLEST_FORM_MARK: Final = 6


def laid(paper: Paper, *, on: date | None = None) -> Laid:
    """Return the paper laid out; PaperRefused for what no page can show. `on` is the day of the file where the paper has none."""
    paper = tidied(paper)
    room = Room(paper)
    body = list(pieces_of(paper.blocks, room, rank=0 if not paper.heading else 1))
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
        parts=tuple(_parts(_kept(body) if paper.signature else body, landscape=paper.landscape)),
        annexes=tuple(_annexes(paper, room)),
        recipients=lines.recipient_lines(paper),
        signer=signer_of(paper.signature, room.text / 2) if paper.signature else None,
        contact=contact,
        contact_size=contact_size,
        mark=paper.mark,
    )


def _head(paper: Paper, room: Room) -> Head:
    full = not paper.is_form or paper.number is not None or bool(paper.place)
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
        qr=_qr(paper.barcode) if paper.barcode else "",
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
    column = room.text * FORM_MARK_SHARE
    size = float(nd30.MARK_SIZE)
    while size > SMALLEST_FORM_MARK and _lines(parent, column, size) + _lines(agency, column, size) > FORM_MARK_LINES:
        size -= 0.5
    mark = paper.form
    return FormHead(
        parent=letters.balanced(parent, column, size),
        agency=letters.balanced(agency, column, size, bold=True),
        code=mark.code if mark else "",
        edition=f"Lần ban hành: {mark.edition}" if mark and mark.edition else "",
        size=size,
    )


FORM_MARK_SHARE: Final = 0.6


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
    note = letters.balanced(lines.attached_line(paper), room.standing * 0.9, nd30.ANNEX_NOTE_SIZE, italic=True)
    for place, annex in enumerate(paper.annexes):
        title = letters.balanced(annex.title.upper(), room.standing * 0.9, nd30.ANNEX_SIZE, bold=True)
        head = AnnexHead(word=lines.annex_word(place, len(paper.annexes)), title=title, note=note)
        pieces = pieces_of(annex.blocks, room, rank=1, lies=annex.landscape)
        parts = list(_parts(pieces, landscape=annex.landscape))
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


def _kept(pieces: list[Piece | tuple[Grid, ...]]) -> list[Piece | tuple[Grid, ...]]:
    """Return the pieces with a short last paragraph held to the signature, so that no signature stands alone on a page."""
    if not pieces or not isinstance(last := pieces[-1], Words) or len(said(last.text)) > KEPT_LENGTH:
        return pieces
    return [*pieces[:-1], replace(last, keep=True)]


def _qr(address: str) -> str:
    import segno

    file = BytesIO()
    # One mask, not the best of eight: read as well, drawn five times as fast, which hundreds of slips feel.
    drawn = segno.make(address, error="m", micro=False, mask=QR_MASK, boost_error=False)
    drawn.save(file, kind="svg", border=0, xmldecl=False, scale=4)
    return file.getvalue().decode()
