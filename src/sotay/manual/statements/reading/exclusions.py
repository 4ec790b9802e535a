"""Which clauses a manual says do not apply, and the reason it gives."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sotay.agency.vietnamese import fold, nfc
from sotay.manual.statements.reading.blocks import Block, Kind, without_marks
from sotay.manual.statements.reading.headings import bare, clause_key
from sotay.manual.statements.reading.lines import words
from sotay.manual.statements.reading.shapes import Exclusion

_SAYS = re.compile(
    r"(?<!không )(?<!chưa )(?:loại trừ|loại bỏ|miễn áp dụng|ngoại lệ)|(?:không|chưa|ko)(?: được)? áp dụng|\bn/a\b",
    re.IGNORECASE,
)
_CLAUSE_NUMBER = re.compile(r"(?<![\d./:-])(\d{1,2}(?:\.\d{1,2}){1,3})(?![\d/:]|\.\d|\s*(?:%|triệu|tỷ|đồng|ngày|giờ))")
_BECAUSE = re.compile(
    r"(?:^|[\s(,;:–-])(?:là do|lý do(?: là)?\s*:?|bởi vì|bởi|do|vì)\s+(?!đó\b|vậy\b|thế\b)", re.IGNORECASE
)
_THEREFORE = re.compile(
    r"[,;.]?\s*(?:do đó|vì vậy|vì thế|do vậy|nên)\b.*$|[,;.]\s*(?:loại trừ|loại bỏ|không áp dụng)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[^\W\d_])")
_SHORT_WORDS = 12
_ITEM_NUMBER = re.compile(r"^(?:(?:điều khoản|mục|yêu cầu|khoản)\s+)?(\d{1,2}(?:\.\d{1,2}){1,3})\b", re.IGNORECASE)


def says_excluded(text: str) -> bool:
    """Tell whether a text says that something does not apply: *loại trừ*, *loại bỏ*, *không áp dụng*, *N/A*."""
    return bool(_SAYS.search(nfc(text)))


@dataclass(frozen=True)
class _Mention:
    clause: str
    reason: str
    line: int


def find_exclusions(
    general: Iterable[list[Block]], statements: Mapping[str, tuple[int, str, list[Block]]], known: Mapping[str, str]
) -> tuple[Exclusion, ...]:
    """Return the exclusions in the order of the clauses.

    general: the blocks of the front matter; statements: line, title and blocks by clause; known: titles by clause.
    The reason is the first one given: by the clause's own statement, by the front matter, by 4.3.
    """
    mentions: list[_Mention] = []
    for clause, (line, title, blocks) in statements.items():
        mentions += _own_mention(clause, line, title, blocks)
    for blocks in [
        *general,
        *(blocks for clause, (_line, _title, blocks) in statements.items() if clause.startswith("4.3")),
    ]:
        mentions += _listed_mentions(blocks, known)
    clauses = sorted({mention.clause for mention in mentions}, key=clause_key)
    return tuple(
        Exclusion(
            clause,
            next((each.reason for each in mentions if each.clause == clause and each.reason), ""),
            tuple(sorted({each.line for each in mentions if each.clause == clause})),
        )
        for clause in clauses
    )


def _own_mention(clause: str, line: int, title: str, blocks: list[Block]) -> list[_Mention]:
    """Read a statement that says no more than that its clause does not apply, perhaps with the reason."""
    text = " ".join(without_marks(f"{block.lead} {block.text}").strip() for block in blocks).strip()
    found = _SAYS.search(text)
    if says_excluded(title):
        return [_Mention(clause, reason_in(title) or reason_in(text), line)]
    if blocks and _SAYS.fullmatch(without_marks(f"{blocks[0].lead} {blocks[0].text}").strip(" .,:;–-()")):
        return [_Mention(clause, reason_in(text), line)]
    if not found:
        return []
    about_itself = len(words(text[: found.start()])) <= _SHORT_WORDS and not _other_clauses(text, clause)
    rest = text[found.end() :].strip(" .,:;–-()")
    because = _BECAUSE.match(f" {rest}") or fold(rest).startswith(
        ("doi voi", "tai", "trong", "cho", "voi", "yeu cau nay", "dieu khoan nay")
    )
    if not about_itself or (rest and not because and not _BECAUSE.search(text)):
        return []
    only = len(words(rest)) == 0 or bool(because) or len(words(text)) <= _SHORT_WORDS
    begins = fold(text[: found.start()]).strip(" -:(")
    itself = not begins or begins.startswith(
        ("dieu khoan", "yeu cau", "noi dung", "muc", "do ", "vi ", "so ", "don vi", "co quan")
    )
    return [_Mention(clause, reason_in(text), line)] if only and itself else []


def _other_clauses(text: str, clause: str) -> bool:
    return any(number != clause for number in _CLAUSE_NUMBER.findall(text))


def _listed_mentions(blocks: list[Block], known: Mapping[str, str]) -> list[_Mention]:
    """Read *loại trừ các yêu cầu sau:* with the clauses behind it, in the same sentence or as the items that follow."""
    mentions: list[_Mention] = []
    for place, block in enumerate(blocks):
        text = without_marks(f"{block.lead} {block.text}").strip()
        saying = _SAYS.search(text)
        if not saying:
            continue
        line = block.lines[0]
        numbers = [
            number
            for sentence in _SENTENCE.split(text)
            if says_excluded(sentence)
            for number in _numbers(sentence, known)
        ]
        listed, after = _items_behind(blocks, place, known) if not numbers else ([], place + 1)
        reason = reason_in(text) or (_reason_behind(blocks, after) if listed or numbers else "")
        mentions += [_Mention(number, reason, line) for number in numbers]
        mentions += [_Mention(number, item_reason or reason, at) for number, item_reason, at in listed]
    return mentions


def _numbers(text: str, known: Mapping[str, str]) -> list[str]:
    return [number for number in _CLAUSE_NUMBER.findall(text) if number in known]


def _items_behind(blocks: list[Block], place: int, known: Mapping[str, str]) -> tuple[list[tuple[str, str, int]], int]:
    """Return clause, own reason and line of the items behind a block, and where they end."""
    found: list[tuple[str, str, int]] = []
    place += 1
    while place < len(blocks):
        text = without_marks(blocks[place].text)
        number = _ITEM_NUMBER.match(text)
        if not number or number[1] not in known:
            break
        found.append((number[1], reason_in(text), blocks[place].lines[0]))
        place += 1
    return found, place


def _reason_behind(blocks: list[Block], place: int) -> str:
    """Return the reason the next paragraph gives for the clauses just listed."""
    if place >= len(blocks) or blocks[place].kind in {Kind.HEADING, Kind.ROW}:
        return ""
    text = without_marks(f"{blocks[place].lead} {blocks[place].text}").strip()
    opening = fold(text)
    about = opening.startswith(
        (
            "cac yeu cau",
            "yeu cau nay",
            "ly do",
            "do ",
            "vi ",
            "viec loai",
            "dieu khoan",
            "cac dieu khoan",
            "nhung yeu cau",
        )
    )
    return reason_in(text) if about else ""


def reason_in(text: str) -> str:
    """Return the reason a text gives for an exclusion, as given but with a capital first and no full stop last."""
    sentences = _SENTENCE.split(text)
    spoken = next((place for place, sentence in enumerate(sentences) if says_excluded(sentence)), 0)
    for sentence in [*sentences[spoken:], *sentences[:spoken]]:
        if found := _BECAUSE.search(sentence):
            opening = fold(found.group()).strip(" (,;:–-")
            reason = _THEREFORE.sub("", sentence[found.end() :])
            if says_excluded(reason):
                reason = reason[: _SAYS.search(reason).start()]  # type: ignore[union-attr]
            reason = bare(reason).strip("(), ")
            if words(reason):
                first = "" if opening.startswith("ly do") else ("Vì " if opening in {"vi", "boi", "boi vi"} else "Do ")
                return first + (reason if first else reason[0].upper() + reason[1:])
    return ""
