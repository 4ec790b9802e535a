"""The diagram of the system (annex 1 of the manual): requirements, the clauses in their cycle, processes, satisfaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from sotay.agency.edition import TCVN
from sotay.context.processes.models import Process
from sotay.ui.charts.diagram import Arrow, Box, Diagram, diagram, height_of, in_rows
from sotay.ui.charts.lettering import width_of

WIDE, NARROW = 960.0, 340.0
SIDE, SIDE_GAP, GAP, ROW_GAP, INSET = 150.0, 84.0, 14.0, 40.0, 12.0
HEADING = 118.0
NARROWEST_NAME = 96.0

Place = Callable[[Process], str]


def wide(processes: Iterable[Process], *, url_of: Place) -> Diagram:
    """Return the diagram for a wide page: requirements at the left, satisfaction at the right, the system between."""
    kinds, left = _by_kind(processes), SIDE + SIDE_GAP
    room = WIDE - 2 * left
    boxes = [_moved(box, left, 0) for box in _cycle(room)]
    y = _foot(boxes) + ROW_GAP
    arrows = _cycle_arrows()
    for kind in (Process.Kind.MANAGEMENT, Process.Kind.CORE, Process.Kind.SUPPORT):
        if kinds[kind]:
            band = _band(kind, kinds[kind], x=left, y=y, width=room, heading=HEADING, url_of=url_of)
            boxes += band
            y = _foot(band) + ROW_GAP
    tall = _foot(boxes)
    goal = Process.Kind.CORE if kinds[Process.Kind.CORE] else "do"
    arrows += [
        Arrow(source="requirements", target="plan", label=_("yêu cầu")),
        Arrow(source="check", target="satisfaction", label=_("ý kiến"), both=True),
        Arrow(source=goal, target="satisfaction", label=_("kết quả")),
    ]
    if kinds[Process.Kind.CORE]:
        arrows.append(Arrow(source="requirements", target=goal, label=_("hồ sơ")))
    ends = [
        _requirements(x=0, y=0, width=SIDE, height=tall),
        _satisfaction(x=WIDE - SIDE, y=0, width=SIDE, height=tall),
    ]
    return diagram([*ends, *boxes], arrows + _between(kinds), title=_title(), anchor="so-do-rong")


def narrow(processes: Iterable[Process], *, url_of: Place) -> Diagram:
    """Return the diagram for a telephone: the same from top to bottom."""
    kinds = _by_kind(processes)
    boxes = [_requirements(x=0, y=0, width=NARROW, height=0)]
    y = height_of(boxes[0]) + ROW_GAP
    cycle = [_moved(box, 0, y) for box in _cycle(NARROW)]
    boxes += cycle
    y = _foot(cycle) + ROW_GAP
    for kind in (Process.Kind.MANAGEMENT, Process.Kind.SUPPORT, Process.Kind.CORE):
        if kinds[kind]:
            band = _band(kind, kinds[kind], x=0, y=y, width=NARROW, heading=0, url_of=url_of)
            boxes += band
            y = _foot(band) + ROW_GAP
    boxes.append(_satisfaction(x=0, y=y, width=NARROW, height=0))
    last = Process.Kind.CORE if kinds[Process.Kind.CORE] else "check"
    arrows = [
        Arrow(source="requirements", target="plan", label=_("yêu cầu, hồ sơ")),
        *_cycle_arrows(),
        Arrow(source=last, target="satisfaction", label=_("kết quả, ý kiến"), both=last == "check"),
    ]
    if kinds[Process.Kind.CORE] and kinds[Process.Kind.SUPPORT]:
        arrows.append(Arrow(source=Process.Kind.SUPPORT, target=Process.Kind.CORE, label=_("nguồn lực")))
    return diagram(boxes, arrows, title=_title(), anchor="so-do-hep")


def _title() -> str:
    return _("Sơ đồ mô tả hệ thống quản lý chất lượng theo %s") % TCVN


def _by_kind(processes: Iterable[Process]) -> dict[str, list[Process]]:
    kinds: dict[str, list[Process]] = {kind: [] for kind in Process.Kind.values}
    for process in processes:
        kinds[process.kind].append(process)
    return kinds


def _requirements(**place: float) -> Box:
    return Box(
        key="requirements",
        title=_("Yêu cầu của tổ chức, cá nhân và các bên quan tâm"),
        note=_("4 Bối cảnh của tổ chức"),
        kind="input",
        **place,  # type: ignore[arg-type]
    )


def _satisfaction(**place: float) -> Box:
    return Box(
        key="satisfaction",
        title=_("Sự hài lòng của tổ chức, cá nhân"),
        note=_("Kết quả giải quyết, dịch vụ hành chính công"),
        kind="output",
        **place,  # type: ignore[arg-type]
    )


def _cycle(width: float) -> list[Box]:
    """Return the clauses 5 to 10 as the cycle of planning, doing, checking and acting around the leadership."""
    return in_rows(
        [
            [Box(key="plan", title=_("6 Hoạch định"), note=_("Lập kế hoạch (P)"))],
            [
                Box(key="act", title=_("10 Cải tiến"), note=_("Hành động (A)")),
                Box(key="lead", title=_("5 Sự lãnh đạo")),
                Box(key="do", title=_("7, 8 Hỗ trợ, thực hiện"), note=_("Thực hiện (D)")),
            ],
            [Box(key="check", title=_("9 Đánh giá kết quả thực hiện"), note=_("Kiểm tra (C)"))],
        ],
        width=width,
        gap=16,
        row_gap=34,
    )


def _cycle_arrows() -> list[Arrow]:
    return [
        Arrow(source="plan", target="do"),
        Arrow(source="do", target="check"),
        Arrow(source="check", target="act"),
        Arrow(source="act", target="plan"),
        Arrow(source="lead", target="plan", both=True),
        Arrow(source="lead", target="check", both=True),
        Arrow(source="lead", target="act", both=True),
        Arrow(source="lead", target="do", both=True),
    ]


def _between(kinds: dict[str, list[Process]]) -> list[Arrow]:
    """Return what bands hand to the band of the core processes."""
    if not kinds[Process.Kind.CORE]:
        return []
    words = {Process.Kind.MANAGEMENT: _("chỉ đạo, mục tiêu"), Process.Kind.SUPPORT: _("nguồn lực")}
    return [Arrow(source=kind, target=Process.Kind.CORE, label=word) for kind, word in words.items() if kinds[kind]]


def _band(
    kind: str, processes: Sequence[Process], *, x: float, y: float, width: float, heading: float, url_of: Place
) -> list[Box]:
    """Return a frame with its heading (beside the processes, or above them when `heading` is 0) and its processes."""
    title = str(Process.Kind(kind).label)
    head = Box(key=f"{kind}-heading", title=title, kind="heading", x=x, y=y, width=heading or width)
    room = width - heading - 2 * INSET
    inside = [Box(key=str(one.uuid), title=one.name, note=one.code, url=url_of(one)) for one in processes]
    top = y + (INSET if heading else height_of(head))
    columns = _columns(inside, room)
    laid = [_moved(box, x + heading + INSET, top) for box in _laid(inside, columns=columns, room=room)]
    height = max(_foot(laid), y + height_of(head)) + INSET - y
    frame = Box(key=kind, title="", kind="group", x=x, y=y, width=width, height=height)
    return [frame, replace(head, height=height if heading else height_of(head)), *laid]


def _columns(boxes: Sequence[Box], room: float) -> int:
    """Return how many boxes stand side by side: as many as leave every word of a name whole."""
    longest = max((width_of(word, size=14) for box in boxes for word in f"{box.title}".split()), default=0)
    least = max(NARROWEST_NAME, longest + 26)
    return max(1, min(len(boxes), 3, int((room + GAP) // (least + GAP))))


def _laid(boxes: Sequence[Box], *, columns: int, room: float) -> list[Box]:
    """Lay boxes out in columns of one width; those of a row share their height."""
    width = (room - GAP * (columns - 1)) / columns
    laid: list[Box] = []
    y = 0.0
    for start in range(0, len(boxes), columns):
        row = [replace(box, width=width) for box in boxes[start : start + columns]]
        tallest = max(height_of(box) for box in row)
        laid += [replace(box, x=n * (width + GAP), y=y, height=tallest) for n, box in enumerate(row)]
        y += tallest + GAP
    return laid


def _moved(box: Box, x: float, y: float) -> Box:
    return replace(box, x=box.x + x, y=box.y + y)


def _foot(boxes: Iterable[Box]) -> float:
    return max(box.y + max(box.height, height_of(box)) for box in boxes)
