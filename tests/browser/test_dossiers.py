"""A dossier at the counter, on a tablet: received, handed over, completed, settled, returned."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from sotay.agency.clock import today
from sotay.agency.models import Agency, Unit
from sotay.agency.workdays import shipped_calendar
from sotay.context.models import Service
from sotay.search import index
from sotay.standard.models import ParameterValue
from tests.browser.test_journey import press

pytestmark = pytest.mark.browser

TABLET = {"width": 1024, "height": 768}


def kept_here():
    """Let the agency keep its dossiers here, and offer a service of five working days."""
    agency = Agency.objects.get(short_name="stttt")
    ParameterValue.objects.update_or_create(
        agency=agency, code="dossiers.source", valid_from_date=date(2020, 1, 1), defaults={"value": "SOTAY"}
    )
    unit = Unit.objects.get(agency=agency, code="BCVT")
    service = Service.objects.create(
        agency=agency, code="9.900001", key="9.900001", slug="9-900001", unit=unit, name="Cấp văn bản xác nhận bưu chính",
    )  # fmt: skip
    service.limits.create(agency=agency, position=1, text="5 ngày làm việc", value=5, unit="WORKING_DAY")
    service.papers.create(agency=agency, position=1, name="Văn bản thông báo hoạt động", originals=1, copies=0)
    index.keep([service])
    return unit


def other(page, name):
    """Open one of the acts beside the next one."""
    page.locator(".dossier-acts").get_by_role("link", name=name, exact=True).click()


def fits(page):
    """Nothing scrolls sideways on the tablet."""
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]


def receive(page, due):
    """Receive a dossier: the service by words, who, and the day due is seen at once; return its address."""
    page.goto("/stttt/operation/dossiers/")
    fits(page)
    page.get_by_role("link", name="Tiếp nhận hồ sơ").first.click()
    page.get_by_label("Mã hoặc tên thủ tục").fill("xac nhan buu chinh")
    press(page, "Tìm thủ tục")
    page.locator(".dossier-choice").get_by_role("link", name=re.compile("Cấp văn bản xác nhận bưu chính")).click()
    page.get_by_label("Họ tên người nộp, tên tổ chức").fill("Lê Thị Bưởi")
    page.get_by_label("Điện thoại").fill("0905111222")
    fits(page)
    press(page, "Tiếp nhận")
    expect(page.locator("main")).to_contain_text(f"hẹn trả ngày {due}")
    expect(page.locator(".dossier-day")).to_have_text(due)
    expect(page.locator("main")).to_contain_text("Văn bản thông báo hoạt động")
    fits(page)
    return page.url


def test_from_reception_to_return_on_a_tablet(sign_in):
    unit = kept_here()
    due = f"{shipped_calendar().add_working_days(today(), 5):%d/%m/%Y}"
    page = sign_in("mot-cua", size=TABLET)
    address = receive(page, due)

    other(page, "Chuyển bước")
    page.get_by_label("Người nhận").select_option(label="Võ Thành Long")
    page.get_by_label("Đơn vị nhận").select_option(value=str(unit.pk))
    fits(page)
    press(page, "Đạt – chuyển hồ sơ")
    expect(page.locator("main")).to_contain_text("Đã chuyển hồ sơ.")

    head = sign_in("truong-phong-bcvt", size=TABLET)
    head.goto("/stttt/my-work/")
    head.locator("main").get_by_role(
        "link", name=re.compile(address.rstrip("/").rsplit("/", 1)[1], re.IGNORECASE)
    ).first.click()
    other(head, "Yêu cầu bổ sung")
    head.get_by_label("Văn bản thông báo hoạt động").check()
    head.get_by_label("Lý do").fill("Văn bản chưa ký")
    press(head, "Ghi yêu cầu bổ sung")
    expect(head.locator(".dossier-day")).to_contain_text("chờ bổ sung")

    page.goto(address)
    page.locator(".next .btn-primary").click()
    press(page, "Ghi đã bổ sung đủ")
    expect(page.locator(".dossier-day")).to_have_text(due)

    head.goto(address)
    head.locator(".next .btn-primary").click()
    press(head, "Ghi kết quả")
    expect(head.locator("main")).to_contain_text(re.compile("bắt buộc|cần|Trường này"))
    head.get_by_label("Số, ký hiệu kết quả").fill("15/XN-STTTT")
    head.get_by_label("Người phê duyệt").fill("Trần Văn Sơn, Giám đốc")
    press(head, "Ghi kết quả")
    expect(head.locator("main")).to_contain_text("chờ trả")

    page.goto("/stttt/operation/dossiers/?state=READY")
    page.locator("main td a").first.click()
    page.locator(".next .btn-primary").click()
    page.get_by_label("Người nhận kết quả").fill("Lê Thị Bưởi")
    press(page, "Ghi đã trả kết quả")
    expect(page.locator("main")).to_contain_text("Đã trả kết quả")
    expect(page.locator("main")).to_contain_text("Trước hạn")
    fits(page)
    page.goto("/stttt/journal/")
    expect(page.locator("body")).not_to_contain_text("Bưởi")
