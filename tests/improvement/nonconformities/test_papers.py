"""Papers of nonconformities: the sheet with its rounds and signatures, and the log of a year."""

from datetime import date

import pytest

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.subjects import ref_of
from sotay.improvement.models import Nonconformity
from sotay.improvement.nonconformities.models import Action, Cause
from sotay.papers import forms
from sotay.papers.model import Heading, words
from tests.factories.agency import UserFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.improvement import NonconformityFactory, RoundFactory
from tests.factories.work import AssignmentFactory
from tests.paper_words import asked, built, is_empty, signers, table, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(agency):
    return NonconformityFactory(
        agency=agency, closed=True, round=2, clause="8.5.1", requirement="QT.01 mục 5", people="Ông A", has_similar=True,
        similar_text="Phòng B, đã rà soát", changes_risks=True, changes_system=False, changes_text="Thêm rủi ro R5",
    )  # fmt: skip


def acted(one, **work):
    """Give a round its cause and an action that is work."""
    Cause.objects.create(agency=one.agency, round=one, position=1, text="Không ai nhắc")
    given = AssignmentFactory(agency=one.agency, due_date=date(2026, 6, 20), **work)
    return Action.objects.create(
        agency=one.agency, round=one, what="Thêm bước nhắc", due_date=date(2026, 6, 10), owner_user=given.owner_user,
        assignment=given,
    )  # fmt: skip


def test_the_sheet_tells_what_was_wrong_and_what_was_put_right_at_once(sheet, secretary):
    paper = built("E1", sheet, secretary)
    told = values(paper)
    assert words(paper.blocks[0].text) == f"Số: {sheet.code} – ngày phát hiện 01/06/2026 – Đã đóng"
    assert told["source"].count("■") == 1
    assert "■ Tự phát hiện" in told["source"]
    assert (told["what"], told["evidence"], told["requirement"]) == (sheet.what, sheet.evidence, "QT.01 mục 5")
    assert told["clause"].startswith("8.5.1 ")
    assert told["grade"] == "■ Nhẹ   □ Nặng"
    assert told["correction"] == "Đã làm lại"
    assert "■ Cần hành động khắc phục" in told["need"]
    assert told["changes_risks"] == "■ Có   □ Không"
    assert told["changes_system"] == "□ Có   ■ Không"
    assert told["changes_text"] == "Thêm rủi ro R5"
    assert signers(paper)[0] == ("Người phát hiện", str(sheet.found_by), "Ký, ghi rõ họ tên")
    assert signers(paper)[-1] == ("Người đóng phiếu", str(sheet.closed_by), "Đóng ngày 08/06/2026")


def test_its_rounds_stand_one_below_the_other_with_causes_actions_verdict_and_signatures(sheet, secretary):
    first = RoundFactory(
        nonconformity=sheet, number=1, root_cause="Thiếu người", analysed_by=UserFactory(), approved_date=date(2026, 6, 5),
        verified_by=UserFactory(), verified_date=date(2026, 6, 6), verdict="NOT_EFFECTIVE", verdict_text="Vẫn tái diễn",
    )  # fmt: skip
    second = RoundFactory(
        nonconformity=sheet, number=2, root_cause="Không có bước nhắc", reopened_reason="Chưa hiệu lực"
    )
    acted(first)
    action = acted(
        second, state="CONFIRMED", done_date=date(2026, 6, 15), ended_date=date(2026, 6, 16), result="Đã ban hành"
    )
    paper = built("E1", sheet, secretary)

    headings = [words(one.text) for one in paper.blocks if isinstance(one, Heading)]
    assert headings.index("Vòng 1") < headings.index("Vòng 2")
    assert table(paper, "actions")[0][1] == "Thêm bước nhắc"
    every = [row for one in paper.blocks if getattr(one, "key", "") == "actions" for row in one.rows]
    assert list(every[1][1:]) == [
        "Thêm bước nhắc", str(action.owner_user), "20/06/2026", "Đã xác nhận: Đã ban hành", "15/06/2026",
    ]  # fmt: skip
    fields = [
        (field.key, words(field.value).replace("\N{NO-BREAK SPACE}", " "))
        for one in paper.blocks if hasattr(one, "fields") for field in one.fields
    ]  # fmt: skip
    assert [value for key, value in fields if key == "root_cause"] == ["Thiếu người", "Không có bước nhắc"]
    assert [value for key, value in fields if key == "similar"] == ["■ Có   □ Không: Phòng B, đã rà soát"]
    verdicts = [value for key, value in fields if key == "verdict"]
    assert "■ Không có hiệu lực" in verdicts[0]
    assert ("Người phân tích", str(first.analysed_by), "Ký, ghi rõ họ tên") in signers(paper)
    assert ("Phê duyệt biện pháp", "", "Phê duyệt ngày 05/06/2026") in signers(paper)
    assert ("Người thẩm tra", str(first.verified_by), "Thẩm tra ngày 06/06/2026") in signers(paper)


