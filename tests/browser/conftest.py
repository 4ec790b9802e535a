"""A real browser before a real server: the demonstration agency in a database of its own, and windows that watch the page."""

import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from sotay.web.demo.building import cast
from tests.demonstration import copied_database, demonstration

DESK = {"width": 1360, "height": 900}
PHONE = {"width": 375, "height": 800}
expect.set_options(timeout=20_000)  # a loaded machine answers late


@pytest.fixture(scope="session")
def empty_template(django_db_setup):
    """The name of a database with all tables and no rows, made once for a state of the migrations."""
    return os.environ["SOTAY_TEST_TEMPLATE"]


@pytest.fixture(scope="session")
def demo_template(django_db_setup, django_db_blocker):
    """The name of a database that holds the demonstration agency, to be copied."""
    return demonstration(django_db_blocker)


@pytest.fixture(scope="module")
def chromium():
    """A browser for all tests of a file; its loop runs in this thread, beside Django."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server():
    """The whole program listening on a port; it works on whatever database is chosen when it is asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept_by_the_browser)
        live = LiveServer("localhost")
        yield live.url
        live.stop()


serve = StaticFilesHandler.serve


def kept_by_the_browser(handler, request):
    """Serve a static file as the program itself does, to be kept: thirty fetched anew cost more than the page."""
    response = serve(handler, request)
    response["Cache-Control"] = "max-age=3600"
    return response


@pytest.fixture
def demo(demo_template, django_db_blocker):
    """The demonstration agency to write in: a copy that is dropped after the test."""
    with copied_database(django_db_blocker, demo_template):
        yield "/stttt/"


def watch(page):
    """Let a page keep what it complains of: breaches of the policy, errors of scripts, files that are not there."""
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if "Content Security" in said.text else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "response",
        lambda answer: (
            page.complaints.append(f"{answer.status} {answer.url}")
            if "/static/" in answer.url and answer.status >= 400
            else None
        ),
    )
    return page


def type_in(page, username):
    """Sign in on the sign-in page as one of the cast."""
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(cast()["password"])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


SEEN = Path("var/browser")
"""Where the windows of a test that failed are kept as pictures."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report


def picture(page, name):
    """Keep what a window shows."""
    SEEN.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SEEN / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png", full_page=True)


@pytest.fixture
def window(chromium, server, demo, request):
    """Return a function that opens a window of somebody not signed in; no page of it may have complained at the end."""
    contexts, pages = [], []

    def open_window(size=DESK, **options):
        context = chromium.new_context(viewport=size, base_url=server, locale="vi-VN", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        pages.append(watch(context.new_page()))
        return pages[-1]

    yield open_window
    said = [one for page in pages for one in page.complaints]
    if getattr(request.node, "failed", False):
        for number, page in enumerate(pages, start=1):
            picture(page, f"{request.node.name}-{number}")
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def sign_in(window):
    """Return a function that gives the page of one of the cast, signed in through the sign-in page."""

    def signed_in(username, **options):
        page = window(**options)
        type_in(page, username)
        return page

    return signed_in
