"""Tables of a Word file, written as one piece of XML: a thousand rows one by one would take seconds."""

from typing import Any, Final

from sotay.papers import nd30
from sotay.papers.docx.xml import element, runs, twips
from sotay.papers.laying.parts import Cell, Grid, Line

SIDES: Final = {"left": "", "justify": "", "center": '<w:jc w:val="center"/>', "right": '<w:jc w:val="right"/>'}
BLANK_ROW: Final = 1.8


def table_of(grid: Grid, *, head: str, cell: str, style: str) -> Any:
    """Return a table; `head`, `cell` and `style` are the ids of styles."""
    wide = [twips(width) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    rows = "".join(_heads(grid, wide, head))
    last = len(grid.rows) - 1
    for place, row in enumerate(grid.rows):
        bold = grid.total and place == last
        kept_to = "<w:keepNext/>" if grid.keep and place == last and not grid.blank_rows else ""
        cells = "".join(
            _cell(line, width, cell, kept_to + SIDES[align], bold=bold)
            for line, width, align in zip(row, wide, grid.aligns, strict=True)
        )
        kept = "<w:trPr><w:cantSplit/></w:trPr>" if grid.whole[place] else ""
        rows += f"<w:tr>{kept}{cells}</w:tr>"
    height = twips(grid.size * nd30.LINE_HEIGHT * BLANK_ROW)
    for place in range(grid.blank_rows):
        kept_to = "<w:keepNext/>" if grid.keep and place == grid.blank_rows - 1 else ""
        blank = "".join(_cell((), width, cell, kept_to, bold=False) for width in wide)
        rows += f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}"/></w:trPr>{blank}</w:tr>'
    return element(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(wide)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _heads(grid: Grid, wide: list[int], style: str) -> list[str]:
    """Return the rows of the heading, repeated on each page; cells that go down are continued by empty ones."""
    if len(grid.heads) == 1:
        cells = (_head(one, width, style) for one, width in zip(grid.heads[0], wide, strict=True))
        return [_repeated("".join(cells))]
    upper, lower, place = "", "", 0
    below = iter(grid.heads[1])
    for one in grid.heads[0]:
        upper += _head(one, sum(wide[place : place + one.across]), style)
        for column in range(place, place + one.across):
            lower += _continued(wide[column], style) if one.down > 1 else _head(next(below), wide[column], style)
        place += one.across
    return [_repeated(upper), _repeated(lower)]


def _repeated(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _head(one: Cell, width: int, style: str) -> str:
    span = f'<w:gridSpan w:val="{one.across}"/>' if one.across > 1 else ""
    down = '<w:vMerge w:val="restart"/>' if one.down > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{down}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs(one.text)}</w:p></w:tc>'
    )


def _continued(width: int, style: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vMerge/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p></w:tc>'
    )


def _cell(line: Line, width: int, style: str, side: str, *, bold: bool) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{runs(line, bold=bold)}</w:p></w:tc>'
    )
