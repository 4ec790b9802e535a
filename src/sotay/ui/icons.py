"""Icons as inline SVG, read once from the vendored outline set."""

import re
from functools import lru_cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "static" / "ui" / "vendor" / "tabler-icons"
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_FRAME = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


@lru_cache(maxsize=256)
def shapes(name: str) -> str:
    """Return the inner SVG of an icon drawn on 24 × 24; LookupError when the set has no such name."""
    path = FOLDER / f"{name}.svg"
    if "/" in name or not path.is_file():
        message = f"no icon named {name!r} in {FOLDER.name}/"
        raise LookupError(message)
    body = _BODY.search(path.read_text(encoding="utf-8"))
    return " ".join(body.group(1).replace(_FRAME, "").split()) if body else ""


@lru_cache(maxsize=1024)
def icon(name: str, *, size: int = 20, label: str = "") -> SafeString:
    """Return an icon as SVG of `size` pixels, hidden from screen readers unless it has a label."""
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308  vendored shapes, an escaped label
        f'<svg class="icon icon-{size}" {told} focusable="false" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" '
        f'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes(name)}</svg>'
    )
