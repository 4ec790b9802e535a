"""A checklist filled in without connection, on a browser that is killed again and again: nothing lost, nothing doubled."""

import contextlib
import os
import random
import signal
import socket
import struct
import threading
import time
import zlib
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, expect, sync_playwright

from sotay.agency.clock import now
from sotay.agency.models import Agency, User
from sotay.attachments.models import Attachment
from sotay.evaluation.audits.checklists import commands, queries
from sotay.evaluation.audits.checklists.queries import aside_of
from sotay.evaluation.models import AuditMember, ChecklistLine, VisitAuditor
from sotay.web.demo.building import cast
from tests.browser.conftest import PHONE, type_in, watch
from tests.demonstration import copied_database
from tests.factories.agency import AgencyFactory, SeatFactory, UserFactory
from tests.factories.checklists import LineFactory, VisitFactory

pytestmark = pytest.mark.browser

SOAK = os.environ.get("SOTAY_SOAK") == "1"
ANSWERS, PHOTOS, KILLS = (300, 20, 50) if SOAK else (30, 2, 3)
AUDITOR, OTHER = "danh-gia-vien", "thu-ky"
RESULTS = ("CONFORMS", "NOTE", "NONCONFORMITY")
SAVED = "Mọi ghi nhận đã lưu trên máy chủ."
OPENS_AGAIN = "Trang này mở lại được khi mất mạng."


class Wire:
    """The connection to the server: cut, there is nothing at the other end, for pages and service workers alike."""

    def __init__(self, url):
        self.target = urlsplit(url).port
        self.open_ones, self.listener, self.port = set(), None, 0
        self.mend()

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def mend(self):
        self.listener = socket.create_server(("127.0.0.1", self.port), reuse_port=True)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, args=(self.listener,), daemon=True).start()

    def cut(self):
        for one in [self.listener, *self.open_ones]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.open_ones.clear()

    def _listen(self, listener):
        with contextlib.suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.create_connection(("localhost", self.target))
                self.open_ones |= {near, far}
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one, other):
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class Device:
    """A phone with one browser, whose process can be killed and started again upon the same data."""

    def __init__(self, playwright, folder, wire):
        self.playwright, self.folder, self.wire = playwright, folder, wire
        self.context = self.page = None
        self.start()

    def start(self):
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox"],
            base_url=self.wire.url,
            viewport=PHONE,
            locale="vi-VN",
        )
        self.context.set_default_timeout(30_000)
        self.page = watch(self.context.pages[0])
        self.page.on("dialog", lambda dialog: dialog.accept())

    def kill(self):
        """End every process of this browser at once, as a dead battery does."""
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if str(self.folder).encode() in place.read_bytes():
                    os.kill(int(place.parent.name), signal.SIGKILL)
        with contextlib.suppress(Error):
            self.context.close()

    def open(self, path, username=AUDITOR):
        """Open the page; whoever was signed out signs in first."""
        self.page.goto(path, wait_until="domcontentloaded")
        if "/accounts/" in self.page.url:
            type_in(self.page, username)
            self.page.goto(path, wait_until="domcontentloaded")
        expect(self.page.locator("#device[data-ready]")).to_be_visible(timeout=90_000)


