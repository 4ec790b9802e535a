"""A newcomer's day in a real browser: from the first questions to an issued text, by clicks, by paper and by keys alone."""

import re

import pytest
from playwright.sync_api import expect

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.manual.statements.models import IssuedText, Statement
from sotay.web.demo.building import cast
from tests.browser.conftest import PHONE, watch

pytestmark = pytest.mark.browser

DAY = f"{today():%d/%m/%Y}"
PAPER, REPORT = "88/QĐ-STTTT", "31/BC-STTTT"
AUDIT = "Cuộc đánh giá nội bộ gần nhất"
GAP = "Chưa có nội dung áp dụng được duyệt cho"
UNIT = "Phòng Chuyển đổi số"


def follow(page, name, *, within="main"):
    page.locator(within).get_by_role("link", name=name, exact=True).first.click()


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def open_clause(page, number):
    page.goto("/stttt/")
    page.get_by_role("link", name="Sổ tay").first.click()
    page.locator(f"a[href='/stttt/manual/statements/{number}/']").first.click(force=True)
    expect(page.locator("article h1")).to_be_visible()


def propose(page, number, sentence, *, amendment=None, reason=""):
    """Write a sentence at the end of a clause, in an amendment that is named or in a new one for a reason; return the amendment."""
    page.goto(f"/stttt/manual/statements/{number}/")
    follow(page, "Sửa")
    box = page.get_by_label("Nội dung áp dụng")
    box.fill(f"{box.input_value()}\n\n{sentence}".strip())
    where = page.get_by_label("Trong đợt sửa đổi")
    if amendment:
        where.select_option(value=where.locator("option", has_text=reason).get_attribute("value"))
    else:
        where.select_option(label="(mở đợt mới)")
        page.get_by_label("Lý do mở đợt mới").fill(reason)
    press(page, "Xem trước")
    expect(page.locator("#preview")).to_contain_text(sentence)
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


