"""Lines, bars, the strip of clauses, boxes and arrows."""

import itertools
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sotay.ui.charts import Arrow, Bar, Box, Mark, Point, StripRow, bars, diagram, in_rows, line, ring, strip
from sotay.ui.charts.diagram import PADDING, SIZE
from sotay.ui.charts.lettering import width_of, wrap
from sotay.ui.samples import TODAY

FIGURES = st.one_of(st.none(), st.decimals(min_value=-1000, max_value=1000, places=1))
WORDS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĐMW ", max_size=120)


@given(WORDS, st.integers(60, 300), st.integers(1, 6))
def test_wrapped_lines_fit_their_width_and_lose_no_word(text, width, lines):
    broken = wrap(text, width=width, size=14, lines=lines)

    assert len(broken) <= lines
    assert all(width_of(one, size=14) <= width for one in broken)
    whole = wrap(text, width=width, size=14)
    assert "".join(whole).replace(" ", "") == text.replace(" ", "")


@given(st.lists(FIGURES, max_size=40), FIGURES)
def test_a_line_stays_in_its_picture_and_its_words_do_not_touch(values, goal):
    chart = line(
        [Point(label=f"T{n}", value=value) for n, value in enumerate(values, 1)], title="x", goal=goal, unit=" %"
    )

    for drawing in (chart.wide, chart.narrow):
        for point in drawing.points:
            assert 0 <= point.x <= drawing.right
            assert 0 < point.y < drawing.height - 26
        told = [point for point in drawing.points if point.text_y is not None]
        for one, other in itertools.pairwise(told):
            room = (width_of(f"{one.figure} %", size=12) + width_of(f"{other.figure} %", size=12)) / 2
            assert other.x - one.x >= room
        for (x, label), (next_x, next_label) in zip(drawing.labels, drawing.labels[1:], strict=False):
            assert next_x - x >= (width_of(label, size=12) + width_of(next_label, size=12)) / 2
    assert len(chart.rows) == len(values)


def test_a_line_tells_what_reaches_the_goal():
    up = line([Point(label="a", value=97), Point(label="b", value=98)], title="x", goal=98)
    down = line([Point(label="a", value=3), Point(label="b", value=1)], title="x", goal=2, more_is_better=False)

    assert [point.good for point in up.wide.points] == [False, True]
    assert [point.good for point in down.wide.points] == [False, True]


def test_a_missing_value_parts_the_line():
    chart = line([Point(label=str(n), value=value) for n, value in enumerate((1, 2, None, 4))], title="x")

    assert len(chart.wide.runs) == 2
    assert chart.rows[2] == ("2", "")


def test_bars_are_measured_against_the_longest():
    picture = bars(
        [Bar(label="a", value=50), Bar(label="b", value=Decimal(100)), Bar(label="c", value=-1)], title="x", column="y"
    )

    assert [length for _bar, length in picture.rows] == [50.0, 100.0, 0.0]
    assert bars([Bar(label="a", value=0)], title="x", column="y").rows[0][1] == 0.0


def test_the_strip_stands_in_the_order_of_the_standard():
    rows = [StripRow(clause=c, title="", done=1, total=3, standing="open", url="") for c in ("10", "4.10", "4", "4.2")]

    assert [row.clause for row in strip(rows)] == ["4", "4.2", "4.10", "10"]
    assert rows[0].part == 33.3
    assert StripRow(clause="4", title="", done=0, total=0, standing="open", url="").part == 0.0


@given(st.lists(st.lists(WORDS.filter(str.strip), min_size=1, max_size=4), min_size=1, max_size=4))
def test_words_stay_inside_their_box_and_boxes_apart(rows):
    boxes = in_rows(
        [[Box(key=f"{r}.{n}", title=title) for n, title in enumerate(row)] for r, row in enumerate(rows)], width=900
    )
    picture = diagram(boxes, [], title="x")

    for placed in picture.boxes:
        box = placed.box
        for x, y, text, _note in placed.lines:
            half = width_of(text, size=SIZE) / 2
            assert box.x + PADDING - 0.1 <= x - half
            assert x + half <= box.x + box.width - PADDING + 0.1
            assert box.y < y <= box.y + box.height
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart_across = one.x + one.width <= other.x or other.x + other.width <= one.x
            apart_down = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert apart_across or apart_down


def test_arrows_run_from_edge_to_edge():
    boxes = in_rows([[Box(key="a", title="A"), Box(key="b", title="B")], [Box(key="c", title="C")]], width=600, gap=100)
    picture = diagram(
        boxes, [Arrow(source="a", target="b", label="hồ sơ"), Arrow(source="c", target="a", label="x")], title="x"
    )
    across, up = picture.arrows
    a, _b, c = boxes

    assert across.path.startswith(f"M{a.x + a.width:.1f},")
    assert across.label_fits
    assert up.path.startswith(f"M{(a.x + a.x + a.width) / 2:.1f},{c.y:.1f}L")


def test_words_that_have_no_room_on_an_arrow_stand_in_the_table_only():
    boxes = in_rows([[Box(key="a", title="A"), Box(key="b", title="B")]], width=600, gap=20)
    picture = diagram(boxes, [Arrow(source="a", target="b", label="hồ sơ đã thẩm định")], title="x")

    assert not picture.arrows[0].label_fits
    assert picture.rows[0][0].label == "hồ sơ đã thẩm định"


def test_an_arrow_to_nowhere_is_a_mistake():
    with pytest.raises(LookupError):
        diagram([Box(key="a", title="A")], [Arrow(source="a", target="b")], title="x")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_in_a_picture_keep_their_point(language):
    marks = [Mark(day=TODAY, standing="met", title="<b>Báo cáo</b>", url="/x/")]
    picture = ring(marks, year=2026, today=TODAY, done=1, total=1200)

    with translation.override(language):
        html = Template("{% load ui %}{% ring_figure ring=ring %}").render(Context({"ring": picture}))

    hand = html.split('class="hand"')[1].split("/>")[0]
    assert "," not in hand
    assert "1.200" in html
    assert "<b>Báo" not in html
