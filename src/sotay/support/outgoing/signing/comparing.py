"""Whether a signed copy says what was approved (number and date may be blank in either), and who signed it before and not now."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Final

from sotay.agency.vietnamese import nfc, one_stroke
from sotay.support.outgoing.models import OutgoingPaper, SignatureCheck
from sotay.support.outgoing.numbers import written

MOST: Final = 20
AROUND: Final = 4
LONGEST: Final = 200
_DASHES: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff") | {"\u00a0": " ", "…": "."}
)
_DOTS: Final = re.compile(r"[._]{2,}")
_BLANK: Final = r"[\s._]*"


def differences(approved: str, brought: str, *, paper: OutgoingPaper) -> list[list[str]]:
    """Return where two texts part, as pairs [approved, brought] with some words around; at most some places.

    Number and date count as equal when either side leaves them blank: the leader may have signed before they were given.
    Words are compared without regard to line breaks, kinds of dashes and dots to write on.
    """
    ours, theirs = (_words(_open(text, paper)) for text in (approved, brought))
    if "".join(ours) == "".join(theirs):  # letters may be parted otherwise where the file was made anew
        return []
    return list(_places(ours, theirs))


def lacking(check: SignatureCheck, before: Iterable[SignatureCheck]) -> list[str]:
    """Return who signed copies that were brought before and not this one: a file cut back to its first signature is whole."""
    there = set(_signed(check))
    earlier = {key: name for one in before for key, name in _signed(one).items()}
    return sorted({name for key, name in earlier.items() if key not in there})


def _signed(check: SignatureCheck) -> dict[tuple[str, str], str]:
    kept = check.verdicts
    rows = kept.get("signatures", []) if isinstance(kept, Mapping) else []
    return {(one["serial"], one["issuer"]): one["signer"] or one["field"] for one in rows if one["serial"]}


def _places(ours: list[str], theirs: list[str]) -> Iterator[list[str]]:
    found = 0
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal" or "".join(ours[a:b]) == "".join(theirs[c:d]):
            continue
        yield [_shown(ours, a, b), _shown(theirs, c, d)]
        found += 1
        if found == MOST:
            return


def _shown(words: list[str], start: int, end: int) -> str:
    before = "… " if start > AROUND else ""
    after = " …" if end + AROUND < len(words) else ""
    told = " ".join(words[max(0, start - AROUND) : end + AROUND])
    return f"{before}{told[:LONGEST]}{after}"


def _open(text: str, paper: OutgoingPaper) -> str:
    """Return a text with its own number and date taken out, where they are those of the paper or blank."""
    text = one_stroke(nfc(text)).translate(_DASHES)
    number = re.escape(written(paper.number, paper.number_suffix)) if paper.number is not None else ""
    symbol = re.escape(one_stroke(nfc(paper.symbol)).translate(_DASHES))
    given = f"(?:{number})?" if number else ""
    text = re.sub(rf"Số\s*:{_BLANK}{given}{_BLANK}/\s*{symbol}", f"Số:/{paper.symbol}", text, count=1)
    day, month, year = (paper.dated.day, paper.dated.month, paper.dated.year) if paper.dated else ("", "", "")
    parts = [_either(day), _either(month), _either(year)]
    date = rf"ngày{_BLANK}{parts[0]}{_BLANK}tháng{_BLANK}{parts[1]}{_BLANK}năm{_BLANK}{parts[2]}"
    return re.sub(rf",\s*{date}(?=\s|$)", ", ngày tháng năm", text, count=1)


def _either(value: int | str) -> str:
    return f"(?:0?{value})?" if value != "" else ""


def _words(text: str) -> list[str]:
    return _DOTS.sub(" ", text).split()
