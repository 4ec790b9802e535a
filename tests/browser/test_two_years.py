"""Two years of an agency by its pages: an audit's findings are followed until they hold, and the next review asks for what was decided."""

import re
from datetime import date

import pytest
import time_machine
from playwright.sync_api import expect

from sotay.agency.models import Seat
from sotay.evaluation.models import Audit, Review
from sotay.improvement.models import Nonconformity
from sotay.improvement.nonconformities.models import Round
from sotay.journal.queries import verify_chain
from tests.browser.conftest import DESK, picture, watch
from tests.browser.test_axe import keep_signed_in
from tests.conftest import SignedIn, person
from tests.demonstration import copied_database
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.evaluation import AuditorFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.browser

LONG_AGO = date(2020, 1, 1)
ROLES = {
    "secretary": Seat.Role.SECRETARY,
    "head": Seat.Role.HEAD,
    "committee": Seat.Role.COMMITTEE_HEAD,
    "lead": Seat.Role.AUDITOR,
    "second": Seat.Role.AUDITOR,
}
UNITS = {"office": ("VP", "Văn phòng"), "lab": ("CNTT", "Phòng Công nghệ thông tin")}
FOUND = {
    "office": {"7.5.3/1": "MINOR", "8.5.1/1": "NOTE", "9.1.2/1": "NOTE"},
    "lab": {"8.4.1/1": "MINOR", "7.2/1": "NOTE", "7.3/1": "CONFORMS"},
}
"""What is found: two minor nonconformities and three notes, one question conforms."""


class Office:
    """Those who act, each in the same window with the own session, on the day it is."""

    def __init__(self, agency, people, page, server, clock):
        self.agency, self.people, self.page, self.server, self.clock = agency, people, page, server, clock

    def on(self, year, month, day):
        """Let a day come, its morning."""
        self.clock.move_to(f"{year}-{month:02d}-{day:02d}T02:00:00+00:00")

    def sits(self, who, path):
        """Let somebody open a page."""
        self.page.goto("about:blank")
        session = SignedIn(self.people[who]).cookies["sessionid"].value
        keep_signed_in(self.page.context, session, self.server)
        answer = self.page.goto(f"/{self.agency.short_name}/{path}")
        assert answer.status == 200, f"{who} at {path}: {answer.status}"
        return self.page

    def goes(self, who, path, ends):
        """Let somebody open a page and follow what leads on from it, by the end of its address."""
        page = self.sits(who, path)
        page.locator(f"main a[href*='{ends}']").first.click()
        page.wait_for_url(lambda url: ends in url)
        return page

    def approves(self, who, words):
        """Let somebody find what waits for a decision among the own work and give the word."""
        page = self.sits(who, "my-work/")
        page.locator("main").get_by_role("link", name=re.compile(words)).first.click()
        page.locator("main form button.btn-primary").first.click()
        expect(page.locator("main")).to_contain_text("Đã phê duyệt")


