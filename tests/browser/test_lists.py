"""A day's list of another system in a real browser: three bad rows named, the others taken, the mended ones afterwards."""

import pytest
from playwright.sync_api import expect

from sotay.agency.models import Agency
from sotay.operation.dossiers.models import Dossier
from tests.factories.services import ServiceFactory
from tests.operation.dossiers.lists.lists import HEAD, book_of, code_of, row

pytestmark = pytest.mark.browser
TABLET = {"width": 1024, "height": 768}


def send(page, rows):
    """Upload a list and have it checked by the columns recognised."""
    page.goto("/stttt/operation/dossier-lists/import/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("Tệp").set_input_files({"name": "ngay.xlsx", "mimeType": kind, "buffer": book_of(*rows)})
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_role("heading", name="Chọn cột của danh sách")).to_be_visible()
    page.get_by_role("button", name="Kiểm tra danh sách").click()


def test_a_day_s_list_comes_in_with_three_bad_rows_named(sign_in):
    agency = Agency.objects.get(short_name="stttt")
    ServiceFactory(agency=agency, code="1.000001", name="Cấp giấy phép họp báo")
    titled = [("DANH SÁCH HỒ SƠ TRONG NGÀY",), (), (), (), HEAD]
    bad = [row(2, received="31/02/2026"), row(4, service="9.999999"), row(5, returned="01/05/2026", result="")]
    page = sign_in("mot-cua", size=TABLET)

    send(page, [*titled, row(1), bad[0], row(3), *bad[1:]])

    for place in ("dòng 7, cột “Ngày tiếp nhận” (E7)", "dòng 9, cột “Mã TTHC” (B9)", "dòng 10, cột “Ngày trả” (H10)"):
        expect(page.get_by_text(place)).to_be_visible()
    page.get_by_role("button", name="Nhập các dòng đúng, để lại 3 dòng lỗi").click()
    expect(page.get_by_text("Các dòng để lại, chưa nhập")).to_be_visible()
    page.get_by_role("link", name="Tiếp tục").click()
    page.get_by_label("Mã hồ sơ, thủ tục").fill("000.00.16.H47")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text(code_of(1)).first).to_be_visible()
    expect(page.get_by_text(code_of(2))).to_have_count(0)

    send(page, [*titled, row(2), row(4), row(5)])
    page.get_by_role("button", name="Nhập vào hệ thống").click()
    expect(page.get_by_text("Đã thêm")).to_be_visible()
    assert Dossier.objects.filter(agency=agency, source__isnull=False, key__in=map(code_of, range(1, 6))).count() == 5
