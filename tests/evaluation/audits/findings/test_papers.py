"""The note of a finding: what was found, against what, and what the unit says of it."""

import pytest

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.evaluation.audits.findings import followed
from sotay.evaluation.sheets import Sheet
from tests.conftest import TODAY, person
from tests.factories.findings import AuditFactory, FindingFactory, MemberFactory
from tests.paper_words import asked, built, is_empty, signers, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit(agency):
    one = AuditFactory(agency=agency, met=True, scale="FULL")
    MemberFactory(audit=one)
    return one


def test_it_tells_the_finding_with_its_grade_ticked_and_the_sheets_born_from_it(audit, secretary, monkeypatch):
    finding = FindingFactory(
        audit=audit, grade="MAJOR", evidence="HS-2026-0012", agreed=True, opinion_text="Sẽ sửa ngay"
    )
    sheet = Sheet(code="KPH-2026-004", state="Đang thực hiện", is_open=True, due_date=TODAY)
    tell = followed.Follower(lambda: None, lambda: None, lambda _agency, uuids: {uuid: [sheet] for uuid in uuids})
    monkeypatch.setattr(followed, "_followers", {"test": tell})
    paper = built("D6", finding, secretary)

    told = values(paper)
    assert paper.heading == "PHIẾU BÁO SỰ KHÔNG PHÙ HỢP"
    assert "■ Điểm không phù hợp nặng" in told["grade"]
    assert told["grade"].count("■") == 1
    assert (told["what"], told["evidence"], told["unit"]) == (finding.what, "HS-2026-0012", str(finding.unit))
    assert told["clause"].startswith("8.5.1 ")
    assert "■ Nhất trí" in told["opinion"]
    assert told["opinion_text"] == "Sẽ sửa ngay"
    assert told["opinion_by"] == f"{finding.opinion_by}, ngày 21/05/2026"
    assert told["sheets"] == "KPH-2026-004 (Đang thực hiện, hạn 12/06/2026)"
    assert signers(paper)[2][1] == str(audit.members.get().user)
    assert (paper.form.code, paper.mark) == ("BM.01.07", "")


def test_a_point_to_watch_is_called_so_and_what_the_unit_was_not_told_is_a_draft(agency, secretary):
    finding = FindingFactory(audit=AuditFactory(agency=agency), grade="NOTE")
    paper = built("D6", finding, secretary)
    assert (paper.heading, paper.mark) == ("PHIẾU GHI ĐIỂM LƯU Ý", "DỰ THẢO")
    assert values(paper)["sheets"] == "không phải lập phiếu"


def test_who_was_audited_gets_no_paper_of_a_draft(agency):
    finding = FindingFactory(audit=AuditFactory(agency=agency))
    audited = person(agency, Seat.Role.UNIT_HEAD, unit=finding.unit)
    assert subjects.find(subjects.ref_of(finding), viewer=audited) is None
    seen = FindingFactory(audit=AuditFactory(agency=agency, met=True), unit=finding.unit)
    assert subjects.find(subjects.ref_of(seen), viewer=audited) == seen


def test_a_blank_is_empty_and_the_number_of_findings_changes_nothing(audit, secretary):
    assert is_empty(built("D6", None, secretary))
    finding = FindingFactory(audit=audit)
    few = asked(lambda: built("D6", type(finding).objects.get(pk=finding.pk), secretary))
    for _number in range(30):
        FindingFactory(audit=audit)
    assert asked(lambda: built("D6", type(finding).objects.get(pk=finding.pk), secretary)) == few
