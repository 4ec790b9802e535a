"""Shapes that papers of many features share: an inner form, a decision, a report; words for people and days, boxes to tick."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django.utils.timezone import localdate, localtime

from sotay.agency.edition import STANDARD
from sotay.agency.models import Agency, Decision, Unit
from sotay.approvals.models import Approval, Step
from sotay.papers.authority import head_title, letterhead, letterhead_of_unit, signature_of_head, symbol
from sotay.papers.forms import Making
from sotay.papers.model import (
    Annex,
    Block,
    Field,
    Fields,
    Letterhead,
    Number,
    Paper,
    Paragraph,
    Run,
    Signature,
    Signatures,
    Text,
)
from sotay.papers.nd30 import day_words
from sotay.ui.formats import ngay

SIGN_HERE: Final = "Ký, ghi rõ họ tên"
BOX, TICKED = "□", "■"
KEPT_SPACE: Final = "\N{NO-BREAK SPACE}"
"""Between a box and its word: a line never ends with the box."""
SYSTEM: Final = f"hệ thống quản lý chất lượng theo {STANDARD}"
LAWS: Final = (
    (
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ về việc áp dụng Hệ thống quản lý "
        "chất lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001:2008 vào hoạt động của các cơ quan, tổ chức thuộc hệ thống hành chính "
        "nhà nước"
    ),
    (
        "Căn cứ Thông tư số 26/2014/TT-BKHCN ngày 10 tháng 10 năm 2014 của Bộ trưởng Bộ Khoa học và Công nghệ quy định chi tiết "
        "thi hành Quyết định số 19/2014/QĐ-TTg"
    ),
)
"""The bases every decision upon the system rests on (law.md 1.1)."""
PROPOSED: Final = "Theo đề nghị của Thư ký ISO"
KEPT: Final = "Lưu: VT, Thư ký ISO"


def by(person: Any, day: date | None) -> str:
    """Return who and on which day: "Nguyễn Văn An, ngày 05/02/2026"; what is not known is left out."""
    said = [str(person)] if person is not None else []
    return ", ".join([*said, f"ngày {ngay(day)}"] if day else said)


def on_day(day: date | None, *, place: str = "") -> str:
    """Return the line of place and day above a signature, with room where the day is not known."""
    said = day_words(day.day, day.month, day.year) if day else day_words(None, None, None)
    return f"{place}, {said}" if place else said.capitalize()


def moment(at: datetime | None) -> str:
    """Return a moment as officials write it: "14 giờ 00 phút, ngày 18/12/2025"; empty for none."""
    if at is None:
        return ""
    here = localtime(at)
    return f"{here.hour:02} giờ {here.minute:02} phút, ngày {ngay(here.date())}"


def post_of(told: str) -> str:
    """Return a post and its unit as one name, without the words both share: "Trưởng phòng, Phòng Bưu chính" is "Trưởng phòng Bưu chính"."""
    title, comma, unit = told.partition(", ")
    before, after = title.split(" "), unit.split(" ")
    for count in range(min(len(before), len(after)), 0, -1):
        if comma and [one.casefold() for one in before[-count:]] == [one.casefold() for one in after[:count]]:
            return " ".join([*before, *after[count:]])
    return told


def listed(told: Iterable[str]) -> tuple[str, ...]:
    """Return the items of a list as they end: each but the last with ";", the last with "."."""
    bare = [one.strip().rstrip(".;") for one in told]
    return tuple(f"{one}{'.' if place == len(bare) else ';'}" for place, one in enumerate(bare, start=1))


def span(first: date | None, last: date | None) -> str:
    """Return "từ ngày … đến ngày …", or one day alone; empty without any."""
    if first is None or last is None:
        return f"từ ngày {ngay(first)}" if first else f"đến ngày {ngay(last)}" if last else ""
    return f"ngày {ngay(first)}" if first == last else f"từ ngày {ngay(first)} đến ngày {ngay(last)}"


def boxes(choices: Iterable[tuple[Any, Any]], chosen: Any = "") -> str:
    """Return the choices side by side, each with a box, the chosen one ticked: "□ Nhẹ   ■ Nặng"."""
    told = ((TICKED if key == chosen else BOX, label) for key, label in choices if key not in {"", None})
    return "   ".join(f"{box}{KEPT_SPACE}{label}" for box, label in told)


def yes_no(answer: bool | None, text: str = "", *, yes: str = "Có", no: str = "Không") -> str:
    """Return a yes and a no with boxes, and what was added."""
    said = boxes(((True, yes), (False, no)), answer)
    return f"{said}: {text}" if text else said


def kept_number(kept: Decision | None) -> str:
    """Return a signed paper as it is cited: "số 12/QĐ-STTTT ngày 05/02/2026"; empty for none."""
    return f"số {kept.number} ngày {ngay(kept.date)}" if kept is not None else ""


def fields(
    *told: tuple[str, str, Any], columns: int = 1, long: Sequence[str] = (), without_empty: bool = False
) -> Fields:
    """Return labelled values as (key, label, value); those named in `long` get lines of their own while they are empty.

    `without_empty` leaves out what has no value: of a record that is closed nothing is written by hand any more.
    """
    return Fields(
        fields=tuple(
            Field(key=key, label=label, value=_text(value), is_long=key in long)
            for key, label, value in told
            if not without_empty or _text(value)
        ),
        columns=columns,
    )


def _text(value: Any) -> Text:
    if isinstance(value, tuple):
        return value
    return "" if value is None else str(value)


def counted(rows: Iterable[Iterable[Any]]) -> tuple[tuple[Text, ...], ...]:
    """Return rows of a table with their number before them; nothing stays an empty cell."""
    return tuple((str(place), *(_text(cell) for cell in row)) for place, row in enumerate(rows, start=1))


def paragraphed(text: str) -> str:
    """Return a text typed line by line as paragraphs of prose; items stay items."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(
        line if not place else f"{chr(10) if line.startswith('- ') else chr(10) * 2}{line}"
        for place, line in enumerate(lines)
    )


