"""The causes of a round as a picture: the bones of a fish (Ishikawa) with their place, a twin of the table beside it."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sotay.improvement.nonconformities.models import Cause, Round

WIDTH: Final = 820
HEAD: Final = 150
LINE: Final = 16
ROOM: Final = 24
"""Letters in one line beside a bone."""
LINES: Final = 3
"""Lines of one cause in the picture; the table has the whole text."""
STEP: Final = LINE * LINES + 8
SLANT: Final = 56


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text at its place."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Bone:
    """A branch: its line to the spine, its name, its causes."""

    x1: int
    y1: int
    x2: int
    y2: int
    name: Words
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Fish:
    """The whole drawing, sizes in units of its own view box."""

    anchor: str
    height: int
    spine_y: int
    spine_end: int
    bones: tuple[Bone, ...]
    head: tuple[Words, ...]
    head_y: int
    head_height: int
    width: int = WIDTH
    head_x: int = WIDTH - HEAD
    head_width: int = HEAD


def fish_of(one: Round, causes: Iterable[Cause], what: str) -> Fish:
    """Return the drawing of a round's causes: every branch a bone, three above the spine and three below."""
    branches = list(Cause.Branch)
    texts = {branch: [cause.text for cause in causes if cause.branch == branch] for branch in branches}
    above, below = branches[: len(branches) // 2], branches[len(branches) // 2 :]
    tall = {side: max(1, *(len(texts[branch]) for branch in half)) for side, half in (("up", above), ("down", below))}
    up, down = tall["up"] * STEP + 48, tall["down"] * STEP + 48
    spine = up
    head = _cut(what, 18, 7)
    head_height = max(70, len(head) * LINE + 24)
    place = (WIDTH - HEAD) // len(above)
    bones = []
    for index, branch in enumerate(above):
        bones.append(_bone(branch, texts[branch], left=index * place, spine=spine, side=-1, room=up, place=place))
    for index, branch in enumerate(below):
        bones.append(_bone(branch, texts[branch], left=index * place, spine=spine, side=1, room=down, place=place))
    head_y = spine - head_height // 2
    first = spine - (len(head) - 1) * LINE // 2 + 5
    words = tuple(Words(WIDTH - HEAD // 2, first + at * LINE, text) for at, text in enumerate(head))
    return Fish(
        anchor=f"fish-{one.number}",
        height=max(up + down, spine + head_height // 2 + 4),
        spine_y=spine,
        spine_end=WIDTH - HEAD,
        bones=tuple(bones),
        head=words,
        head_y=head_y,
        head_height=head_height,
    )


def _bone(branch: str, texts: list[str], *, left: int, spine: int, side: int, room: int, place: int) -> Bone:
    """Return a bone that leans towards the head; its causes stand left of it, from the far end to the spine."""
    end_x, far = left + place - 6, spine + side * (room - 26)
    start_x = end_x - SLANT
    name_y = far - 8 if side < 0 else far + 18
    lines = []
    for index, text in enumerate(texts):
        base = far + 22 + index * STEP if side < 0 else far - 14 - index * STEP
        part = abs(base - far) / max(1, abs(spine - far))
        x = int(start_x + SLANT * part) - 8
        cut = _cut(text, ROOM, LINES)
        shift = 0 if side < 0 else (len(cut) - 1) * -LINE
        lines += [Words(x, base + shift + at * LINE, said) for at, said in enumerate(cut)]
    return Bone(start_x, far, end_x, spine, Words(start_x, name_y, str(Cause.Branch(branch).label)), tuple(lines))


def _cut(text: str, room: int, most: int) -> list[str]:
    """Return a text in lines of so many letters; what does not fit ends in a sign."""
    lines = textwrap.wrap(" ".join(text.split()), room, break_long_words=True) or [""]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1][: room - 1].rstrip()}…"]
