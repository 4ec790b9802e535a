"""Drawings for Word, which shows SVG in newer versions only: each is drawn as PNG by Typst."""

import struct
from functools import lru_cache
from pathlib import Path
from typing import Final

from sotay.ui.fonts import FONTS

TEMPLATES: Final = Path(__file__).resolve().parent.parent / "typst"
DOTS_PER_INCH: Final = 200


@lru_cache(maxsize=16)
def png_of(svg: str) -> tuple[bytes, float]:
    """Return a drawing as PNG, and its width as a share of its height."""
    import typst

    made = typst.compile(
        TEMPLATES / "drawing.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"svg": svg},
        format="png",
        ppi=DOTS_PER_INCH,
    )
    picture: bytes = made[0] if isinstance(made, list) else made
    wide, high = struct.unpack(">II", picture[16:24])
    return picture, wide / high