def answer(page, question, **typed):
    """Answer one of the first questions and be led to the next."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(question)
    for label, value in typed.items():
        page.get_by_role("textbox", name=label).fill(value)
    press(page, "Lưu và tiếp tục")


def test_the_papers_of_the_first_questions_stand_as_evidence(sign_in):
    page = sign_in("thu-ky")
    expect(page).to_have_title(re.compile("Tổng quan"))
    expect(page.locator("main")).to_contain_text("Khai báo hiện trạng")
    page.locator("main a.btn-primary[href$='/manual/startup/']").click()
    follow(page, "Cơ quan dùng Sotay từ ngày nào?")
    answer(page, "Cơ quan dùng Sotay từ ngày nào?", **{"Dùng hệ thống từ ngày": DAY})
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quyết định thành lập Ban Chỉ đạo ISO")
    page.goto("/stttt/manual/startup/")
    follow(page, AUDIT)
    answer(page, AUDIT, **{"Số, ký hiệu báo cáo": REPORT, "Ngày phê duyệt báo cáo": DAY})
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cuộc xem xét của lãnh đạo gần nhất")
    press(page, "Để sau")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lần kiểm tra gần nhất của cơ quan quản lý")

    page.goto("/stttt/manual/startup/")
    rows = page.locator(".question-list li")
    expect(rows.filter(has_text=AUDIT)).to_contain_text(REPORT)
    expect(rows.filter(has_text="Cuộc xem xét của lãnh đạo gần nhất")).to_contain_text("Để sau")
    page.goto("/stttt/standard/obligations/audit.yearly/")
    expect(page.locator("main .card", has_text="Bằng chứng nhập khi khởi tạo")).to_contain_text(REPORT)
    expect(page.locator("main .standing").first).to_contain_text("Đã thực hiện")
    page.goto("/stttt/manual/statements/9.2/")
    expect(page.locator(".evidence", has_text=REPORT)).to_be_visible()
    page.goto("/stttt/journal/")
    expect(page.locator("main")).to_contain_text("Khai báo hiện trạng")


def test_the_overview_says_where_the_agency_stands_and_leads_on(sign_in):
    page = sign_in("thu-ky")

    expect(page.locator("main .ring").first).to_be_visible()
    expect(
        page.locator("main .card", has_text="Việc quá hạn và người giữ").locator("tr, .card-empty").first
    ).to_be_visible()
    page.locator("main .card", has_text="Theo điều khoản").get_by_role("link", name="Sự lãnh đạo").click()
    follow(page, "16. Phổ biến chính sách chất lượng đến từng người")

    expect(page.locator("main h1")).to_have_text("Phổ biến chính sách chất lượng đến từng người")
    expect(page.locator("main .standing").first).to_be_visible()


def test_an_excluded_clause_says_why(sign_in):
    page = sign_in("thu-ky")

    open_clause(page, "8.3")

    expect(page.locator("main")).to_contain_text("Điều khoản 8.3 không áp dụng")
    expect(page.locator("main")).to_contain_text("Sở không tự thiết kế sản phẩm, dịch vụ mới")
    expect(page.locator(".leaf-meta .standing")).to_contain_text(re.compile("không áp dụng", re.IGNORECASE))


def approved_by_click(secretary, amendment, reason, sign_in):
    """Let the committee pass the set on and the head approve it, each once and found from the overview."""
    committee = sign_in("pho-giam-doc")
    approve(committee, reason, "Đồng ý, chuyển bước tiếp theo")
    expect(committee.locator("main")).to_contain_text("chuyển bước tiếp theo")
    head = sign_in("giam-doc")
    approve(head, reason, "Phê duyệt")
    expect(head.locator("main")).to_contain_text("Đã phê duyệt.")


def approved_by_paper(secretary, amendment, reason, sign_in):
    """Let the secretary enter the paper that the head signed."""
    secretary.goto(amendment)
    follow(secretary, "Nhập văn bản đã ký")
    follow(secretary, "Nhập văn bản đã ký")
    secretary.get_by_label("Số, ký hiệu").fill(PAPER)
    secretary.get_by_role("textbox", name="Ngày ký").fill(DAY)
    secretary.get_by_label("Người ký", exact=True).fill("Trần Văn Bình")
    press(secretary, "Nhập văn bản đã ký")
    expect(secretary.locator("main")).to_contain_text("Đã ghi phê duyệt theo văn bản đã ký.")
    expect(secretary.locator("main")).to_contain_text(PAPER)


def unwritten(*clauses):
    """Make the manual one in which nobody has written these clauses yet."""
    for statement in Statement.objects.filter(agency__short_name="stttt", slug__in=clauses):
        IssuedText.objects.filter(statement=statement).update(text="")
        statement.text = ""
        statement.save()


WAYS = {
    "by_click": (approved_by_click, ("Trần Văn Bình", "Lê Thị Hồng Vân")),
    "by_paper": (approved_by_paper, ("Nhập văn bản đã ký",)),
}


@pytest.mark.parametrize("way", WAYS)
def test_two_statements_are_amended_and_approved_once_and_the_standing_turns(sign_in, way):
    approved, told = WAYS[way]
    unwritten("4.1", "6.2")
    secretary = sign_in("thu-ky")
    standing = "/stttt/standard/obligations/own.statements/"
    secretary.goto(standing)
    expect(secretary.locator("main .standing").first).not_to_contain_text("Đã thực hiện")
    expect(secretary.locator("main")).to_contain_text(f"{GAP} 2 điều khoản: 4.1, 6.2.")

    first, second, reason = "Bối cảnh được xem xét hằng quý.", "Mục tiêu được công khai tại trụ sở.", "Rà soát giữa năm"
    amendment = propose(secretary, "4.1", first, reason=reason)
    assert propose(secretary, "6.2", second, amendment=amendment, reason=reason) == amendment
    submit(secretary, amendment)
    secretary.goto(standing)
    expect(secretary.locator("main")).to_contain_text(GAP)
    approved(secretary, amendment, reason, sign_in)

    secretary.goto(standing)
    expect(secretary.locator("main .standing").first).to_contain_text("Đã thực hiện")
    expect(secretary.locator("main")).not_to_contain_text(GAP)
    open_clause(secretary, "4.1")
    expect(secretary.locator("main")).to_contain_text("Bản sửa đã duyệt, chờ ban hành")
    expect(secretary.locator(".prose", has_text=first)).to_have_count(0)
    issue(secretary, amendment, "90/QĐ-STTTT")
    for number, sentence in (("4.1", first), ("6.2", second)):
        open_clause(secretary, number)
        expect(secretary.locator(".prose")).to_contain_text(sentence)
        expect(secretary.locator(".leaf-meta")).to_contain_text("lần sửa đổi 03")
    secretary.goto("/stttt/journal/")
    for said in ("Trình đợt sửa đổi", "Đợt sửa đổi được phê duyệt", "Ban hành đợt sửa đổi", *told):
        expect(secretary.locator("main")).to_contain_text(said)


def test_a_form_clicked_twice_is_sent_once(sign_in):
    page = sign_in("quan-tri")
    page.goto("/stttt/organisation/units/new/")
    page.get_by_label("Mã đơn vị").fill("CDS")
    page.get_by_label("Tên đơn vị").fill(UNIT)

    page.locator("main form button.btn-primary").first.dblclick()

    expect(page.locator("main h1")).to_contain_text(UNIT)
    assert Unit.objects.filter(agency__short_name="stttt", name=UNIT).count() == 1


def test_two_windows_on_one_record_do_not_overwrite_each_other(sign_in):
    one = sign_in("quan-tri")
    other = watch(one.context.new_page())
    for page in (one, other):
        page.goto("/stttt/organisation/units/vp/change/")
    one.get_by_label("Tên đơn vị").fill("Văn phòng Sở")
    press(one, "Lưu")
    expect(one.locator("main h1")).to_contain_text("Văn phòng Sở")

    other.get_by_label("Tên đơn vị").fill("Văn phòng cơ quan")
    press(other, "Lưu")

    expect(other.locator("#error-summary")).to_be_focused()
    expect(other.locator("main")).to_contain_text("Văn phòng Sở")
    expect(other.get_by_label("Tên đơn vị")).to_have_value("Văn phòng cơ quan")
    assert Unit.objects.get(agency__short_name="stttt", slug="vp").name == "Văn phòng Sở"
    press(other, "Lưu")
    expect(other.locator("main h1")).to_contain_text("Văn phòng cơ quan")
    assert other.complaints == []


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
