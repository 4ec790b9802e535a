"""Drawings for paper: the SVG of a page leans on its style sheets and its font; on paper it brings its own."""

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from sotay.papers import nd30
from sotay.ui import charts

SHEETS: Final = Path(charts.__file__).resolve().parent.parent / "static" / "ui" / "css"
_NAMES: Final = re.compile(r"(--[\w-]+):\s*([^;}]+)")
_ASKED: Final = re.compile(r"var\((--[\w-]+)(?:,[^()]*)?\)")
_MEDIA: Final = re.compile(r"@[^{]+\{(?:[^{}]|\{[^{}]*\})*\}")
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_FONT: Final = re.compile(r"""(font-family\s*[:=]\s*)("[^"]*"|'[^']*'|[^;"'>]+)""")
_OPENED: Final = re.compile(r"<svg\b[^>]*>")
QR_MASK: Final = 3
SPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'


def printed(svg: str) -> str:
    """Return a drawing that needs nothing from outside: Tinos, the rules of `charts.css` in itself, its name space."""
    said = _FONT.sub(lambda found: f'{found[1]}"{nd30.TWIN}"' if "=" in found[1] else f"{found[1]}{nd30.TWIN}", svg)
    opened = _OPENED.search(said)
    if opened is None:
        return said
    tag = opened[0] if "xmlns=" in opened[0] else opened[0].replace("<svg", f"<svg {SPACE}", 1)
    rules = "" if "<style" in said or "class=" not in said else f"<style>{_rules()}</style>"
    return f"{said[: opened.start()]}{tag}{rules}{said[opened.end() :]}"


@lru_cache(maxsize=1)
def _rules() -> str:
    """Return the rules for drawings with the colours of the house filled in, those of pages and of hovering left out."""
    names = dict(_NAMES.findall((SHEETS / "base.css").read_text(encoding="utf-8")))
    sheet = re.sub(r"/\*.*?\*/", "", (SHEETS / "charts.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    kept = []
    for chosen, looks in _RULE.findall(_MEDIA.sub("", sheet)):
        if ":" in chosen:
            continue
        kept.append(f"{chosen.strip()}{{{_ASKED.sub(lambda found: names.get(found[1], 'currentColor'), looks)}}}")
    return _FONT.sub(rf"\g<1>{nd30.TWIN}", "".join(kept))


def qr_svg(said: str) -> str:
    """Return a QR code as SVG."""
    import segno

    file = BytesIO()
    # One mask, not the best of eight: read as well, drawn five times as fast, which hundreds of slips feel.
    drawn = segno.make(said, error="m", micro=False, mask=QR_MASK, boost_error=False)
    drawn.save(file, kind="svg", border=0, xmldecl=False, scale=4)
    return file.getvalue().decode()
