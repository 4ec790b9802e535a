"""A newcomer's day in a real browser: from the first questions to an issued text, by clicks, by paper and by keys alone."""

import re

import pytest
from playwright.sync_api import expect

from sotay.agency.clock import today
from sotay.web.demo.building import cast
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

DAY = f"{today():%d/%m/%Y}"
PAPER = "88/QĐ-STTTT"


def follow(page, name, *, within="main"):
    page.locator(within).get_by_role("link", name=name, exact=True).first.click()


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def open_clause(page, number):
    page.goto("/stttt/")
    page.get_by_role("link", name="Sổ tay").first.click()
    page.locator(f"a[href='/stttt/manual/statements/{number}/']").first.click(force=True)
    expect(page.locator("article h1")).to_be_visible()


def propose(page, number, sentence, *, reason=""):
    """Write a sentence at the end of a clause, in a new amendment when a reason for one is given."""
    page.goto(f"/stttt/manual/statements/{number}/")
    follow(page, "Sửa")
    box = page.get_by_label("Nội dung áp dụng")
    box.fill(f"{box.input_value()}\n\n{sentence}")
    if reason:
        page.get_by_label("Trong đợt sửa đổi").select_option(label="(mở đợt mới)")
        page.get_by_label("Lý do mở đợt mới").fill(reason)
    else:
        page.get_by_label("Trong đợt sửa đổi").select_option(index=1)
    press(page, "Xem trước")
    expect(page.locator("#preview ins")).to_contain_text(sentence.split()[0])
    press(page, "Lưu bản sửa")
    expect(page.locator("main")).to_contain_text("Đã lưu bản sửa")
    return page.url


def submit(page, amendment):
    page.goto(amendment)
    follow(page, "Trình duyệt")
    press(page, "Trình duyệt")
    expect(page.locator("main")).to_contain_text("Đã trình duyệt.")


def approve(page, title, word):
    """Find what waits from the overview and give the word."""
    page.goto("/stttt/")
    page.locator("main").get_by_role("link", name=re.compile(re.escape(title))).first.click()
    press(page, word)


def issue(page, amendment, number):
    page.goto(amendment)
    follow(page, "Ban hành")
    page.get_by_label("Số, ký hiệu quyết định ban hành").fill(number)
    page.get_by_role("textbox", name="Ngày ký").fill(DAY)
    press(page, "Ban hành")
    expect(page.locator("main")).to_contain_text("nội dung mới có hiệu lực")


def test_the_first_questions_turn_a_standing(sign_in):
    page = sign_in("thu-ky")
    expect(page).to_have_title(re.compile("Tổng quan"))
    page.goto("/stttt/standard/obligations/audit.yearly/")
    expect(page.locator("main .standing").first).not_to_contain_text(re.compile("đã thực hiện", re.IGNORECASE))

    page.get_by_role("link", name="Sổ tay").first.click()
    page.locator("main a.btn-primary[href$='/manual/startup/']").click()
    follow(page, "Cuộc đánh giá nội bộ gần nhất")
    page.get_by_label("Số, ký hiệu báo cáo").fill("31/BC-STTTT")
    page.get_by_role("textbox", name="Ngày phê duyệt báo cáo").fill(DAY)
    press(page, "Lưu và tiếp tục")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cuộc xem xét của lãnh đạo gần nhất")
    press(page, "Để sau")
    page.goto("/stttt/manual/startup/")

    rows = page.locator(".question-list li")
    expect(rows.filter(has_text="Cuộc đánh giá nội bộ gần nhất")).to_contain_text("31/BC-STTTT")
    expect(rows.filter(has_text="Cuộc xem xét của lãnh đạo gần nhất")).to_contain_text("Để sau")
    page.goto("/stttt/standard/obligations/audit.yearly/")
    expect(page.locator("main")).to_contain_text("31/BC-STTTT")
    expect(page.locator("main .standing").first).to_contain_text(re.compile("đã thực hiện", re.IGNORECASE))
    page.goto("/stttt/manual/statements/9.2/")
    expect(page.locator(".evidence")).to_contain_text("31/BC-STTTT")


