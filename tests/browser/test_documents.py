"""The life of documents in a real browser: a set taken over and issued, a revision from draft to readers, a law followed."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from docx import Document as Word
from openpyxl import Workbook
from playwright.sync_api import expect
from pypdf import PdfReader

from sotay.agency.clock import today
from sotay.support.documents.models import Document, Revision
from sotay.support.jobs import put_revisions_in_force
from sotay.ui.formats import HANOI
from tests.browser.conftest import PHONE
from tests.browser.test_journey import follow, press

pytestmark = pytest.mark.browser

HEAD = ("Mã tài liệu", "Tên tài liệu", "Loại", "Cấp", "Đơn vị", "Lần ban hành", "Ngày hiệu lực", "Tên tệp")
TAKEN = {
    "QT VP 01": "Quy trình tiếp nhận và xử lý văn bản đến",
    "QT VP 02": "Quy trình soạn thảo và phát hành văn bản",
    "BM VP 01": "Phiếu trình giải quyết công việc",
}


def word(code, title):
    """Return a small Word file as an office writes it."""
    paper, kept = Word(), io.BytesIO()
    for line in ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", title.upper(), f"Mã hiệu: {code}", "1. MỤC ĐÍCH", f"{title} của Sở."):
        paper.add_paragraph(line)
    paper.save(kept)
    return kept.getvalue()


def packed(*, last_day):
    """Return a ZIP with a list and its files; one cell of the list holds the day given."""
    workbook, book, kept = Workbook(), io.BytesIO(), io.BytesIO()
    workbook.active.append(HEAD)
    for code, title in TAKEN.items():
        kind = "Biểu mẫu" if code.startswith("BM") else "Quy trình"
        level, day = ("IV", last_day) if kind == "Biểu mẫu" else ("II", "01/07/2025")
        workbook.active.append((code, title, kind, level, "VP", "02", day, f"{code}.docx"))
    workbook.save(book)
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("danh sách.xlsx", book.getvalue())
        for code, title in TAKEN.items():
            archive.writestr(f"{code}.docx", word(code, title))
    return kept.getvalue()


def upload(page, content):
    page.get_by_label("Tệp", exact=True).set_input_files(
        {"name": "bo-tai-lieu.zip", "mimeType": "application/zip", "buffer": content}
    )
    press(page, "Tải lên và kiểm tra")


def fill_decision(page, number, day):
    page.get_by_label("hoặc số, ký hiệu văn bản mới").fill(number)
    page.get_by_role("textbox", name="Ngày ký văn bản mới").fill(day)
    page.get_by_label(re.compile("^Người ký")).fill("Trần Văn Bình")


def test_the_set_of_an_agency_is_tried_out_mended_taken_over_and_issued_by_one_paper(sign_in):
    page = sign_in("thu-ky")
    page.goto("/stttt/support/issues/")
    follow(page, "Nhập tài liệu đang có")
    upload(page, packed(last_day="31/02/2025"))
    row = page.locator("main tr").filter(has_text="31/02/2025")
    expect(row).to_contain_text("danh sách.xlsx")
    expect(row).to_contain_text("Ngày hiệu lực")
    assert not Document.objects.filter(code__in=TAKEN).exists()

    follow(page, "Tải tệp đã sửa")
    upload(page, packed(last_day="15/07/2025"))
    expect(page.locator("main")).to_contain_text("Xem trước: chưa thay đổi gì")
    assert not Document.objects.filter(code__in=TAKEN).exists()
    page.locator(".run-actions button.btn-primary").click()
    follow(page, "Tiếp tục")
    page.locator("main").get_by_role("link", name=re.compile("Tài liệu đang có, nhập ngày")).first.click()
    for code in TAKEN:
        expect(page.locator("main")).to_contain_text(code)

    follow(page, "Ban hành")
    fill_decision(page, "77/QĐ-STTTT", "27/06/2025")
    press(page, "Ban hành")
    expect(page.locator("main")).to_contain_text("77/QĐ-STTTT, 27/06/2025")

    page.goto("/stttt/support/documents/")
    page.locator("main").get_by_role("link", name=re.compile("QT VP 02|soạn thảo và phát hành")).first.click()
    expect(page.locator("main .state").first).to_contain_text("hiệu lực")
    expect(page.locator("main")).to_contain_text("Trần Văn Bình, 27/06/2025")
    expect(page.locator("main")).to_contain_text("01/07/2025")
    in_force = Revision.objects.filter(document__code__in=TAKEN, state=Revision.State.IN_FORCE)
    assert {one.document.code: f"{one.in_force_date:%d/%m/%Y}" for one in in_force.select_related("document")} == {
        "QT VP 01": "01/07/2025",
        "QT VP 02": "01/07/2025",
        "BM VP 01": "15/07/2025",
    }


def first_link(page, words):
    page.locator("main a", has_text=words).first.click()


def decide(page, code, *, done):
    """Find what waits for a decision and give the word."""
    page.goto("/stttt/my-work/")
    first_link(page, code)
    page.locator("main button.btn-primary").first.click()
    expect(page.locator("main")).to_contain_text(done)


def open_document(page, code):
    slug = Document.objects.get(agency__short_name="stttt", code=code).slug
    page.goto(f"/stttt/support/documents/{slug}/")


def read_copy(page, revision):
    """Return the words on the copy of a revision that is given out."""
    answer = page.request.get(f"/stttt/support/documents/revisions/{revision.slug}/copy/")
    assert answer.ok
    return "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)


CHANGED = "Kiểm tra hiệu lực sau ba tháng thay cho một tháng."


def test_a_revision_is_reviewed_approved_issued_and_read_from_the_day_it_is_in_force(sign_in, window):
    old = Revision.objects.get(document__code="QT BIS 03", state=Revision.State.IN_FORCE)
    unit_head = sign_in("chanh-van-phong")
    open_document(unit_head, old.document.code)
    assert old.check_code in read_copy(unit_head, old)
    follow(unit_head, "Chọn nơi nhận")
    expect(unit_head.get_by_label("Văn phòng")).to_be_checked()
    press(unit_head, "Lưu nơi nhận")
    follow(unit_head, "Lập bản sửa đổi")
    unit_head.get_by_label("Nội dung thay đổi").fill(CHANGED)
    press(unit_head, "Lập và soạn nội dung")
    unit_head.get_by_label("Nội dung phần 1").fill("Kiểm tra hiệu lực sau ba tháng.")
    press(unit_head, "Lưu bản đang soạn")
    follow(unit_head, "Trình soát xét, phê duyệt")
    press(unit_head, "Trình")
    expect(unit_head.locator("main")).to_contain_text("Đã trình soát xét, phê duyệt.")

    deputy = sign_in("pho-giam-doc")  # the head of the committee, for the head of the unit who wrote it
    decide(deputy, old.document.code, done="chuyển bước tiếp theo")
    secretary = sign_in("thu-ky")
    decide(secretary, old.document.code, done="chuyển bước tiếp theo")
    head = sign_in("giam-doc")
    decide(head, old.document.code, done="Đã phê duyệt.")

    tomorrow = timezone.now().astimezone(HANOI) + timedelta(days=1)
    open_document(secretary, old.document.code)
    follow(secretary, "Ban hành")
    fill_decision(secretary, "101/QĐ-STTTT", f"{today():%d/%m/%Y}")
    secretary.get_by_role("textbox", name="Có hiệu lực từ ngày").fill(f"{tomorrow:%d/%m/%Y}")
    press(secretary, "Ban hành")
    expect(secretary.locator("main")).to_contain_text(f"Đã ban hành, có hiệu lực từ ngày {tomorrow:%d/%m/%Y}")
    put_revisions_in_force()
    old.refresh_from_db()
    assert old.state == Revision.State.IN_FORCE

    with time_machine.travel(tomorrow):
        put_revisions_in_force()
        old.refresh_from_db()
        assert old.state == Revision.State.SUPERSEDED
        readers = read_by_staff(sign_in, old.document)
        expect(readers.locator("main")).to_contain_text("1/4")
        stranger = window(size=PHONE)
        stranger.goto(f"/c/{old.token}/")
        new = old.document.revisions.get(state=Revision.State.IN_FORCE)
        expect(stranger.locator("main")).to_contain_text(
            f"Đã được thay thế bằng {new.number}, từ ngày {tomorrow:%d/%m/%Y}"
        )
        expect(stranger.locator("main")).not_to_contain_text("ba tháng")
        stranger.goto(f"/c/{new.token}/")
        expect(stranger.locator("main")).to_contain_text("Còn hiệu lực")


def read_by_staff(sign_in, document):
    """Let somebody of the staff read and confirm on a phone; return the page that counts, which said nobody before."""
    readers = sign_in("thu-ky")
    readers.goto(f"/stttt/support/documents/{document.slug}/readers/")
    expect(readers.locator("main")).to_contain_text("0/4")
    staff = sign_in("van-thu", size=PHONE)
    staff.goto("/stttt/my-work/")
    first_link(staff, document.code)
    expect(staff.locator("main")).to_contain_text(CHANGED)
    assert staff.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    press(staff, "Tôi đã đọc và hiểu")
    expect(staff.locator("main")).to_contain_text("Đã ghi: anh, chị đã đọc và hiểu")
    readers.reload()
    return readers


LAW = "212/2025/NĐ-CP"


def test_a_law_is_given_to_a_unit_whose_procedure_it_changes_by_its_deadline(sign_in):
    secretary = sign_in("thu-ky")
    secretary.goto("/stttt/context/laws/")
    follow(secretary, "Thêm văn bản")
    secretary.get_by_label("Số, ký hiệu").fill(LAW)
    secretary.get_by_label("Tên, trích yếu").fill("Sửa đổi quy định về cấp giấy phép bưu chính")
    secretary.get_by_role("textbox", name="Ngày ban hành").fill("15/10/2025")
    secretary.get_by_role("textbox", name="Ngày có hiệu lực").fill("30/11/2025")
    secretary.get_by_label(re.compile("Bưu chính")).check()
    secretary.locator("main form button.btn-primary").first.click()
    expect(secretary.locator("main")).to_contain_text("28/02/2026")
    expect(secretary.locator("main")).to_contain_text("02/03/2026")

    unit_head = sign_in("truong-phong-bcvt")
    unit_head.goto("/stttt/my-work/")
    first_link(unit_head, LAW)
    expect(unit_head.locator("main")).to_contain_text("Hạn đưa vào hệ thống: 28/02/2026")
    card = unit_head.locator("main section.card").filter(has_text="Bưu chính")
    card.get_by_role("link", name="Ảnh hưởng đến tài liệu").click()
    unit_head.get_by_label(re.compile("QT BC 01")).check()
    press(unit_head, "Ghi kết luận")
    press(unit_head, "Lập 1 phiếu yêu cầu sửa")
    expect(unit_head.locator("main")).to_contain_text("Đã lập 1 phiếu yêu cầu.")
    first_link(unit_head, "YC-")
    expect(unit_head.locator("main")).to_contain_text(LAW)
    expect(unit_head.locator("main")).to_contain_text("QT BC 01")
