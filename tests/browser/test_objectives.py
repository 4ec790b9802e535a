"""A year of objectives in a real browser: a target nobody can measure is mended, a missed result has its cause, a unit is reminded."""

import re

import pytest
from playwright.sync_api import expect

from sotay.agency.clock import today
from tests.browser.conftest import PHONE
from tests.browser.test_journey import follow, press

pytestmark = pytest.mark.browser

YEAR = today().year
SET = f"/stttt/planning/objectives/sets/{YEAR}-bcvt/"
PERIOD = f"{YEAR}-Y"
STATEMENT = "Giảm hồ sơ trễ hạn của phòng"


def pick(page, label, words):
    """Choose the first option in which the words stand."""
    box = page.get_by_label(label)
    box.select_option(value=box.locator("option").filter(has_text=words).first.get_attribute("value"))


def revise(page):
    """Begin a revision of the set of the head's unit; return its address."""
    page.goto(SET)
    follow(page, "Điều chỉnh")
    page.get_by_label("Lý do").fill("Bổ sung mục tiêu về hồ sơ trễ hạn")
    press(page, "Lập bản điều chỉnh")
    expect(page.locator("main")).to_contain_text("Đã lập bản điều chỉnh")
    return page.url


def write_objective(page):
    """Write an objective that cannot be measured, read why, mend it and plan it."""
    follow(page, "Thêm mục tiêu")
    page.get_by_label("Nội dung mục tiêu").fill(STATEMENT)
    page.locator("#id_target_text").fill("tốt hơn năm trước")
    page.get_by_label("Cách tính").fill("Số hồ sơ trễ hạn chia cho số hồ sơ đã giải quyết của phòng")
    pick(page, "Người chịu trách nhiệm", re.compile("Trưởng phòng.*Bưu chính"))
    press(page, "Lưu mục tiêu")
    expect(page.locator("main")).to_contain_text("không có con số hoặc ngày để đo")

    page.locator("main a[href$='/change/']").first.click()
    expect(page.get_by_label("Nội dung mục tiêu")).to_have_value(STATEMENT)
    page.locator("#id_target_text").fill("dưới 3 %")
    press(page, "Lưu")
    expect(page.locator("main")).not_to_contain_text("không có con số hoặc ngày để đo")

    follow(page, "Thêm việc vào kế hoạch")
    page.get_by_label("Công việc, biện pháp").fill("Nhắc hồ sơ còn ba ngày làm việc")
    pick(page, "Người thực hiện", re.compile("Trưởng phòng.*Bưu chính"))
    page.get_by_role("textbox", name="Đến ngày").fill(f"20/12/{YEAR}")
    page.get_by_label("Cách đánh giá kết quả").fill("Số hồ sơ trễ hạn hằng tháng")
    press(page, "Lưu")


def report(page):
    """Report the year: one result is taken from the counts, a missed objective is refused without its cause, and sent with it."""
    page.goto(f"/stttt/planning/results/{PERIOD}/units/bcvt/")
    blocks = page.locator("fieldset.result-block")
    expect(blocks).to_have_count(3)
    expect(blocks.nth(0).get_by_label(re.compile("Lấy theo số liệu"))).to_be_checked()
    for place, value in ((1, "61,2"), (2, "4,5")):
        blocks.nth(place).get_by_label(re.compile("Kết quả đạt được")).fill(value)
    press(page, "Lưu, xem lại để gửi")
    expect(page.locator("main")).to_contain_text("cần nêu nguyên nhân")

    page.goto(f"/stttt/planning/results/{PERIOD}/units/bcvt/")
    missed = page.locator("fieldset.result-block").nth(2)
    expect(missed.get_by_label(re.compile("Kết quả đạt được"))).to_have_value(re.compile("4,5"))
    missed.get_by_label(re.compile("Nguyên nhân")).fill("Hồ sơ phải lấy ý kiến nhiều cơ quan")
    missed.get_by_label(re.compile("Giải pháp")).fill("Gửi lấy ý kiến ngay trong ngày tiếp nhận")
    press(page, "Lưu, xem lại để gửi")
    expect(page.locator("main")).not_to_contain_text("cần nêu nguyên nhân")
    follow(page, "Gửi báo cáo")
    press(page, "Gửi báo cáo")


