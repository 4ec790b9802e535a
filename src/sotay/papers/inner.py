"""The inner forms (phiếu, sổ, danh mục) of an agency: the head they share, the rows of their tables, who signed at which step."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.utils.timezone import localdate

from sotay.agency.models import Decision, Unit
from sotay.approvals.models import Approval, Step
from sotay.papers.authority import letterhead, letterhead_of_unit
from sotay.papers.forms import Making
from sotay.papers.model import Block, Number, Paper, Signature, Signatures
from sotay.papers.nd30 import day_words
from sotay.ui.formats import ngay

SIGN: Final = "Ký, ghi rõ họ tên"


def inner_form(
    making: Making,
    *blocks: Block,
    heading: str,
    subject: str = "",
    unit: Unit | None = None,
    dated: date | None = None,
    landscape: bool = False,
    **more: Any,
) -> Paper:
    """Return a paper without number by NĐ 30: the letterhead of the agency (of a unit within it), a name, blocks.

    `subject` stands below the name: the day or year it tells of. Place and day stand at its foot (`signed_by`).
    """
    return Paper(
        abbreviation="",
        heading=heading,
        letterhead=letterhead_of_unit(unit) if unit is not None else letterhead(making.agency),
        subject=subject,
        dated=dated,
        blocks=blocks,
        form=making.mark,
        landscape=landscape,
        **more,
    )


def signed_by(making: Making, *columns: Signature, dated: date | None = None) -> Signatures:
    """Return the signatures at the foot of a form, with place and day above the last; the day stays open while unknown."""
    day = day_words(dated.day, dated.month, dated.year) if dated else day_words(None, None, None)
    place = making.agency.place_name
    return Signatures(columns=columns, place_line=f"{place}, {day}" if place else day.capitalize())


def to_sign(title: str, name: str = "") -> Signature:
    """Return a place to sign by hand."""
    return Signature(title=title, name=name, note=SIGN)


def signed_at(steps: Iterable[Step], approval: Approval) -> Iterator[Signature]:
    """Yield a signature for each step of a round: who confirmed on the system and when, or which paper was signed.

    `steps` are read with their votes and users. A step nobody said a word at is left to be signed by hand.
    """
    for step in steps:
        votes = list(step.votes.all())
        if votes:
            last = votes[-1]
            said = "; ".join(
                f"{vote.get_word_display()} ngày {ngay(localdate(vote.at))}, xác nhận trên hệ thống"
                + (f": {vote.note}" if vote.note else "")
                for vote in votes
            )
            name = ", ".join(str(vote.user) for vote in votes)
            yield Signature(title=last.for_seat or last.seat or step.label, name=name, note=said)
        elif step.done_at is not None and approval.paper is not None:
            paper = approval.paper
            note = f"Theo văn bản đã ký số {paper.number} ngày {ngay(paper.date)}"
            yield Signature(title=paper.signer_title or step.label, name=paper.signer_name, note=note)
        else:
            yield to_sign(step.label)


def numbered(decision: Decision) -> Number:
    """Return number and symbol of a paper that has both: "151/QĐ-SLĐTBXH"; one written otherwise stays whole."""
    number, slash, symbol = decision.number.partition("/")
    return Number(number=number.strip(), symbol=symbol.strip()) if slash else Number(symbol=decision.number)


def counted(rows: Iterable[Iterable[Any]]) -> tuple[tuple[Any, ...], ...]:
    """Return rows of a table with their place before them."""
    return tuple((str(place), *row) for place, row in enumerate(rows, start=1))
