"""What the components say and how they escape."""

from types import SimpleNamespace

import django_tables2 as tables
import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from sotay.ui.icons import icon
from sotay.ui.parts import Action
from sotay.ui.standing import STANDINGS


def draw(source, **values):
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("met", "Đã thực hiện"),
        ("due_soon", "Sắp đến hạn"),
        ("overdue", "Quá hạn"),
        ("open", "Chưa đến hạn"),
        ("not_arisen", "Chưa phát sinh"),
        ("not_applicable", "Không áp dụng"),
        ("not_checked", "Chưa kiểm tra tự động"),
    ],
)
def test_a_standing_is_icon_word_and_colour(kind, word):
    html = draw("{% standing kind=kind %}", kind=kind.upper())

    assert f"standing-{kind}" in html
    assert f"<span>{word}</span>" in html
    assert "<svg" in html


def test_all_standings_look_different():
    assert len({one.icon for one in STANDINGS.values()}) == len(STANDINGS) == 7


def test_a_late_standing_says_so_and_an_unknown_one_is_a_mistake():
    assert "Đã thực hiện (trễ)" in draw("{% standing kind='met' late=True %}")
    with pytest.raises(LookupError):
        draw("{% standing kind='dat' %}")


def test_components_take_keywords_only():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}{% standing 'met' %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% standing kind='met' text=evil %}",
        "{% card title=evil %}{{ evil }}{% endcard %}",
        "{% page_header title=evil kicker=evil %}{{ evil }}{% endpage_header %}",
        "{% empty title=evil why=evil %}{{ evil }}{% endempty %}",
        "{% next_action title=evil %}{{ evil }}{% endnext_action %}",
        "{% notice title=evil %}{{ evil }}{% endnotice %}",
        "{% table_wrap label=evil %}{{ evil }}{% endtable_wrap %}",
        "{% avatar name=evil %}",
        "{% state_badge label=evil %}",
        "{% icon 'x' label=evil %}",
    ],
)
def test_components_escape_what_they_are_given(source):
    html = draw(source, evil="<script>alert(1)</script>")

    assert "<script" not in html
    assert "&lt;" in html


def test_content_of_a_block_keeps_its_markup():
    assert "<b>đậm</b>" in draw("{% page_header title='x' %} <b>đậm</b> {% endpage_header %}")


def test_an_icon_outside_the_set_is_a_mistake():
    with pytest.raises(LookupError):
        icon("../../../VENDOR")


def test_the_once_token_is_fresh_in_every_form():
    tokens = iter(["a1", "b2"])
    request = SimpleNamespace(new_once_token=lambda: next(tokens))

    html = draw("{% once %}{% once %}", request=request)

    assert html == '<input type="hidden" name="once" value="a1"><input type="hidden" name="once" value="b2">'
    assert draw("{% once %}", request=SimpleNamespace()) == ""


def test_an_action_that_posts_carries_both_tokens():
    request = SimpleNamespace(new_once_token=lambda: "a1")

    html = draw("{% action a %}", a=Action(label="Ký", url="/ky/", post=True), request=request, csrf_token="c3")

    assert 'action="/ky/"' in html
    assert 'value="a1"' in html
    assert 'value="c3"' in html


def test_a_greyed_action_cannot_be_followed_and_says_why():
    html = draw("{% action a %}", a=Action(label="Ký", url="/ky/", disabled=True, note="Còn 2 phòng"))

    assert "/ky/" not in html
    assert "disabled" in html
    assert "Còn 2 phòng" in html


def test_reasons_link_to_where_they_are_put_right():
    reasons = [
        SimpleNamespace(text="Thiếu báo cáo", code="x", fix=("ui:sample_form", None)),
        SimpleNamespace(text="Chưa đến kỳ", code="y", fix=None),
    ]

    html = draw("{% blocked title='Chưa đóng được' reasons=reasons %}", reasons=reasons)

    assert '<a href="/ui/form/">Thiếu báo cáo</a>' in html
    assert "<li>Chưa đến kỳ</li>" in html


def test_pages_keep_the_filters_of_the_list():
    from django.core.paginator import Paginator

    request = RequestFactory().get("/", {"words": "báo cáo", "page": "2"})
    page = Paginator(range(100), 10).page(2)

    html = draw("{% pagination page=page %}", page=page, request=request)

    assert 'rel="next" href="?words=b%C3%A1o+c%C3%A1o&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


class Listed(tables.Table):
    """A table with a heading that is markup and a column of numbers."""

    name = tables.Column(verbose_name=mark_safe("Tên <b>đơn vị</b>"), attrs={"td": {"class": "lead"}})
    number = tables.Column(localize=True)


def test_rows_of_a_table_carry_their_headings_and_escape_what_they_tell():
    table = Listed([{"name": "<script>x</script>", "number": 1234.5}])

    shown = draw("{% table_rows table=table %}", table=table)

    assert '<td data-label="Tên đơn vị" class="lead">&lt;script&gt;x&lt;/script&gt;</td>' in shown
    assert ">1.234,5</td>" in shown


def test_a_cell_without_anything_is_marked_for_telephones():
    table = Listed([{"name": "Văn phòng", "number": None}, {"name": "", "number": 0}])
    table.default = "–"

    shown = draw("{% table_rows table=table %}", table=table)

    assert shown.count(" data-empty>–</td>") == 2
    assert ' class="lead">Văn phòng</td>' in shown
    assert ">0</td>" in shown


def test_rows_can_be_written_in_parts():
    table = Listed([{"name": "Văn phòng", "number": 1}, {"name": "Thanh tra", "number": 2}])

    shown = draw("{% table_rows table=table rows=rows %}", table=table, rows=[*table.rows][1:])

    assert "Thanh tra" in shown
    assert "Văn phòng" not in shown


def test_tabs_none_of_which_is_open_are_named_on_a_telephone():
    items = [{"label": "Nội dung", "url": "/a/", "active": False, "count": None}]

    shown = draw('{% tabs items=items label="Sổ tay" %}', items=items)

    assert '<span class="tabs-here"></span><span class="tabs-else">Sổ tay</span>' in shown
