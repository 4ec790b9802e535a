"""Papers of an audit: the decision that names the team, the plan, minutes of its meetings."""

from datetime import UTC, date, datetime

import pytest

from sotay.agency.models import Seat
from sotay.evaluation.models import AuditMember, VisitAuditor
from sotay.papers import forms
from sotay.papers.model import words
from tests.conftest import person
from tests.factories.agency import DecisionFactory, UnitFactory, UserFactory
from tests.factories.findings import AuditFactory, FindingFactory, MemberFactory, VisitFactory
from tests.paper_words import asked, built, is_empty, prose, signers, table, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit(agency):
    one = AuditFactory(
        agency=agency, scope="Toàn cơ quan", purpose="Xem sự phù hợp", criteria="TCVN ISO 9001:2015", met=True,
        opening_at=datetime(2026, 5, 18, 0, 30, tzinfo=UTC), closing_at=datetime(2026, 5, 20, 8, tzinfo=UTC), place="Hội trường",
    )  # fmt: skip
    MemberFactory(audit=one)
    AuditMember.objects.create(agency=agency, audit=one, user=UserFactory(), part="AUDITOR", task="Một cửa")
    return one


def test_the_decision_names_the_team_and_bears_the_number_it_was_signed_with(agency, audit, secretary, head):
    paper = built("D3", audit, secretary)
    lead, auditor = audit.members.order_by("pk")
    assert table(paper, "team") == [
        ["1", str(lead.user), "Trưởng đoàn", ""], ["2", str(auditor.user), "Đánh giá viên", "Một cửa"],
    ]  # fmt: skip
    assert prose(paper, "scope") == "Phạm vi đánh giá: Toàn cơ quan"
    said = words(paper.blocks[0].text)
    assert said == (
        f"Điều 1. Thành lập Đoàn đánh giá nội bộ (cuộc đánh giá {audit.code}, từ ngày 18/05/2026 đến ngày 20/05/2026) gồm các "
        "ông, bà có tên sau đây:"
    )
    assert (paper.number.number, paper.dated, paper.signature.name) == ("", None, str(head.user))
    audit.decision = DecisionFactory(agency=agency, number="07/QĐ-STN", date=date(2026, 4, 2))
    signed = built("D3", audit, secretary)
    assert (signed.number.number, signed.number.symbol, signed.dated) == ("07", "QĐ-STN", date(2026, 4, 2))
    assert signed.signature.name == "Trần Thị Ký"


def test_the_plan_tells_when_who_upon_what_and_by_whom(agency, audit, secretary):
    unit, auditor = UnitFactory(agency=agency), UserFactory()
    visit = VisitFactory(audit=audit, unit=unit, place="Phòng 2", content="Một cửa", representative=UserFactory())
    VisitAuditor.objects.create(agency=agency, visit=visit, user=auditor)
    VisitFactory(audit=audit, set_aside_reason="Đi công tác", starts_at=datetime(2026, 5, 19, 1, tzinfo=UTC), ends_at=datetime(2026, 5, 19, 2, tzinfo=UTC))  # fmt: skip
    paper = built("D4", audit, secretary)

    first, second = table(paper, "visits")
    assert first == [
        "1", "08:00 – 11:00\nngày 18/05/2026\nPhòng 2", str(unit), "Một cửa\nĐiều khoản 7.5, 8.5", str(auditor),
        str(visit.representative),
    ]  # fmt: skip
    assert second[3].endswith("Không thực hiện: Đi công tác")
    told = values(paper)
    assert (told["purpose"], told["days"], told["opening"]) == (
        "Xem sự phù hợp", "từ ngày 18/05/2026 đến ngày 20/05/2026", "07 giờ 30 phút, ngày 18/05/2026",
    )  # fmt: skip
    assert told["decision"] == "chưa ghi"
    assert signers(paper)[0] == ("Trưởng đoàn đánh giá", str(audit.members.get(part="LEAD").user), "Ký, ghi rõ họ tên")
    assert signers(paper)[1][2] == "Phê duyệt ngày 20/04/2026"


def test_who_is_not_independent_is_told_with_the_reason(agency, audit, secretary):
    unit = UnitFactory(agency=agency)
    colleague = person(agency, Seat.Role.OFFICIAL, unit=unit)
    visit = VisitFactory(audit=audit, unit=unit)
    VisitAuditor.objects.create(agency=agency, visit=visit, user=colleague.user, override_reason="Chỉ còn một người")
    paper = built("D4", audit, secretary)
    assert table(paper, "visits")[0][4] == f"{colleague.user} (*)"
    (items,) = [one.items for one in paper.blocks if hasattr(one, "items")]
    assert "Lý do vẫn phân công: Chỉ còn một người" in items[0]


def test_the_minutes_of_the_closing_meeting_count_what_was_found_at_each_unit(agency, audit, secretary):
    first, second = UnitFactory(agency=agency, name="Phòng A"), UnitFactory(agency=agency, name="Phòng B")
    bad = FindingFactory(audit=audit, unit=first, number=1, agreed=True)
    FindingFactory(audit=audit, unit=first, number=2, grade="NOTE", visit=bad.visit)
    FindingFactory(audit=audit, unit=first, number=3, dropped=True, visit=bad.visit)
    VisitFactory(audit=audit, unit=second)
    paper = built("D4-KT", audit, secretary)

    assert (paper.abbreviation, paper.heading) == ("BB", "BIÊN BẢN")
    assert table(paper, "counts") == [
        ["1", "Phòng A", "1", "1", "2"], ["2", "Phòng B", "0", "0", "0"], ["", "Cộng", "1", "1", "2"],
    ]  # fmt: skip
    rows = table(paper, "findings")
    assert [row[1] for row in rows] == [bad.code, f"{audit.code}/02"]
    assert rows[0][6] == "Nhất trí"
    assert {row[1] for row in table(paper, "units")} == {"Phòng A", "Phòng B"}
    form = forms.find("D4-KT")
    assert form.when(audit)
    assert not form.when(AuditFactory(agency=agency))
    opening = forms.find("D4-KM")
    assert opening.when(AuditFactory(agency=agency))
    assert not opening.when(AuditFactory(agency=agency, planning=True))


def test_the_minutes_of_the_opening_meeting_say_where_it_was_and_who_was_to_be_there(audit, secretary):
    visit = VisitFactory(audit=audit)
    told = built("D4-KM", audit, secretary)
    assert values(told)["began"] == "07 giờ 30 phút, ngày 18/05/2026"
    assert values(told)["place"] == "Hội trường"
    assert values(told)["criteria"] == "TCVN ISO 9001:2015"
    assert table(told, "units")[0][1] == str(visit.unit)
    assert "bảo mật" in prose(told, "content")


def test_blanks_are_empty_and_thirty_visits_ask_no_more_than_one(agency, audit, secretary):
    assert is_empty(built("D4", None, secretary))
    for code in ("D3", "D4-KM", "D4-KT"):
        blank = built(code, None, secretary)
        assert is_empty(blank)
        assert table(blank, "team") == []

    def more():
        visit = VisitFactory(audit=audit)
        VisitAuditor.objects.create(agency=agency, visit=visit, user=UserFactory())
        FindingFactory(audit=audit, visit=visit, unit=visit.unit)

    more()
    codes = ("D3", "D4", "D4-KM", "D4-KT")
    few = {code: asked(lambda code=code: built(code, audit, secretary)) for code in codes}
    for _number in range(30):
        more()
    assert {code: asked(lambda code=code: built(code, audit, secretary)) for code in codes} == few
