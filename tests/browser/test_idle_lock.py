"""The idle lock as a person meets it: what was typed is still there, in place and on the pages without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from sotay.agency.clock import now
from sotay.agency.models import Unit
from sotay.web.demo.building import cast
from tests.browser.conftest import type_in

pytestmark = pytest.mark.browser

FORM = "/stttt/organisation/units/new/"
NAME = "Phòng Chuyển đổi số"


def fill(page):
    page.get_by_label("Mã đơn vị").fill("CDS")
    page.get_by_label("Tên đơn vị").fill(NAME)


def written_by_hand(window):
    """Return a page with a form half filled in, whose clock the test puts forward."""
    page = window()
    page.clock.install()
    type_in(page, "quan-tri")
    page.goto(FORM)
    with page.expect_response("**/accounts/session/stay/"):  # typing keeps the session open
        fill(page)
    return page


def wait_for(page, dialog):
    """Put the clock forward until a dialog shows; on a loaded machine the page may not yet have been told when it locks."""
    for _again in range(40):
        page.clock.fast_forward("14:00")
        page.wait_for_timeout(250)
        if dialog.is_visible():
            break
    expect(dialog).to_be_visible()


def test_what_was_typed_survives_the_lock_in_place(window, settings):
    page = written_by_hand(window)
    lock = page.locator("dialog#idle-lock")

    settings.SOTAY_IDLE_LOCK_MINUTES = 0
    wait_for(page, lock)
    page.keyboard.press("Escape")
    expect(lock).to_be_visible()
    lock.get_by_label("Mật khẩu").fill("Sai-Mat-Khau-1")
    lock.get_by_role("button", name="Mở khóa").click()
    expect(lock.locator("#idle-error")).to_have_text("Mật khẩu không đúng.")
    settings.SOTAY_IDLE_LOCK_MINUTES = 15
    lock.get_by_label("Mật khẩu").fill(cast()["password"])
    lock.get_by_role("button", name="Mở khóa").click()

    expect(lock).not_to_be_visible()
    expect(page.get_by_label("Tên đơn vị")).to_have_value(NAME)
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator("main h1")).to_contain_text(NAME)
    assert Unit.objects.filter(agency__short_name="stttt", name=NAME).count() == 1


def test_who_is_warned_may_stay(window, settings):
    page = window()
    page.clock.install()
    type_in(page, "quan-tri")
    page.goto(FORM, wait_until="networkidle")  # told when it locks
    warning = page.locator("dialog#idle-warning")

    settings.SOTAY_IDLE_LOCK_MINUTES = 1
    wait_for(page, warning)
    settings.SOTAY_IDLE_LOCK_MINUTES = 15
    warning.get_by_role("button", name="Tiếp tục làm việc").click()

    expect(warning).not_to_be_visible()
    expect(page.locator("dialog#idle-lock")).not_to_be_visible()


def test_a_form_is_sent_before_the_page_knows_when_it_locks(window):
    page = window()
    type_in(page, "quan-tri")
    page.route("**/accounts/session/**", lambda _route: None)  # never answered
    page.goto(FORM)
    fill(page)

    page.locator("main form button.btn-primary").first.click()

    expect(page.locator("main h1")).to_contain_text(NAME)


def test_a_form_of_a_page_past_its_time_is_sent_once_the_server_says_it_may(window):
    page = written_by_hand(window)
    page.clock.set_system_time(now() + timedelta(minutes=20))  # slept: timers stood still

    page.locator("main form button.btn-primary").first.click()

    expect(page.locator("main h1")).to_contain_text(NAME)
    assert Unit.objects.filter(agency__short_name="stttt", name=NAME).count() == 1


def test_without_scripts_the_form_is_sent_on_after_the_password(window, settings):
    page = window(java_script_enabled=False)
    type_in(page, "quan-tri")
    page.goto(FORM)
    fill(page)

    settings.SOTAY_IDLE_LOCK_MINUTES = 0
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator("h1")).to_have_text("Trang đã khóa vì không có thao tác")
    assert not Unit.objects.filter(name=NAME).exists()
    settings.SOTAY_IDLE_LOCK_MINUTES = 15
    page.get_by_label("Mật khẩu", exact=True).fill(cast()["password"])
    page.get_by_role("button", name="Mở khóa").click()
    page.get_by_role("button", name="Gửi tiếp").click()

    expect(page.locator("main h1")).to_contain_text(NAME)
    assert Unit.objects.filter(agency__short_name="stttt", name=NAME).count() == 1