def centred(text: Text, *, italic: bool = False, bold: bool = False) -> Paragraph:
    """Return a line in the middle of the page."""
    return Paragraph(text=text, align="center", indent=False, italic=italic, bold=bold)


def plain(text: Text, *, italic: bool = False, bold: bool = False) -> Paragraph:
    """Return a paragraph of a form: no first line set in."""
    return Paragraph(text=text, indent=False, italic=italic, bold=bold)


def signs(title: str, name: Any = "", *, note: str = SIGN_HERE) -> Signature:
    """Return a signature of a form."""
    return Signature(title=title, name=str(name or ""), note=note)


def signed(*columns: Signature, place_line: str = "") -> Signatures:
    """Return signatures side by side."""
    return Signatures(columns=columns, place_line=place_line)


def signed_by(making: Making, *columns: Signature, dated: date | None = None) -> Signatures:
    """Return the signatures at the foot of a form, with place and day above the last; the day stays open while unknown."""
    return signed(*columns, place_line=on_day(dated, place=making.agency.place_name))


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
            yield signs(step.label)


def inner_form(
    making: Making,
    *blocks: Block,
    heading: str,
    subject: str = "",
    unit: Unit | None = None,
    **more: Any,
) -> Paper:
    """Return an inner form (phiếu, sổ, danh mục): the agency's code at its head, no number by NĐ 30, a name, blocks.

    It stands under the letterhead of the agency, or of a unit within it. `subject` stands below the name: the day or year it
    tells of. Place and day stand at its foot (`signed_by`).
    """
    return Paper(
        abbreviation="",
        heading=heading,
        subject=subject,
        letterhead=letterhead_of_unit(unit) if unit is not None else letterhead(making.agency),
        blocks=blocks,
        form=making.mark,
        **more,
    )


def administrative(
    making: Making,
    *,
    abbreviation: str,
    heading: str,
    subject: str,
    blocks: Iterable[Block],
    recipients: Sequence[str] = (),
    signature: Signature | None = None,
    bases: Sequence[str] = (),
    annexes: Sequence[Annex] = (),
    kept: Decision | None = None,
    of: Letterhead | None = None,
    mark: str = "",
) -> Paper:
    """Return a paper with number and symbol; `kept` is the signed paper that bears its number, day and signer already."""
    paper = Paper(
        abbreviation=abbreviation,
        heading=heading,
        subject=subject,
        letterhead=of or letterhead(making.agency),
        number=symbol(making.agency, abbreviation),
        place=making.agency.place_name,
        bases=tuple(bases),
        blocks=tuple(blocks),
        recipients=tuple(recipients),
        signature=signature,
        annexes=tuple(annexes),
        mark=mark,
    )
    return with_number(paper, kept)


def decision(
    making: Making,
    *,
    subject: str,
    articles: Iterable[tuple[str, Sequence[Block]]],
    bases: Sequence[str] = (),
    recipients: Sequence[str] = (),
    annexes: Sequence[Annex] = (),
    kept: Decision | None = None,
    mark: str = "",
) -> Paper:
    """Return a decision of the head: bases, QUYẾT ĐỊNH:, articles: each its first words and what follows them."""
    title = head_title(making.agency, making.on)
    blocks = [
        block for place, article in enumerate(articles, start=1) for block in (_article(place, article[0]), *article[1])
    ]
    paper = administrative(
        making,
        abbreviation="QĐ",
        heading="QUYẾT ĐỊNH",
        subject=subject,
        blocks=blocks,
        bases=(*LAWS, *bases, PROPOSED),
        recipients=recipients,
        signature=signature_of_head(making.agency, making.on),
        annexes=annexes,
        kept=kept,
        mark=mark,
    )
    return replace(paper, authority=_authority(making.agency, title), enacting="QUYẾT ĐỊNH:")


def takes_effect(who: str, *, replacing: str = "") -> tuple[str, tuple[Block, ...]]:
    """Return the last article of a decision: from when it holds, what it replaces, who carries it out."""
    said = f"Quyết định này có hiệu lực kể từ ngày ký{f' và thay thế {replacing}' if replacing else ''}."
    return f"{said} {who} chịu trách nhiệm thi hành Quyết định này.", ()


def _article(place: int, text: str) -> Paragraph:
    return Paragraph(text=(Run(f"Điều {place}. ", bold=True), Run(text)))


def _authority(agency: Agency, title: str) -> str:
    """Return who decides, above the bases: "GIÁM ĐỐC SỞ THÔNG TIN VÀ TRUYỀN THÔNG"."""
    return f"{title} {agency.name}".upper()


def number_of(kept: Decision) -> Number:
    """Return number and symbol of a paper that has both: "151/QĐ-SLĐTBXH"; one without a stroke is a number alone."""
    number, _slash, symbol_ = kept.number.partition("/")
    return Number(number=number.strip(), symbol=symbol_.strip())


def with_number(paper: Paper, kept: Decision | None) -> Paper:
    """Return the paper with number, day and signer of the signed one that is kept of it; unchanged for none."""
    if kept is None:
        return paper
    signature = paper.signature
    if kept.signer_name and (signature is None or signature.name != kept.signer_name):
        signature = Signature(title=kept.signer_title or (signature.title if signature else ""), name=kept.signer_name)
    return replace(paper, number=number_of(kept), dated=kept.date, signature=signature)
