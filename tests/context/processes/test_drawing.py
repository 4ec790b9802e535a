"""The diagram of the system: every process in it, nothing over anything else, words whole."""

from itertools import combinations

import pytest

from sotay.context.models import Process
from sotay.context.processes.drawing import narrow, wide

NAMES = ("Tiếp nhận hồ sơ và trả kết quả", "Đánh giá nội bộ", "Quản lý nguồn nhân lực, đào tạo, bồi dưỡng công chức")


def processes(per_kind):
    return [
        Process(code=f"{kind[:2]} {n:02d}", slug=f"{kind}-{n}", name=NAMES[n % 3], kind=kind)
        for kind in Process.Kind.values
        for n in range(per_kind)
    ]


def apart(one, other):
    across = one.x + one.width <= other.x or other.x + other.width <= one.x
    return across or one.y + one.height <= other.y or other.y + other.height <= one.y


@pytest.mark.parametrize("draw", [wide, narrow])
@pytest.mark.parametrize("per_kind", [1, 2, 3, 7])
def test_boxes_never_touch_and_lie_inside(draw, per_kind):
    drawn = draw(processes(per_kind), url_of=lambda one: f"/{one.slug}/")

    boxes = [placed.box for placed in drawn.boxes]
    plain = [box for box in boxes if box.kind not in {"group", "heading"}]
    assert all(apart(one, other) for one, other in combinations(plain, 2))
    assert all(box.x >= 0 and box.x + box.width <= drawn.width for box in boxes)
    assert sum(bool(box.url) for box in boxes) == 3 * per_kind
    for group in (box for box in boxes if box.kind == "group"):
        assert all(
            apart(group, box) or (group.x <= box.x and box.y + box.height <= group.y + group.height) for box in plain
        )


@pytest.mark.parametrize("draw", [wide, narrow])
def test_words_break_at_spaces_alone(draw):
    drawn = draw(processes(3), url_of=lambda _one: "/x/")

    for placed in drawn.boxes:
        title = " ".join(text for _x, _y, text, note in placed.lines if not note).strip()
        assert title == str(placed.box.title)


@pytest.mark.parametrize("draw", [wide, narrow])
def test_without_core_processes_the_cycle_itself_leads_to_satisfaction(draw):
    drawn = draw([one for one in processes(1) if one.kind == Process.Kind.SUPPORT], url_of=lambda _one: "/x/")

    assert any(target.key == "satisfaction" for _arrow, _source, target in drawn.rows)