def fill(page, **values):
    """Fill in a form by the names of its fields: boxes, cards, lists."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']")
        kind = field.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind in {"radio", "checkbox"}:
            for one in field.all():  # what is offered is ticked already
                if kind == "checkbox" and one.is_checked():
                    one.uncheck(force=True)
            for one in value if isinstance(value, list) else [value]:
                page.locator(f"main [name='{name}'][value='{one}']").check(force=True)
        elif kind == "select":
            field.select_option(value=str(value))
        else:
            unfold(field)
            field.fill(value)


def unfold(field):
    """Open the fold a field is in."""
    field.first.evaluate(
        "one => { for (let at = one; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true }"
    )


def send(page, **values):
    """Fill in the form of a page and send it; it is taken."""
    fill(page, **values)
    here = page.url
    page.locator("main form:has(input[name='once']) button.btn-primary").last.click()
    page.wait_for_load_state()
    wrong = page.locator("#error-summary")
    assert wrong.count() == 0, wrong.inner_text()
    assert page.url != here or page.locator("main .alert, main .notice").count(), here


@pytest.fixture
def office(empty_template, django_db_blocker, chromium, server, request):
    """An agency with two units, their heads and two auditors, at the beginning of 2025."""
    with copied_database(django_db_blocker, empty_template), time_machine.travel("2025-01-02T02:00:00+00:00") as clock:
        agency = AgencyFactory(short_name="stttt", name="Sở Thông tin và Truyền thông")
        people = {who: person(agency, role, from_date=LONG_AGO) for who, role in ROLES.items()}
        for key, (code, name) in UNITS.items():
            unit = UnitFactory(agency=agency, code=code, name=name, slug=code.lower())
            people[key] = person(agency, Seat.Role.UNIT_HEAD, unit=unit, from_date=LONG_AGO)
        for who in ("lead", "second"):
            AuditorFactory(agency=agency, user=people[who].user, can_lead=who == "lead", from_date=LONG_AGO)
        ParameterValueFactory(agency=agency, code="audit.scale", value="FULL", valid_from_date=LONG_AGO)
        context = chromium.new_context(viewport=DESK, base_url=server, locale="vi-VN")
        context.set_default_timeout(60_000)
        page = watch(context.new_page())
        yield Office(agency, people, page, server, clock)
        said = page.complaints
        if getattr(request.node, "failed", False):
            picture(page, request.node.name)
        context.close()
    assert said == []


def plan_the_year(office):
    """The programme of the year, approved by the head of the committee."""
    page = office.sits("secretary", "evaluation/programmes/new/")
    send(page, year="2025", months=["9"])
    office.goes("secretary", "evaluation/programmes/2025/", "/submit/")
    send(page)
    office.on(2025, 1, 15)
    office.approves("committee", "2025")
    expect(page.locator("main")).to_contain_text("Đã phê duyệt")


def plan_the_audit(office):
    """The audit with its team and a visit for each unit of the programme, approved, told to the units; return its address."""
    page = office.sits("secretary", "evaluation/audits/new/")
    programme = page.locator("main [name='programme'] option").nth(1).get_attribute("value")
    send(page, programme=programme, from_date="08/09/2025", to_date="09/09/2025")
    audit = f"evaluation/audits/{Audit.objects.get().slug}/"
    office.goes("secretary", audit, "/team/")
    lead, second = (office.people[who].user.pk for who in ("lead", "second"))
    send(page, lead=lead, auditors=[second])
    office.sits("secretary", audit)
    page.locator("main form[action$='/assign/'] button").first.click()
    office.goes("secretary", audit, "/submit/")
    send(page)
    office.on(2025, 8, 22)
    office.approves("committee", "Kế hoạch|ĐG-2025-01")
    office.goes("secretary", audit, "/notice/")
    send(page, notice_date="22/08/2025")
    return audit


def hold_the_audit(office, audit):
    """Each auditor chooses questions, notes what was found and closes the checklist; findings are told at the meeting."""
    office.on(2025, 9, 8)
    page = office.sits("lead", audit)
    page.locator("main").get_by_role("button", name="Bắt đầu").click()
    expect(page.locator("main")).to_contain_text("Ghi phiếu")
    for visit in Audit.objects.get().visits.select_related("unit").order_by("starts_at"):
        who = "lead" if visit.auditors.get().user_id == office.people["lead"].user.pk else "second"
        answers = FOUND[next(key for key, (code, _name) in UNITS.items() if code == visit.unit.code)]
        here = f"evaluation/visits/{visit.slug}/"
        office.sits(who, f"{here}add/?source=library&all=1")
        send(page, picks=[f"LIBRARY:{code}" for code in answers])
        office.sits(who, here)
        expect(page.locator("#device[data-ready]")).to_be_visible(timeout=60_000)
        results = {line.uuid: answers[line.source_code] for line in visit.lines.all()}
        for uuid, result in results.items():
            card = page.locator(f"#q-{uuid}")
            card.get_by_label("Ghi nhận, bằng chứng").fill(f"Đã xem sổ và ba hồ sơ của {visit.unit}")
            card.locator(f"label:has(input[value={result}])").click()
            expect(card.locator("[data-said]").first).to_have_text("Đã lưu trên máy chủ")
        for uuid, result in results.items():
            if result == "CONFORMS":
                continue
            office.sits(who, here)
            page.locator(f"#q-{uuid}").get_by_role("button", name="Lập phát hiện").click()
            page.wait_for_url(lambda url: "/findings/" in url or "/visits/" in url)
        office.goes(who, here, "/finish/")
        send(page)
    office.on(2025, 9, 9)
    office.goes("lead", audit, "/close/")
    send(page, held_date="09/09/2025")


def report_the_audit(office, audit):
    """The report, whose numbers nobody typed, approved before October."""
    page = office.goes("lead", f"{audit}report/", "/report/write/")
    send(page)
    report = office.sits("lead", f"{audit}report/").locator("main")
    expect(report).to_contain_text("2 điểm không phù hợp nhẹ")
    expect(report).to_contain_text("3 điểm lưu ý")
    office.goes("lead", f"{audit}report/", "/report/submit/")
    send(page)
    office.on(2025, 9, 12)
    office.approves("committee", "Báo cáo|ĐG-2025-01")
    expect(office.sits("lead", audit).locator("main")).to_contain_text("báo cáo phê duyệt ngày 12/09/2025")


def log_the_sheets(office, audit):
    """A sheet for each nonconformity, none for notes, accepted with the head of its unit as owner; return them by unit."""
    page = office.sits("secretary", f"improvement/nonconformities/audits/{audit.split('/')[2]}/")
    assert page.locator("main [name='findings']").count() == 2
    send(page)
    sheets = {}
    for sheet in Nonconformity.objects.select_related("unit").order_by("code"):
        here = f"improvement/nonconformities/{sheet.slug}/"
        office.goes("secretary", here, "/accept/")
        send(page, accepted_date="12/09/2025")
        sheets[next(key for key, (code, _name) in UNITS.items() if code == sheet.unit.code)] = here
    return sheets


def correct(office, who, here, day):
    """What was put right at once, and that the cause is to be looked for."""
    page = office.goes(who, here, "/correct/")
    send(page, correction="Đã thu bản cũ, ghi bổ sung", correction_date=day)
    office.goes(who, here, "/need/")
    send(page, need="ACTION", need_date=day)


def act(office, who, here, *, cause, what, due):
    """A round as its owner and the committee go through it: causes, one action, approval, work done and confirmed."""
    page = office.goes(who, here, "/analysis/")
    send(page, why_1="Không ai kiểm tra", why_2=cause, root_cause=cause, has_similar="no")
    office.goes(who, here, "/actions/new/")
    send(page, what=what, due_date=due)
    office.goes(who, here, "/submit/")
    send(page)
    office.approves("committee", "KPH-")
    office.sits(who, here)
    page.locator("main td a", has_text=what).click()
    page.locator("main a[href$='/finish/']").first.click()
    send(page, result="Thông báo số 12/TB, biên bản kiểm tra kèm theo")
    office.sits("committee", here)
    page.locator("main td a", has_text=what).click()
    page.locator("main").get_by_role("button", name="Xác nhận hoàn thành").first.click()
    expect(page.locator("main")).to_contain_text("Đã xác nhận")


def verify(office, here, verdict, day):
    """The leader of the audit, who neither answers for it nor did it, looks whether it works."""
    page = office.goes("lead", here, "/verify/")
    send(page, verdict=verdict, verdict_text="Đã xem mười hồ sơ của hai tuần", verified_date=day)


def tell_changes(office, who, here):
    page = office.goes(who, here, "/changes/")
    send(page, changes_risks="no", changes_system="no")


def follow_up(office, sheets):
    """One sheet is closed in its first round; the effect of the other is not reached and it goes round again."""
    for key, here in sheets.items():
        correct(office, key, here, "12/09/2025")
        act(office, key, here, cause="Chưa giao ai theo dõi", what="Giao một người theo dõi", due="10/10/2025")
    office.on(2025, 10, 15)
    tell_changes(office, "office", sheets["office"])
    verify(office, sheets["office"], "EFFECTIVE", "15/10/2025")
    verify(office, sheets["lab"], "NOT_EFFECTIVE", "15/10/2025")
    assert Nonconformity.objects.filter(state="CLOSED").count() == 1

    office.on(2025, 10, 20)
    act(office, "lab", sheets["lab"], cause="Quy trình không có bước kiểm tra", what="Thêm bước", due="15/11/2025")
    office.on(2025, 11, 20)
    tell_changes(office, "lab", sheets["lab"])
    verify(office, sheets["lab"], "EFFECTIVE", "20/11/2025")
    sheet = office.sits("secretary", sheets["lab"]).locator("main")
    expect(sheet).to_contain_text("Đã đóng")
    expect(sheet).to_contain_text("Không có hiệu lực")


def hold_a_review(office, *, day, first, title):
    """Plan a review, invite to it and hold it; return its address."""
    page = office.sits("secretary", "evaluation/reviews/new/")
    send(page, title=title, meeting_date=day, place="Phòng họp A", from_date=first, to_date=day)
    review = f"evaluation/reviews/{Review.objects.latest('pk').slug}/"
    office.goes("secretary", review, "/invite/")
    send(page, invited_date=day)
    return review


def numbers_of(page, key):
    """Return what the pack shows for an input: the number of each line by its title."""
    found = {}
    for row in page.locator(f"#{key} .pack-numbers tbody tr").all():
        title = row.locator("td").first.evaluate("one => one.firstChild.textContent.trim()")
        number = re.match(r"[\d,]+", row.locator("td").nth(1).inner_text().strip())
        found[title] = number.group() if number else ""
    return found


def conclude(office, review, *, decision, of_audits):
    """Write the minutes with a conclusion for every input and one decision; the head approves them."""
    page = office.goes("secretary", review, "/minutes/write/")
    said = {
        f"conclusion_{key}": "Đã xem xét, nhất trí"
        for key in ("a", "b", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "d", "e", "f")
    }
    said["conclusion_c6"] = of_audits
    send(page, judgement="SUITABLE", policy_suitable="YES", none_kinds=["CHANGE", "RESOURCES"], **said)
    office.goes("secretary", f"{review}decisions/", "/decisions/new/")
    owner = page.locator("main [name='owner'] option", has_text="Văn phòng").first.get_attribute("value")
    send(page, kind="IMPROVEMENT", text=decision, owner=owner, due_date="31/03/2026")
    office.goes("secretary", review, "/submit/")
    send(page)
    office.approves("head", "Biên bản|XXLD")


CLOSED = "Sự không phù hợp đã đóng trong kỳ"
EXPECTED = {
    "Sự không phù hợp phát hiện trong kỳ": "2",
    CLOSED: "2",
    "Sự không phù hợp chưa đóng": "0",
    "Sự không phù hợp quá hạn": "0",
    "Cuộc đánh giá nội bộ đã hoàn thành trong kỳ": "1",
    "Đơn vị được đánh giá nội bộ trong kỳ": "2",
    "Lượt đánh giá theo chương trình đã thực hiện": "2",
    "Điểm không phù hợp của đánh giá nội bộ": "2",
    "Điểm lưu ý của đánh giá nội bộ": "3",
}
"""What happened, as the pack of the review tells it; nobody typed any of it."""
DECISION = "Lập sổ theo dõi văn bản mới dùng chung"


def test_what_an_audit_found_is_followed_until_it_holds_and_the_next_review_asks_for_what_was_decided(office):
    plan_the_year(office)
    office.on(2025, 8, 18)
    audit = plan_the_audit(office)
    hold_the_audit(office, audit)
    report_the_audit(office, audit)
    sheets = log_the_sheets(office, audit)
    follow_up(office, sheets)
    assert [one.verdict for one in Round.objects.order_by("nonconformity__code", "number")] in (
        ["EFFECTIVE", "NOT_EFFECTIVE", "EFFECTIVE"], ["NOT_EFFECTIVE", "EFFECTIVE", "EFFECTIVE"],
    )  # fmt: skip

    office.on(2025, 12, 15)
    review = hold_a_review(office, day="15/12/2025", first="01/01/2025", title="Xem xét của lãnh đạo năm 2025")
    page = office.goes("secretary", review, "/hold/")
    send(page, held_date="15/12/2025", present="Giám đốc, trưởng các đơn vị")
    office.sits("head", f"{review}pack/")
    told = numbers_of(page, "c4") | numbers_of(page, "c6")
    assert told == told | EXPECTED
    assert told["Tỷ lệ phiếu đóng trong kỳ có hiệu lực ngay vòng đầu"].startswith("50")
    of_audits = "{} điểm không phù hợp, {} điểm lưu ý, đã đóng {} phiếu".format(
        *(told[title] for title in ("Điểm không phù hợp của đánh giá nội bộ", "Điểm lưu ý của đánh giá nội bộ", CLOSED))
    )
    conclude(office, review, decision=DECISION, of_audits=of_audits)
    papers = office.sits("head", f"{review}print/pack/").locator("body")
    for title, number in EXPECTED.items():
        expect(papers).to_contain_text(re.compile(rf"{title}:\s*{number}\b"))
    minutes = office.sits("head", f"{review}print/minutes/").locator("body")
    expect(minutes).to_contain_text("2 điểm không phù hợp, 3 điểm lưu ý, đã đóng 2 phiếu")
    expect(minutes).to_contain_text(DECISION)

    office.on(2026, 6, 1)
    following = hold_a_review(office, day="01/06/2026", first="01/01/2026", title="Xem xét của lãnh đạo năm 2026")
    pack = office.sits("head", f"{following}pack/")
    asked = numbers_of(pack, "a")
    assert (asked["Kết luận trước chưa thực hiện xong"], asked["Kết luận trước quá hạn"]) == ("1", "1")
    expect(pack.locator("#a")).to_contain_text(DECISION)
    expect(pack.locator("#a")).to_contain_text("Quá hạn")
    assert verify_chain(office.agency).broken_at is None