@pytest.fixture(scope="module")
def playwright():
    """Playwright in this thread, beside Django."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as one:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield one


@pytest.fixture
def people(empty_template, django_db_blocker):
    """An agency with two auditors, in a database of its own: nothing more is needed, and it is there at once."""
    with copied_database(django_db_blocker, empty_template):
        agency = AgencyFactory(short_name="stttt")
        for username in (AUDITOR, OTHER):
            user = UserFactory(username=username, password=make_password(cast()["password"]))
            SeatFactory(agency=agency, user=user, from_date=date(2020, 1, 1))
        yield agency


@pytest.fixture
def wire(server):
    """A connection to the server that can be cut."""
    one = Wire(server)
    yield one
    one.cut()


@pytest.fixture
def device(playwright, wire, people, tmp_path):
    """A phone whose pages complained of nothing at the end."""
    one = Device(playwright, tmp_path / "phone", wire)
    yield one
    said = [text for text in one.page.complaints if not text.startswith("5")]
    with contextlib.suppress(Error):
        one.context.close()
    one.kill()
    assert said == []


def a_visit(lines=3, **how):
    """Return a visit held today, with its questions."""
    agency, user = Agency.objects.get(short_name="stttt"), User.objects.get(username=AUDITOR)
    made = VisitFactory(audit__agency=agency, by=user, lead=user, starts_at=now() - timedelta(hours=1), **how)
    for number in range(lines):
        LineFactory(visit=made, position=number + 1, question=f"Câu hỏi số {number + 1}?")
    return made


def picture(number):
    """Return a small picture, another one for each number."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    side = 90
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    row = b"\0" + bytes([number % 256, number // 256, 120]) * side
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(row * side)) + chunk(b"IEND", b"")


def path_of(visit):
    return f"/stttt/evaluation/visits/{visit.slug}/"


def card(page, line):
    return page.locator(f"#q-{line.uuid}")


def note(page, line, evidence, result):
    there = card(page, line)
    there.get_by_label("Ghi nhận, bằng chứng").fill(evidence)
    there.locator(f"label:has(input[value={result}])").click()


def is_here(page, line):
    expect(card(page, line).locator("[data-said]").first).to_have_text("Trên máy này")


def all_saved(page):
    expect(page.locator("[data-device-count]")).to_have_text(SAVED, timeout=300_000 if SOAK else 60_000)


def test_nothing_is_lost_and_nothing_doubled(device, wire):
    chance = random.Random(20260611)
    visit = a_visit(lines=ANSWERS)
    lines = list(visit.lines.order_by("position"))
    with_photo = set(chance.sample(range(ANSWERS), PHOTOS))
    killed = set(chance.sample(range(1, ANSWERS), KILLS))
    device.open(path_of(visit))
    expect(device.page.locator("[data-device-kept]")).to_have_text(OPENS_AGAIN, timeout=60_000)
    wire.cut()
    device.context.set_offline(True)

    told = {}
    for place, line in enumerate(lines):
        result = chance.choice(RESULTS)
        told[line.pk] = (f"Bằng chứng {place}: hồ sơ đủ chữ ký", result)
        note(device.page, line, *told[line.pk])
        if place in with_photo:
            photo = {"name": f"anh-{place}.png", "mimeType": "image/png", "buffer": picture(place)}
            card(device.page, line).locator("input[type=file]").set_input_files(photo)
            expect(card(device.page, line).locator("[data-photos] li")).to_contain_text("Trên máy này")
        is_here(device.page, line)
        if place in killed:
            die(device, wire, visit, chance)
            there = card(device.page, line).get_by_label("Ghi nhận, bằng chứng")
            expect(there).to_have_value(told[line.pk][0])

    wire.mend()
    device.context.set_offline(False)
    device.open(path_of(visit))
    all_saved(device.page)

    kept = {one.pk: (one.evidence, one.result) for one in ChecklistLine.objects.filter(visit=visit)}
    assert kept == told
    assert aside_of(visit) == []
    photos = Attachment.objects.filter(subject_uuid__in=[one.uuid for one in lines], removed_at__isnull=True)
    assert sorted(photos.values_list("name", flat=True)) == sorted(f"anh-{place}.png" for place in with_photo)
    history = ChecklistLine._meta.apps.get_model("evaluation", "ChecklistLineHistoryEvent")
    for line in lines:
        states = history.objects.filter(pgh_obj_id=line.pk).values_list("evidence", "result")
        assert len(states) == len(set(states)), "the same was written twice"
    device.page.reload()
    expect(card(device.page, lines[-1]).get_by_label("Ghi nhận, bằng chứng")).to_have_value(told[lines[-1].pk][0])


def die(device, wire, visit, chance):
    """Kill the browser: while it is offline, or in the middle of sending; start it again without connection."""
    if chance.random() < 0.5:
        wire.mend()
        device.context.set_offline(False)
        time.sleep(chance.uniform(0, 1.5))
    else:
        time.sleep(chance.uniform(0, 0.2))
    device.kill()
    with contextlib.suppress(OSError):
        wire.cut()
    device.start()
    device.context.set_offline(True)
    device.open(path_of(visit))


@pytest.fixture
def devices(playwright, wire, people, tmp_path):
    """Return a function that gives another phone."""
    made = []

    def another():
        made.append(Device(playwright, tmp_path / f"phone-{len(made)}", wire))
        return made[-1]

    yield another
    for one in made:
        with contextlib.suppress(Error):
            one.context.close()


def evidence_of(page, line):
    return card(page, line).get_by_label("Ghi nhận, bằng chứng")


def test_what_two_phones_noted_of_one_question_stands_side_by_side(devices, people):
    visit = a_visit(lines=1)
    line = visit.lines.get()
    one, other = devices(), devices()
    for phone in (one, other):
        phone.open(path_of(visit))
    note(one.page, line, "Của máy thứ nhất", "CONFORMS")
    all_saved(one.page)
    note(other.page, line, "Của máy thứ hai", "NOTE")

    expect(card(other.page, line).locator("[data-said]").first).to_have_text("Bản của bạn để riêng")
    all_saved(other.page)
    expect(evidence_of(other.page, line)).to_have_value("Của máy thứ nhất")
    expect(card(other.page, line).locator(".q-aside").last).to_contain_text("Của máy thứ hai")
    other.page.get_by_role("link", name="Chọn bản được dùng").last.click()
    other.page.get_by_role("button", name="Chọn").click()
    expect(evidence_of(other.page, line)).to_have_value("Của máy thứ hai")
    assert ChecklistLine.objects.get(pk=line.pk).evidence == "Của máy thứ hai"


def test_who_was_signed_out_signs_in_and_it_is_sent_and_nobody_else_sees_it(devices, people):
    visit = a_visit(lines=1)
    line = visit.lines.get()
    second = User.objects.get(username=OTHER)
    VisitAuditor.objects.create(agency=people, visit=visit, user=second)
    AuditMember.objects.create(agency=people, audit=visit.audit, user=second)
    phone = devices()
    phone.open(path_of(visit))
    Session.objects.all().delete()
    evidence_of(phone.page, line).fill("Ghi khi đã bị đăng xuất")
    phone.page.get_by_role("button", name="Trở lại trang").click()
    expect(phone.page.locator("[data-device-why]")).to_contain_text("Cần đăng nhập lại", timeout=90_000)
    expect(phone.page.locator("[data-device-count]")).to_have_text("Còn 1 mục trên máy này, chưa gửi.")

    phone.open(path_of(visit), username=OTHER)
    expect(evidence_of(phone.page, line)).to_have_value("")
    expect(phone.page.locator("[data-device-count]")).to_have_text(SAVED)
    note(phone.page, line, "Của người thứ hai", "NOTE")
    all_saved(phone.page)
    assert phone.page.evaluate("async () => (await caches.keys()).length") <= 1

    Session.objects.all().delete()
    phone.open(path_of(visit))
    all_saved(phone.page)
    [aside] = aside_of(visit)
    assert aside.content["evidence"] == "Ghi khi đã bị đăng xuất"
    assert ChecklistLine.objects.get(pk=line.pk).evidence == "Của người thứ hai"


FULL = """() => {
  for (const name of ["put", "add"]) {
    IDBObjectStore.prototype[name] = () => { throw new DOMException("full", "QuotaExceededError"); };
  }
}"""


def test_on_a_device_that_is_full_the_buttons_save(devices, people):
    visit = a_visit(lines=2)
    line, other = visit.lines.order_by("position")
    phone = devices()
    phone.open(path_of(visit))
    all_saved(phone.page)
    phone.page.evaluate(FULL)
    evidence_of(phone.page, line).fill("Máy đã đầy")
    expect(phone.page.locator("[data-device-why]")).to_contain_text("Máy này không cho lưu tạm")
    expect(card(phone.page, line).locator("[data-said]").first).to_have_text("Chưa gửi được")
    card(phone.page, line).get_by_role("button", name="Lưu", exact=True).click()
    expect(phone.page.locator("main")).to_contain_text("Đã lưu trên máy chủ.")
    assert ChecklistLine.objects.get(pk=line.pk).evidence == "Máy đã đầy"

    expect(phone.page.locator("#device[data-ready]")).to_be_visible(timeout=90_000)
    phone.page.evaluate(FULL)
    photo = {"name": "anh.png", "mimeType": "image/png", "buffer": picture(1)}
    card(phone.page, other).locator("input[type=file]").set_input_files(photo)
    card(phone.page, other).get_by_role("button", name="Gửi tệp").click()
    expect(phone.page.locator("main")).to_contain_text("Đã thêm tệp anh.png.")


def test_a_browser_without_a_database_has_the_ordinary_forms(devices, people):
    visit = a_visit(lines=1)
    line = visit.lines.get()
    phone = devices()
    phone.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    type_in(phone.page, AUDITOR)
    phone.page.goto(path_of(visit))
    expect(phone.page.locator("[data-device-why]")).to_contain_text("Máy này không cho lưu tạm")
    evidence_of(phone.page, line).fill("Không có chỗ lưu")
    card(phone.page, line).get_by_role("button", name="Lưu", exact=True).click()
    expect(phone.page.locator("main")).to_contain_text("Đã lưu trên máy chủ.")
    assert ChecklistLine.objects.get(pk=line.pk).evidence == "Không có chỗ lưu"


def test_a_file_that_is_not_taken_holds_nothing_back_and_can_be_let_go(devices, people):
    visit = a_visit(lines=1)
    line = visit.lines.get()
    phone = devices()
    phone.open(path_of(visit))
    file = {"name": "chay.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + bytes(80)}
    card(phone.page, line).locator("input[type=file]").set_input_files(file)
    expect(phone.page.locator("[data-device-gone]")).to_contain_text("chay.exe")
    note(phone.page, line, "Vẫn gửi được", "CONFORMS")
    expect(phone.page.locator("[data-device-count]")).to_have_text("Còn 1 mục trên máy này, chưa gửi.")
    expect(card(phone.page, line).locator("[data-said]").first).to_have_text("Chưa gửi được")
    phone.page.get_by_role("button", name="Bỏ khỏi máy này").click()
    all_saved(phone.page)
    expect(phone.page.locator("[data-device-gone]")).to_be_hidden()
    assert ChecklistLine.objects.get(pk=line.pk).evidence == "Vẫn gửi được"
    assert not Attachment.objects.filter(subject_uuid=line.uuid).exists()


def test_what_the_server_fails_on_holds_back_its_own_question_alone(devices, people, monkeypatch):
    visit = a_visit(lines=2)
    line, other = visit.lines.order_by("position")
    phone = devices()
    phone.open(path_of(visit))
    save = commands.save_answer

    def failing(row, **how):
        if row.pk == line.pk:
            raise RuntimeError
        return save(row, **how)

    monkeypatch.setattr(commands, "save_answer", failing)
    evidence_of(phone.page, line).fill("Máy chủ lỗi ở câu này")
    evidence_of(phone.page, other).fill("Câu này vẫn đến")
    expect(card(phone.page, other).locator("[data-said]").first).to_have_text("Đã lưu trên máy chủ")
    is_here(phone.page, line)
    assert ChecklistLine.objects.get(pk=other.pk).evidence == "Câu này vẫn đến"
    monkeypatch.setattr(commands, "save_answer", save)
    all_saved(phone.page)
    assert ChecklistLine.objects.get(pk=line.pk).evidence == "Máy chủ lỗi ở câu này"


def test_while_the_server_fails_the_kept_page_is_shown(devices, people, monkeypatch):
    visit = a_visit(lines=1)
    line = visit.lines.get()
    phone = devices()
    phone.open(path_of(visit))
    expect(phone.page.locator("[data-device-kept]")).to_have_text(OPENS_AGAIN, timeout=60_000)
    with monkeypatch.context() as broken:
        broken.setattr(queries, "get_visit", lambda *_args, **_how: 1 / 0)
        phone.open(path_of(visit))
        evidence_of(phone.page, line).fill("Máy chủ đang hỏng")
        is_here(phone.page, line)
    all_saved(phone.page)
    assert ChecklistLine.objects.get(pk=line.pk).evidence == "Máy chủ đang hỏng"


def test_without_scripts_every_question_is_saved_by_its_button(server, people, playwright):
    visit = a_visit(lines=2)
    line = visit.lines.first()
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_context(base_url=server, java_script_enabled=False, viewport=PHONE).new_page()
    type_in(page, AUDITOR)
    page.goto(path_of(visit))
    evidence_of(page, line).fill("Ghi bằng nút Lưu")
    card(page, line).get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã lưu trên máy chủ.")
    browser.close()
    assert ChecklistLine.objects.get(pk=line.pk).evidence == "Ghi bằng nút Lưu"
