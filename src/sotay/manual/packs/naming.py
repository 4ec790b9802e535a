"""Names inside a pack: plain ASCII that every system takes, short, in order, no two alike whatever the case of letters."""

import re
from typing import Final

from sotay.agency.vietnamese import slugify

LONGEST_PATH: Final = 120
_FOLDER, _NAME, _ENDING = 48, 40, 8
_ENDINGS: Final = re.compile(r"\.([A-Za-z0-9]{1,8})\Z")


def folder_of(chapter: str, number: int, words: str) -> str:
    """Return the folder of a record: its chapter, its number in the pack, its code; the number alone tells two apart."""
    said = slugify(words, max_length=_FOLDER)
    return f"{chapter}/{number:04d}{'-' if said else ''}{said}"


def file_of(folder: str, position: int, name: str, *, ending: str = "") -> str:
    """Return the path of a file in the folder of its record; `ending` stands for what the name itself says."""
    found = _ENDINGS.search(name)
    stem = name[: found.start()] if found else name
    said = slugify(stem, max_length=_NAME)
    end = ending or (f".{found[1].lower()}" if found else "")
    return f"{folder}/{position:02d}{'-' if said else ''}{said}{end[: _ENDING + 1]}"


def pack_name(words: str, agency: str) -> str:
    """Return the name a pack is offered by."""
    return f"goi-bang-chung-{slugify(words, max_length=80)}-{slugify(agency, max_length=30)}.zip"
