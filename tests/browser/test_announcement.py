"""The announcement in a real browser: from its grounds to the public page, signed on the system or by the signed paper."""

import re

import pytest
from playwright.sync_api import expect

from sotay.agency.clock import today
from sotay.context.models import Scope, Service
from sotay.manual.models import Announcement, Posting, ScopeChange
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

DAY = f"{today():%d/%m/%Y}"
LIST = "/stttt/manual/announcements/"
PUBLIC = "/public/stttt/"


def follow(page, name):
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def nothing_announced_yet():
    """Let the agency stand before its first announcement, its scope not approved yet; return the scope."""
    ScopeChange.objects.all().delete()
    Posting.objects.all().delete()
    Announcement.objects.all().delete()
    scope = Scope.objects.get(agency__short_name="stttt", state=Scope.State.IN_FORCE)
    Scope.objects.filter(pk=scope.pk).update(state=Scope.State.SUPERSEDED, superseded_date=today())
    return scope


def by_click(page, sign_in):
    """Let the head sign on the system what waits for him."""
    paper = page.url
    head = sign_in("giam-doc")
    head.goto(paper)
    head.locator("main a[href*='/approvals/']").first.click()
    press(head, "Ký: xác nhận trên hệ thống")
    expect(head.locator("main")).to_contain_text("Đã ký")


def by_paper(page, _sign_in, number="300/QĐ-STTTT"):
    """Let the secretary enter the paper that the head signed."""
    page.locator("main a[href*='/approvals/']").first.click()
    follow(page, "Nhập văn bản đã ký")
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_role("textbox", name="Ngày ký").fill(DAY)
    page.get_by_label("Người ký", exact=True).fill("Trần Văn Bình")
    press(page, "Nhập văn bản đã ký")
    expect(page.locator("main")).to_contain_text("Đã ghi là đã ký theo văn bản được nhập.")


def submitted(page):
    """Submit the draft that is shown; return the address of its page."""
    paper = page.url
    follow(page, "Trình ký")
    press(page, "Trình ký")
    expect(page.locator("main")).to_contain_text("Đang trình ký")
    page.goto(paper)
    return paper


def issued(page, paper, number):
    """Give a signed paper its number, as who keeps numbers, and issue it."""
    page.goto(paper)
    follow(page, "Cấp số, ngày")
    page.get_by_label("Số, ký hiệu").first.fill(number)
    press(page, "Cấp số")
    follow(page, "Phát hành")
    press(page, "Phát hành")
    expect(page.locator("main")).to_contain_text("Đã phát hành")


@pytest.mark.parametrize(("sign", "number"), [(by_click, "300"), (by_paper, "300")], ids=["by_click", "by_paper"])
def test_from_the_grounds_to_the_public_page(sign_in, window, sign, number):
    scope = nothing_announced_yet()
    page = sign_in("thu-ky")
    page.goto(LIST)
    expect(page.locator("main")).to_contain_text("Chưa chuẩn bị được lần công bố mới")
    expect(page.locator("main")).to_contain_text("Chưa có phạm vi áp dụng nào được phê duyệt.")
    assert page.goto(PUBLIC).status == 404
    Scope.objects.filter(pk=scope.pk).update(state=Scope.State.IN_FORCE, superseded_date=None)

    page.goto(LIST)
    follow(page, "Chuẩn bị công bố")
    press(page, "Lập lần công bố")
    here = page.url
    expect(page.locator("main")).to_contain_text("phạm vi và danh mục thủ tục được ghim")
    press(page, "Soạn văn bản")
    expect(page.locator("main")).to_contain_text("công bố hệ thống quản lý chất lượng")
    paper = submitted(page)
    sign(page, sign_in)
    issued(page, paper, number)

    page.goto(here)
    expect(page.locator("main")).to_contain_text("Đã công bố")
    expect(page.locator("#state")).to_contain_text(f"{number}/QĐ-STTTT")
    press(page, "Soạn văn bản")
    notice = submitted(page)
    by_click(page, sign_in)
    issued(page, notice, "1500")

    page.goto(here)
    follow(page, "Ghi niêm yết")
    page.locator("#id_place").fill("Bộ phận Một cửa, tầng 1")
    page.get_by_label("Ảnh chụp nơi niêm yết hoặc trang đã đăng").set_input_files(
        {"name": "niem-yet.png", "mimeType": "image/png", "buffer": page.screenshot()}
    )
    press(page, "Lưu")
    expect(page.locator("main")).to_contain_text("Đã ghi niêm yết, đăng tải.")
    follow(page, "Ghi niêm yết")
    page.get_by_label("Địa chỉ trang").fill("https://stttt.example.gov.vn/iso")
    press(page, "Lưu")
    expect(page.locator("main")).to_contain_text("https://stttt.example.gov.vn/iso")
    for code in ("issued", "notified", "posted"):
        page.goto(f"/stttt/standard/obligations/announcement.{code}/")
        expect(page.locator("main .standing").first).to_contain_text("Đã thực hiện")

    visitor = window(size=PHONE, java_script_enabled=False)
    visitor.goto(PUBLIC)
    expect(visitor.locator("main")).to_contain_text(f"{number}/QĐ-STTTT")
    expect(visitor.locator("main")).to_contain_text("Bộ phận Một cửa, tầng 1")
    service = Service.objects.filter(agency__short_name="stttt", state="PUBLISHED").order_by("pk").first()
    visitor.get_by_label("Tìm theo mã, tên, lĩnh vực").fill(service.code)
    visitor.get_by_role("button", name="Tìm").click()
    expect(visitor.locator("table")).to_contain_text(service.name)
    answer = visitor.request.get(f"{PUBLIC}announcement.pdf")
    assert (answer.status, answer.body()[:4]) == (200, b"%PDF")
    visitor.get_by_role("link", name="English").click()
    expect(visitor.locator("h1")).to_have_text("Quality management system")


def test_a_scope_that_moved_on_is_decided_on_and_announced_again(sign_in):
    page = sign_in("thu-ky")
    page.goto(f"{LIST}differences/")
    rows = page.locator("main table").first.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Gộp vào lần công bố sau")
    gone = Service.objects.filter(agency__short_name="stttt", state="PUBLISHED").order_by("code").first()
    Service.objects.filter(pk=gone.pk).update(state="ABOLISHED", abolished_date=today())
    page.goto(LIST)
    expect(page.locator("main")).to_contain_text("2 điểm khác bản công bố")
    follow(page, "Xem khác biệt")
    expect(page.locator("main")).to_contain_text("điều chỉnh phạm vi")
    follow(page, "Quyết định")
    page.get_by_label("Công bố lại").check()
    press(page, "Lưu quyết định")
    expect(page.locator("main table").first).to_contain_text(
        re.compile(f"{re.escape(gone.code)}.*Công bố lại", re.DOTALL)
    )
