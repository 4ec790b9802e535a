"""The idle lock as a person meets it: what was typed is still there, in place and on the pages without scripts."""

import pytest
from playwright.sync_api import expect

from sotay.agency.models import Unit
from sotay.web.demo.building import cast
from tests.browser.conftest import type_in

pytestmark = pytest.mark.browser

FORM = "/stttt/organisation/units/new/"
NAME = "Phòng Chuyển đổi số"


@pytest.fixture
def _locks_after_seconds(settings):
    """Lock after 12 seconds, since nobody waits 15 minutes for a test."""
    settings.SOTAY_IDLE_LOCK_MINUTES = 0.2


def fill(page):
    page.get_by_label("Mã đơn vị").fill("CDS")
    page.get_by_label("Tên đơn vị").fill(NAME)


@pytest.mark.usefixtures("_locks_after_seconds")
def test_what_was_typed_survives_the_lock_in_place(window):
    page = window()
    type_in(page, "quan-tri")
    page.goto(FORM)
    fill(page)

    lock = page.locator("dialog#idle-lock")
    expect(lock).to_be_visible(timeout=60_000)
    page.keyboard.press("Escape")
    expect(lock).to_be_visible()
    lock.get_by_label("Mật khẩu").fill("Sai-Mat-Khau-1")
    lock.get_by_role("button", name="Mở khóa").click()
    expect(lock.locator("#idle-error")).to_have_text("Mật khẩu không đúng.")
    lock.get_by_label("Mật khẩu").fill(cast()["password"])
    lock.get_by_role("button", name="Mở khóa").click()

    expect(lock).not_to_be_visible()
    assert page.get_by_label("Tên đơn vị").input_value() == NAME
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