def standing_of_unit(page):
    page.goto("/stttt/standard/obligations/objectives.year/")
    return page.locator("main tr").filter(has_text="Bưu chính").filter(has_text=str(YEAR)).locator(".standing").first


def test_an_objective_is_made_measurable_approved_reported_and_the_standing_turns(sign_in):
    unit_head = sign_in("truong-phong-bcvt")
    expect(standing_of_unit(unit_head)).not_to_contain_text(re.compile("đã thực hiện", re.IGNORECASE))
    revision = revise(unit_head)
    write_objective(unit_head)
    unit_head.goto(revision)
    follow(unit_head, "Trình phê duyệt")
    press(unit_head, "Trình phê duyệt")
    expect(unit_head.locator("main")).to_contain_text("Đã trình phê duyệt.")

    head = sign_in("giam-doc")
    head.goto("/stttt/my-work/")
    head.locator("main").get_by_role("link", name=re.compile("Bưu chính")).first.click()
    press(head, "Phê duyệt")
    expect(head.locator("main")).to_contain_text("Đã phê duyệt.")
    unit_head.goto(revision)
    expect(unit_head.locator("main")).to_contain_text("Đang thực hiện")

    report(unit_head)
    secretary = sign_in("thu-ky")
    approve_from_my_work(secretary, "Kết quả mục tiêu")
    committee = sign_in("pho-giam-doc")
    approve_from_my_work(committee, "Kết quả mục tiêu")

    expect(standing_of_unit(unit_head)).to_contain_text(re.compile("đã thực hiện", re.IGNORECASE))


def approve_from_my_work(page, title):
    page.goto("/stttt/my-work/")
    page.locator("main").get_by_role("link", name=re.compile(f"{title}.*Bưu chính")).first.click()
    page.locator("main button.btn-primary").first.click()
    expect(page.locator("main")).to_contain_text(re.compile("chuyển bước tiếp theo|Đã phê duyệt"))


def test_the_secretary_sees_the_missing_unit_and_reminds_it(sign_in):
    page = sign_in("thu-ky")
    page.goto(f"/stttt/planning/results/?period={YEAR}-H1")

    missing = page.locator("main tr").filter(has_text="Báo chí")
    expect(missing).to_contain_text("Chưa có bộ mục tiêu")
    expect(page.locator("textarea").first).to_have_value(re.compile("Phòng Thông tin, Báo chí, Xuất bản"))
    missing.get_by_role("button", name="Nhắc").click()
    expect(page.locator("main")).to_contain_text("chưa có ai khác phụ trách đơn vị để nhắc")

    page.goto(f"/stttt/planning/results/?period={PERIOD}")
    missing = page.locator("main tr").filter(has_text="Thanh tra")
    missing.get_by_role("button", name="Nhắc").click()
    expect(page.locator("main")).to_contain_text("Đã nhắc: Thanh tra.")
    expect(missing).to_contain_text(re.compile(r"Nhắc gần nhất .*: Đỗ Quang Dũng"))
    page.goto("/stttt/journal/")
    expect(page.locator("main")).to_contain_text("Nhắc gửi báo cáo kết quả mục tiêu")


def test_work_is_given_taken_reported_and_confirmed_on_a_phone(sign_in):
    unit_head = sign_in("truong-phong-cntt")
    unit_head.goto("/stttt/work/assignments/new/")
    unit_head.get_by_label("Nội dung công việc").fill("Kiểm tra bản sao lưu tháng này")
    pick(unit_head, "Người thực hiện", "Bùi Thị Thu Hà")
    unit_head.locator("main form button.btn-primary").first.click()
    expect(unit_head.locator("main h1")).to_contain_text("Kiểm tra bản sao lưu")

    doer = sign_in("to-cong-tac", size=PHONE)
    doer.goto("/stttt/my-work/")
    doer.locator("main").get_by_role("link", name=re.compile("Kiểm tra bản sao lưu")).first.click()
    step_on(doer)
    expect(doer.locator("main")).to_contain_text("Báo kết quả khi hoàn thành")
    step_on(doer)
    doer.get_by_label("Kết quả").fill("Khôi phục thử thành công, biên bản số 12.")
    doer.locator("main form button.btn-primary").first.click()
    assert doer.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    unit_head.reload()
    step_on(unit_head)
    expect(unit_head.locator("main")).to_contain_text("Đã xác nhận")


def step_on(page):
    """Take the one next step of a record."""
    page.locator(".next .btn-primary").first.click()
