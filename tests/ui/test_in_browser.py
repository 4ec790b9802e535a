"""The living page in a real browser: nothing breaks the policy, nothing scrolls sideways, keys suffice."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import expect, sync_playwright

AXE = (Path(__file__).parents[1] / "browser" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["/ui/", "/ui/list/", "/ui/list/?none=1", "/ui/record/", "/ui/book/", "/ui/form/", "/nowhere/at/all/"]
HOST = "http://sotay.test"
WIDTHS = {"desk": 1360, "phone": 375, "zoomed": 320}
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def chromium():
    """A browser for all tests of this file."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread, beside Django
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(chromium):
    """Return a function that opens a window answered by Django itself, without a server between."""
    client, contexts = Client(), []

    def answer(route, request):
        url = urlsplit(request.url)
        if url.path.startswith("/static/"):
            path = Path(finders.find(url.path.removeprefix("/static/")))
            route.fulfill(body=path.read_bytes(), content_type=KINDS[path.suffix])
            return
        headers = {key: value for key, value in request.headers.items() if key.startswith("hx-")}
        send = client.generic(
            request.method,
            request.url.removeprefix(HOST),
            request.post_data or "",
            request.headers.get("content-type", ""),
            headers=headers,
        )
        route.fulfill(status=send.status_code, headers=dict(send.headers), body=send.content)

    def open_window(width="desk", **options):
        context = chromium.new_context(viewport={"width": WIDTHS[width], "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if "Content Security" in said.text else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route(f"{HOST}/**", answer)
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_fits_every_width_and_keeps_the_policy(window, path):
    page = window()
    page.goto(HOST + path)
    page.evaluate(AXE)

    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        assert [(width, one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


@pytest.mark.parametrize("path", ["/ui/", "/ui/form/", "/ui/record/"])
def test_what_can_be_touched_is_large_enough(window, path):
    page = window("phone")
    page.goto(HOST + path)

    small = page.evaluate(
        """() => [...document.querySelectorAll("main .btn, .rail-foot a, main input:not([type=hidden]), main select, main summary, .tabs a")]
            .map(one => [one.closest(".choice, .form-check") || one, one])
            .map(([whole, one]) => [whole.getBoundingClientRect(), one])
            .filter(([box]) => box.width > 1 && box.height > 0 && box.height < 39.5)
            .map(([box, one]) => `${box.height} ${one.outerHTML.slice(0, 80)}`)"""
    )

    assert small == []


def test_words_in_charts_never_touch(window):
    page = window()
    page.goto(f"{HOST}/ui/")
    page.evaluate("document.fonts.ready")

    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        touching = page.evaluate(
            """() => [...document.querySelectorAll(".ring, .line-chart, .diagram")].flatMap(svg => {
                const words = [...svg.querySelectorAll("text")]
                    .filter(one => !one.closest(".ring-told") && one.getBoundingClientRect().width > 0)
                    .map(one => [one.textContent, one.getBoundingClientRect(), one.closest(".mark")])
                const room = (a, b) => 0.2 * (a.height + b.height)  // what a line of words leaves empty above and below
                const touch = (a, b) => a.left < b.right && b.left < a.right
                    && a.top + room(a, b) < b.bottom && b.top + room(a, b) < a.bottom
                return words.flatMap(([one, a], n) => words.slice(n + 1)
                    .filter(([, b]) => touch(a, b)).map(([other]) => `${one} / ${other}`))
            })"""
        )

        assert touching == []


def test_words_of_a_diagram_stay_inside_their_boxes(window):
    page = window()
    page.goto(f"{HOST}/ui/")
    page.evaluate("document.fonts.ready")

    outside = page.evaluate(
        """() => [...document.querySelectorAll(".box")].flatMap(box => {
            const frame = box.querySelector("rect").getBoundingClientRect()
            return [...box.querySelectorAll("text")].map(one => [one.textContent, one.getBoundingClientRect()])
                .filter(([, b]) => b.left < frame.left || b.right > frame.right || b.top < frame.top || b.bottom > frame.bottom)
                .map(([text]) => text)
        })"""
    )

    assert outside == []


def test_a_mark_reached_by_tab_names_itself(window):
    page = window()
    page.goto(f"{HOST}/ui/")
    mark = page.locator(".ring-link").first

    page.locator(".page-head .page-actions a").last.focus()
    page.keyboard.press("Tab")

    assert mark.evaluate("one => one === document.activeElement")
    assert mark.locator(".ring-told").is_visible()
    assert page.locator(".ring-centre").first.evaluate("one => getComputedStyle(one).opacity") == "0"


def test_the_way_to_the_text_is_the_first_stop(window):
    page = window()
    page.goto(f"{HOST}/ui/record/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_dialog_asks_and_without_scripts_the_link_leads_on(window):
    page = window()
    page.goto(f"{HOST}/ui/")
    page.get_by_role("link", name="Bãi bỏ").click()
    assert page.locator("dialog#bo").evaluate("one => one.open")
    page.get_by_role("button", name="Quay lại").click()
    assert not page.locator("dialog#bo").evaluate("one => one.open")

    page = window(java_script_enabled=False)
    page.goto(f"{HOST}/ui/")
    page.get_by_role("link", name="Bãi bỏ").click()
    assert page.url.endswith("#bo")


def test_menus_close_by_escape_and_give_the_focus_back(window):
    page = window()
    page.goto(f"{HOST}/ui/")
    summary = page.locator("details.who > summary")
    summary.press("Enter")
    assert page.locator("details.who").evaluate("one => one.open")

    page.keyboard.press("Escape")

    assert not page.locator("details.who").evaluate("one => one.open")
    assert summary.evaluate("one => one === document.activeElement")


def test_a_refused_form_puts_the_focus_on_its_summary(window):
    page = window("phone")
    page.goto(f"{HOST}/ui/form/")
    page.get_by_label("Nội dung mục tiêu").fill("Đúng hạn 98 %")

    page.get_by_role("button", name="Trình duyệt").click()

    expect(page.locator("#error-summary")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    assert page.get_by_label("Nội dung mục tiêu").input_value() == "Đúng hạn 98 %"
    page.get_by_role("link", name="Ngày ban hành").click()
    assert page.evaluate("document.activeElement.id") == "id_day"


def test_a_list_is_sorted_and_turned_in_place_and_by_plain_links(window):
    page = window()
    page.goto(f"{HOST}/ui/list/")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Hạn", exact=True).click()
    page.wait_for_url("**sort=day**")
    page.get_by_role("link", name="Trang 2", exact=True).click()
    page.wait_for_url("**page=2**")
    assert page.evaluate("window.same"), "the page itself was not loaded anew"
    assert page.locator("#rows").count() == 1

    page = window(java_script_enabled=False)
    page.goto(f"{HOST}/ui/list/")
    page.get_by_role("link", name="Hạn", exact=True).click()
    assert "sort=day" in page.url
    assert page.locator("tbody tr").count() == 25


def test_a_filter_works_while_typing(window):
    page = window()
    page.goto(f"{HOST}/ui/list/")

    page.get_by_label("Tìm", exact=True).fill("Đánh giá nội bộ")
    page.wait_for_url("**words=**")

    expect(page.locator("tbody tr")).to_have_count(6)
    assert set(page.locator("tbody tr td:first-child a").all_inner_texts()) == {
        "Chương trình đánh giá nội bộ",
        "Đánh giá nội bộ, báo cáo được duyệt",
    }


def test_an_answer_that_failed_is_told_with_its_number(window):
    page = window()
    page.goto(f"{HOST}/ui/list/")
    page.route(
        "**/ui/list/?*", lambda route: route.fulfill(status=500, headers={"X-Request-ID": "3f0c9a7e41b2"}, body="")
    )

    page.get_by_label("Tìm", exact=True).fill("báo cáo")

    page.get_by_text("3f0c9a7e41b2").wait_for()
    assert page.locator("#trouble").is_visible()
    assert page.get_by_label("Tìm", exact=True).input_value() == "báo cáo"


def test_tabs_fold_on_a_phone_and_stand_open_on_a_desk(window):
    page = window()
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 900})
    page.goto(f"{HOST}/ui/")
    tabs = page.locator("nav.tabs").first

    expect(tabs.get_by_role("link").first).to_be_hidden()
    tabs.locator("summary").click()
    expect(tabs.get_by_role("link").first).to_be_visible()

    page.set_viewport_size({"width": 800, "height": 900})
    expect(tabs.get_by_role("link").first).to_be_visible()
    expect(tabs.locator("summary")).to_be_hidden()
