"""Charts drawn by the server as SVG, each with a table twin: pure functions from frozen values to frozen pictures."""

from sotay.ui.charts.bars import Bar, bars
from sotay.ui.charts.diagram import Arrow, Box, diagram, in_rows
from sotay.ui.charts.lines import Point, line
from sotay.ui.charts.ring import Mark, ring
from sotay.ui.charts.strip import StripRow, strip

__all__ = [
    "Arrow",
    "Bar",
    "Box",
    "Mark",
    "Point",
    "StripRow",
    "bars",
    "diagram",
    "in_rows",
    "line",
    "ring",
    "strip",
]