def test_an_excluded_clause_says_why(sign_in):
    page = sign_in("thu-ky")

    open_clause(page, "8.3")

    expect(page.locator("main")).to_contain_text("Điều khoản 8.3 không áp dụng")
    expect(page.locator("main .notice").first).not_to_contain_text("Chưa nêu lý do")
    expect(page.locator(".leaf-meta .standing")).to_contain_text(re.compile("không áp dụng", re.IGNORECASE))


def test_two_statements_are_amended_approved_once_and_issued(sign_in):
    secretary = sign_in("thu-ky")
    first, second = "Bối cảnh được xem xét hằng quý.", "Mục tiêu được công khai tại trụ sở."
    reason = "Rà soát giữa năm"
    amendment = propose(secretary, "4.1", first, reason=reason)
    secretary.goto("/stttt/manual/statements/6.2/")
    follow(secretary, "Sửa")
    chosen = secretary.get_by_label("Trong đợt sửa đổi")
    chosen.select_option(label=chosen.locator("option", has_text=reason).inner_text())
    box = secretary.get_by_label("Nội dung áp dụng")
    box.fill(f"{box.input_value()}\n\n{second}")
    press(secretary, "Lưu bản sửa")
    assert secretary.url == amendment
    submit(secretary, amendment)

    committee = sign_in("pho-giam-doc")
    approve(committee, reason, "Đồng ý, chuyển bước tiếp theo")
    expect(committee.locator("main")).to_contain_text("chuyển bước tiếp theo")
    head = sign_in("giam-doc")
    approve(head, reason, "Phê duyệt")
    expect(head.locator("main")).to_contain_text("Đã phê duyệt.")

    open_clause(secretary, "4.1")
    expect(secretary.locator("main")).to_contain_text("Bản sửa đã duyệt, chờ ban hành")
    expect(secretary.locator(".prose")).not_to_contain_text(first)
    issue(secretary, amendment, "90/QĐ-STTTT")

    for number, sentence in (("4.1", first), ("6.2", second)):
        open_clause(secretary, number)
        expect(secretary.locator(".prose")).to_contain_text(sentence)
        expect(secretary.locator(".leaf-meta")).to_contain_text("lần sửa đổi 01")
    secretary.goto("/stttt/journal/")
    told = secretary.locator("main")
    for said in ("Trình đợt sửa đổi", "Đợt sửa đổi được phê duyệt", "Ban hành đợt sửa đổi"):
        expect(told).to_contain_text(said)
    expect(told).to_contain_text("Trần Văn Bình")


def test_a_signed_paper_approves_as_well(sign_in):
    secretary = sign_in("thu-ky")
    sentence = "Yêu cầu của tổ chức, cá nhân được tổng hợp hằng tháng."
    amendment = propose(secretary, "4.2", sentence, reason="Theo ý kiến của lãnh đạo Sở")
    submit(secretary, amendment)

    follow(secretary, "Nhập văn bản đã ký")
    follow(secretary, "Nhập văn bản đã ký")
    secretary.get_by_label("Số, ký hiệu").fill(PAPER)
    secretary.get_by_role("textbox", name="Ngày ký").fill(DAY)
    secretary.get_by_label("Người ký", exact=True).fill("Trần Văn Bình")
    press(secretary, "Nhập văn bản đã ký")

    expect(secretary.locator("main")).to_contain_text("Đã ghi phê duyệt theo văn bản đã ký.")
    expect(secretary.locator("main")).to_contain_text(PAPER)
    issue(secretary, amendment, "91/QĐ-STTTT")
    open_clause(secretary, "4.2")
    expect(secretary.locator(".prose")).to_contain_text(sentence)


def test_keys_alone_suffice_to_sign_in_and_search(window):
    page = window()
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type("thu-ky")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "password"
    page.keyboard.type(cast()["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/stttt/")

    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("chinh sach chat luong")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")

    found = page.locator("main").get_by_role("link", name=re.compile("chính sách chất lượng", re.IGNORECASE)).first
    expect(found).to_be_visible()
    for _step in range(60):
        page.keyboard.press("Tab")
        if found.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/search/" not in url)
    expect(page.locator("main h1")).to_be_visible()


def test_a_phone_leads_from_the_overview_to_a_clause(sign_in):
    page = sign_in("cong-chuc", size=PHONE)

    page.goto("/stttt/manual/")
    page.goto("/stttt/manual/statements/8.3/")

    expect(page.locator("main")).to_contain_text("Điều khoản 8.3 không áp dụng")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
