"""The flowchart of a case, drawn from its steps: what can be done at once stands side by side."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.vietnamese import one_line
from sotay.operation.procedures.cases import Case, timed
from sotay.operation.procedures.models import ProcedureStep
from sotay.operation.procedures.sums import ways_before
from sotay.operation.procedures.words import time_words
from sotay.ui.charts.diagram import Arrow, Box, Diagram, diagram, in_rows

WIDE, LINE, NARROW = 860.0, 460.0, 330.0
MOST_WORDS = 110
"""How much of what is done a box tells; the table beside it tells all."""


def wide(case: Case) -> Diagram | None:
    """Return the flowchart for a wide page and paper; None where steps wait for each other or there are none."""
    return _drawn(case, narrow=False)


def narrow(case: Case) -> Diagram | None:
    """Return the flowchart for a telephone: the same, all from top to bottom where they stand alone."""
    return _drawn(case, narrow=True)


def _drawn(case: Case, *, narrow: bool) -> Diagram | None:
    if case.ring or not case.steps:
        return None
    before = ways_before(timed(case.steps))
    rows = _rows(case.steps, before)
    most = max(map(len, rows))
    width = NARROW if narrow else WIDE if most > 1 else LINE
    if narrow and most > 1:
        rows = [[one] for row in rows for one in row]
    start = Box(key="start", title=_("Tiếp nhận yêu cầu"), kind="input")
    end = Box(key="end", title=_("Kết thúc"), note=_end_words(case), kind="output")
    boxes = in_rows([[start], *([_box(one) for one in row] for row in rows), [end]], width=width, row_gap=30)
    arrows = []
    for place, needs in sorted(before.items()):
        arrows += [Arrow(source=str(need), target=str(place)) for need in needs]
        if not needs:
            arrows.append(Arrow(source="start", target=str(place)))
    needed = {need for needs in before.values() for need in needs}
    arrows += [Arrow(source=str(place), target="end") for place in sorted(before) if place not in needed]
    title = _("Lưu đồ: %s") % case.name
    size = "hep" if narrow else "rong"
    return diagram(boxes, arrows, title=title, anchor=f"luu-do-{case.variant.position}-{size}")


def _rows(steps: Sequence[ProcedureStep], before: Mapping[int, tuple[int, ...]]) -> list[list[ProcedureStep]]:
    """Return the steps in rows: each below all it waits for."""
    depth: dict[int, int] = {}
    for place, needs in before.items():
        depth[place] = max((depth[need] + 1 for need in needs), default=0)
    rows: dict[int, list[ProcedureStep]] = defaultdict(list)
    for one in steps:
        rows[depth[one.position]].append(one)
    return [rows[place] for place in sorted(rows)]


def _box(step: ProcedureStep) -> Box:
    work = one_line(step.work)
    if len(work) > MOST_WORDS:
        work = f"{work[:MOST_WORDS].rsplit(' ', 1)[0]}…"
    who = step.performer or str(step.unit or "") or (str(step.get_role_display()) if step.role else "")
    time = time_words(step.time_value, step.time_unit) or step.time_text
    kind = "guest" if step.is_external else "process"
    return Box(
        key=str(step.position), title=f"{step.position}. {work}", note=" · ".join(filter(None, [who, time])), kind=kind
    )


def _end_words(case: Case) -> str:
    count = len(case.steps)
    said = ngettext("%d bước", "%d bước", count) % count
    return f"{said} · {case.sum_words}" if case.sum_words else said