def test_people_and_what_nobody_approved_are_not_for_guests(agency, sheet, secretary):
    guest = Actor(agency=agency, user=UserFactory(), grant_id=1)
    draft = RoundFactory(nonconformity=sheet, number=2, root_cause="Nháp")
    assert values(built("E1", sheet, secretary))["people"] == "Ông A"
    told = values(built("E1", sheet, guest))
    assert "people" not in told
    assert told["root_cause"] == ""
    assert draft.root_cause == values(built("E1", sheet, secretary))["root_cause"]
    new = NonconformityFactory(agency=agency)
    assert subjects.find(ref_of(new), viewer=guest) is None


def test_an_origin_the_viewer_may_not_see_is_not_named(agency, secretary, official):
    finding = FindingFactory(audit=AuditFactory(agency=agency))
    born = NonconformityFactory(
        agency=agency,
        source="AUDIT",
        origin_type=ref_of(finding).type,
        origin_uuid=finding.uuid,
        origin_text="Từ phát hiện",
    )
    assert values(built("E1", born, secretary))["origin"] == "Từ phát hiện"
    assert "origin" not in values(built("E1", born, official))


def test_an_overdue_one_says_by_how_many_days_and_a_rejected_one_why(agency, secretary):
    late = NonconformityFactory(agency=agency, accepted=True, due_date=date(2026, 6, 2))
    assert values(built("E1", late, secretary))["due_date"] == "02/06/2026 (quá hạn 10 ngày)"
    rejected = NonconformityFactory(agency=agency, rejected=True)
    paper = built("E1", rejected, secretary)
    assert (paper.mark, values(paper)["state_reason"]) == ("KHÔNG CHẤP NHẬN", "Không phải")


def test_the_log_holds_sheets_of_every_source_and_findings_without_one(agency, sheet, secretary):
    late = NonconformityFactory(
        agency=agency, accepted=True, found_date=date(2026, 5, 2), due_date=date(2026, 6, 2), source="COMPLAINT"
    )
    NonconformityFactory(agency=agency, found_date=date(2025, 12, 31))
    met = AuditFactory(agency=agency, met=True)
    bare = FindingFactory(audit=met, found_date=date(2026, 5, 18))
    with_sheet = FindingFactory(audit=met)
    NonconformityFactory(
        agency=agency,
        origin_type=ref_of(bare).type,
        origin_uuid=with_sheet.uuid,
        found_date=date(2026, 5, 20),
        accepted=True,
    )
    FindingFactory(audit=AuditFactory(agency=agency))  # the unit was not told of it yet
    FindingFactory(audit=met, grade="NOTE")
    paper = built("D8", None, secretary)

    rows = table(paper, "log")
    assert rows[0][1] == late.code
    assert rows[0][2:] == [
        "Phản ánh, kiến nghị", str(late.unit), "", "Nhẹ", late.what, "02/05/2026", "02/06/2026", "", "Đã tiếp nhận", "10 ngày",
    ]  # fmt: skip
    (found,) = [row for row in rows if row[10] == "chưa có phiếu"]
    assert found[2] == f"Đánh giá nội bộ, {bare.code}"
    assert len(rows) == 4
    said = words(paper.blocks[1].text)
    assert said.startswith(
        "Tổng số 3 phiếu: 1 đã đóng hoặc không chấp nhận, 2 chưa đóng, trong đó 1 quá hạn; 1 phát hiện đánh giá chưa có phiếu."
    )
    assert paper.behind[0].rows[0][6] == date(2026, 5, 2)
    assert forms.find("D8").asks == "year"


def test_a_blank_is_empty_and_thirty_ask_no_more_than_one(agency, sheet, secretary):
    assert is_empty(built("E1", None, secretary))
    acted(RoundFactory(nonconformity=sheet, number=2))
    asked_for = {"E1": sheet, "D8": None}
    few = {code: asked(lambda c=code, r=record: built(c, r, secretary)) for code, record in asked_for.items()}
    one = sheet.rounds.get()
    for number in range(30):
        NonconformityFactory(agency=agency)
        Cause.objects.create(agency=agency, round=one, position=number + 5, text="Vì sao?")
        given = AssignmentFactory(agency=agency)
        Action.objects.create(
            agency=agency,
            round=one,
            what="Việc",
            due_date=date(2026, 6, 10),
            owner_user=given.owner_user,
            assignment=given,
        )
    assert {code: asked(lambda c=code, r=record: built(c, r, secretary)) for code, record in asked_for.items()} == few
    assert Nonconformity.objects.filter(agency=agency).count() == 31
