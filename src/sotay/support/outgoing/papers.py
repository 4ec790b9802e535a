"""Forms of outgoing papers: the register of a year, a letter, and the letter that corrects an issued paper."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.agency.models import Seat
from sotay.papers.authority import letterhead, signature_of_head, signature_of_role, symbol
from sotay.papers.forms import Making, form
from sotay.papers.kept import read
from sotay.papers.model import Column, Heading, Paper, Paragraph, Prose, Run, Signatures, Table
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.numbers import LETTER
from sotay.support.outgoing.series.register import COLUMNS, Register, kept_series, registers
from sotay.ui.formats import ngay

BLANK_ROWS: Final = 15
CENTERED: Final = frozenset({"number", "dated", "copies", "sent"})


@form("register", title=_("Sổ đăng ký văn bản đi"), asks="year", clause="7.5.3", known_as="VB-SO")
def register(_record: Any, making: Making) -> Paper:
    """Build the register of the year for every series that lives here; the blank one is ruled to be written on."""
    del _record
    series = kept_series(making.agency)
    found = registers(series, year=making.year, viewer=making.viewer) if making.year else []
    blocks: list[Any] = []
    for one in found:
        if len(found) > 1:
            blocks.append(Heading(text=one.series.name, level=2))
        blocks.append(_table(one))
        if one.gaps:
            blocks.append(Paragraph(text=f"Số bỏ trống trong năm: {one.gap_words}.", italic=True))
    if not found:
        blocks.append(Table(key="register", columns=_columns(), blank_rows=BLANK_ROWS))
    clerk = signature_of_role(making.agency, Seat.Role.CLERK, making.on, title="Văn thư")
    return Paper(
        abbreviation="",
        heading="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        subject=f"Năm {making.year}",
        letterhead=letterhead(making.agency),
        blocks=(*blocks, Signatures(columns=(clerk,))),
        form=making.mark,
        landscape=True,
    )


def _columns() -> tuple[Column, ...]:
    return tuple(
        Column(key=key, title=title, width=width, align="center" if key in CENTERED else "left")
        for key, title, width in COLUMNS
    )


def _table(one: Register) -> Table:
    return Table(key=one.series.slug, columns=_columns(), rows=tuple(row.cells for row in one.rows))


@form("letter", title=_("Công văn"), edited=True, has_blank=True, known_as="VB-CV")
def letter(_record: Any, making: Making) -> Paper:
    """Build a letter (công văn) of the agency with nothing in it yet but its frame."""
    del _record
    return Paper(
        abbreviation=LETTER,
        heading="",
        subject="",
        letterhead=letterhead(making.agency),
        number=symbol(making.agency, LETTER),
        place=making.agency.place_name,
        to=(),
        blocks=(Prose(key="body", label="Nội dung công văn"),),
        recipients=("Như trên", "Lưu: VT"),
        signature=signature_of_head(making.agency, making.on),
        form=making.mark,
    )


@form(
    "correction", title=_("Công văn đính chính"), of="support.outgoingpaper", edited=True, has_blank=False,
    when=lambda one: one.state in OutgoingPaper.OUT, known_as="VB-ĐC",
)  # fmt: skip
def correction(one: OutgoingPaper | None, making: Making) -> Paper:
    """Build the letter that corrects what is wrong in form in an issued paper (NĐ 30/2020/NĐ-CP Điều 18 khoản 4)."""
    agency = making.agency
    number, day, kind, subject = ("", "", "văn bản", "")
    said = read(one.content) if one is not None else None
    if one is not None:
        number, day, subject = one.full_number, ngay(one.dated), one.subject
        kind = "Công văn" if one.abbreviation == LETTER else DOCUMENT_TYPES.get(one.abbreviation, kind)
    told = f"Ngày {day}, {agency.name} ban hành {kind} số {number} về việc {subject[:1].lower()}{subject[1:]}."
    return Paper(
        abbreviation=LETTER,
        heading="",
        subject=f"Đính chính văn bản số {number}",
        letterhead=letterhead(agency),
        number=symbol(agency, LETTER),
        place=agency.place_name,
        to=(said.to or _addressed(said)) if said is not None else (),
        blocks=(
            Paragraph(text=told),
            Paragraph(text=f"Do sơ suất về thể thức, kỹ thuật trình bày, {agency.name} đính chính như sau:"),
            Paragraph(text="Nội dung đã in:"),
            Prose(key="wrong", label="Nội dung đã in (trang, dòng)"),
            Paragraph(text="Nội dung đúng:"),
            Prose(key="right", label="Nội dung đúng"),
            Paragraph(text=(Run(f"Các nội dung khác của văn bản số {number} không thay đổi."),)),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        form=making.mark,
    )


def _addressed(said: Paper) -> tuple[str, ...]:
    """Return whom a paper was sent to: its recipients without the archive."""
    return tuple(one for one in said.recipients if not one.lower().startswith("lưu"))
