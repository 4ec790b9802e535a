"""The three skeletons, by their sample pages, and the pages of errors."""

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db

PAGES = ["/ui/", "/ui/list/", "/ui/list/?none=1", "/ui/list/?words=zzz", "/ui/record/", "/ui/book/", "/ui/form/"]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def visitor():
    """Somebody without an account: the living page needs none."""
    return Client()


@pytest.mark.parametrize("path", PAGES)
def test_a_sample_page_is_well_formed_html(visitor, path):
    response = visitor.get(path)

    assert response.status_code == 200
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(response.content.decode())
    assert [error for error in parser.errors if error[1] != "non-void-element-with-trailing-solidus"] == []


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique(visitor, path):
    tree = html5lib.parse(visitor.get(path).content.decode(), namespaceHTMLElements=False)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]

    assert len(ids) == len(set(ids))


def test_a_list_shows_a_page_of_rows_and_how_to_take_them_away(visitor):
    html = visitor.get("/ui/list/", {"sort": "day", "standing": "open"}).content.decode()

    assert html.count("<tr") == 1 + 25
    assert 'href="?sort=day&amp;standing=open&amp;export=xlsx"' in html
    assert 'aria-sort="ascending"' in html
    assert 'name="sort" value="day"' in html


def test_a_list_sorts_by_its_columns(visitor):
    first = visitor.get("/ui/list/", {"sort": "-day"}).context["table"].page.object_list[0]

    assert str(first.get_cell("day")) == "31/12/2026"


def test_htmx_gets_the_rows_alone_and_history_the_whole_page(visitor):
    part = visitor.get("/ui/list/?page=2", headers=HTMX).content.decode()
    whole = visitor.get("/ui/list/?page=2", headers=HTMX | {"HX-History-Restore-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="rows"')
    assert "<html" not in part
    assert "<html" in whole


def test_an_empty_list_teaches_and_one_without_matches_says_so(visitor):
    empty = visitor.get("/ui/list/?none=1").content.decode()
    no_match = visitor.get("/ui/list/?words=zzz").content.decode()

    assert "Chưa có cuộc đánh giá nội bộ nào" in empty
    assert "Nạp bản mẫu" in empty
    assert "Không có mục nào khớp" in no_match
    assert "Nạp bản mẫu" not in no_match


def test_a_record_shows_its_way_and_what_blocks_it(visitor):
    html = visitor.get("/ui/record/").content.decode()

    assert html.count('aria-current="step"') == 1
    assert "Chưa kết thúc được mục tiêu" in html
    assert "20/01/2026 09:12" in html
    assert html.count("<h1") == 1


def test_a_refused_form_comes_back_with_a_summary_that_links_to_the_fields(visitor):
    response = visitor.post("/ui/form/", {"name": "Đúng hạn", "day": "31/02/2026", "share": "", "unit": "vp"})
    html = response.content.decode()

    assert response.status_code == 422
    assert "<title>Lỗi: " in html
    assert 'role="alert"' in html
    assert '<a href="#id_day">Ngày ban hành</a>: Lịch không có ngày 31/02/2026' in html
    assert '<a href="#id_grade_0">' in html
    assert 'value="Đúng hạn"' in html
    assert 'value="31/02/2026"' in html


def test_a_form_folds_what_is_optional(visitor):
    html = visitor.get("/ui/form/").content.decode()

    front, folded = html.split('<details class="fold form-fold">')
    assert 'name="name"' in front
    assert 'name="note"' in folded.split("</details>")[0]


def test_a_phone_has_five_things_at_the_foot(visitor):
    tree = html5lib.parse(visitor.get("/ui/").content.decode(), namespaceHTMLElements=False)
    foot = next(nav for nav in tree.iter("nav") if nav.get("class") == "rail-foot")

    assert len(foot.find("ul").findall("li")) == 5
    assert len(list(foot.iter("a"))) == 10


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500])
def test_an_error_page_says_what_to_do_and_its_number(status):
    html = render_to_string(f"{status}.html", {"request_id": "3f0c9a7e41b2"})

    assert "<h1>" in html
    assert "3f0c9a7e41b2" in html
    assert html.count("<p>") >= 2


def test_the_page_of_a_broken_program_needs_neither_context_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string("500.html")

    assert "Có lỗi trong chương trình" in html


def test_a_page_without_an_actor_is_drawn_bare(visitor):
    response = visitor.get("/nowhere/at/all/")

    assert response.status_code == 404
    assert 'class="rail"' not in response.content.decode()
