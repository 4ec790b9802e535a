"""The diagram of the system (annex 1) as an SVG that stands by itself: its letters are those of papers, its looks its own."""

from datetime import date
from html import escape
from typing import Final

from django.utils import translation

from sotay.agency.actor import Actor
from sotay.context.processes import drawing
from sotay.context.processes.queries import list_processes
from sotay.ui.charts.diagram import Diagram, PlacedArrow, PlacedBox

FONT: Final = "Tinos, 'Times New Roman', serif"
INK, LINE, QUIET = "#1f2a30", "#4f5b63", "#55616b"
FILLS: Final = {"process": "#ffffff", "input": "#eef3f3", "output": "#eef3f3", "group": "#f6f5f0", "heading": "none"}
SIZE, SMALL = 14, 12


def system_diagram(*, viewer: Actor, on: date) -> tuple[str, str]:
    """Return the diagram of the agency's processes on a day as SVG, and what it shows in words; in Vietnamese as every paper."""
    with translation.override("vi"):
        made = drawing.wide(list(list_processes(viewer=viewer, on=on)), url_of=lambda _process: "")
        said = "; ".join(
            f"{source.title} → {target.title}{f' ({arrow.label})' if arrow.label else ''}"
            for arrow, source, target in made.rows
        )
        return as_svg(made), f"{made.title}: {said}"


def as_svg(made: Diagram) -> str:
    """Return a diagram as SVG without a style of the page around it."""
    arrows = "".join(_arrow(one) for one in made.arrows)
    boxes = "".join(_box(one) for one in made.boxes)
    said = "".join(_words(one) for one in made.arrows if one.label_fits)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {made.width + 1:.0f} {made.height + 1:.0f}" '
        f'width="{made.width + 1:.0f}" height="{made.height + 1:.0f}" font-family="{escape(FONT)}">'
        f"<title>{escape(str(made.title))}</title>"
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse"><path d="M0,0L10,5L0,10Z" fill="{LINE}"/></marker></defs>'
        f"{arrows}{boxes}{said}</svg>"
    )


def _arrow(one: PlacedArrow) -> str:
    start = ' marker-start="url(#head)"' if one.arrow.both else ""
    return f'<path d="{one.path}" fill="none" stroke="{LINE}" stroke-width="1.4" marker-end="url(#head)"{start}/>'


def _box(placed: PlacedBox) -> str:
    box = placed.box
    fill = FILLS.get(box.kind, "#ffffff")
    stroke = "none" if box.kind == "heading" else LINE
    dashes = ' stroke-dasharray="5 4"' if box.kind == "group" else ""
    lines = "".join(
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{SMALL if note else SIZE}" '
        f'fill="{QUIET if note else INK}"{"" if note else _weight(box.kind)}>{escape(text)}</text>'
        for x, y, text, note in placed.lines
    )
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="6" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="1"{dashes}/>{lines}'
    )


def _weight(kind: str) -> str:
    return ' font-weight="bold"' if kind in {"input", "output", "heading"} else ""


def _words(one: PlacedArrow) -> str:
    beside = ' dx="9"' if one.upright else ' text-anchor="middle"'
    return (
        f'<text x="{one.label_x:.1f}" y="{one.label_y:.1f}" dy="4"{beside} font-size="{SMALL}" font-style="italic" '
        f'fill="{QUIET}" stroke="#ffffff" stroke-width="4" paint-order="stroke">{escape(str(one.arrow.label))}</text>'
    )
