"""The report of results as a paper: each objective with its verdict, when it was sent and whether that was late."""

from datetime import date
from decimal import Decimal

import pytest

from sotay.agency.models import Seat
from sotay.papers.model import words
from tests.conftest import person
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, ReportFactory, ResultFactory
from tests.paper_words import asked, built, is_empty, prose, signers, table, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(agency):
    one = ObjectiveSetFactory(agency=agency, in_force=True)
    made = ReportFactory(agency=agency, unit=one.unit, sent=True, note="Đề nghị bổ sung máy quét")
    good = ObjectiveFactory(set=one, code="MT-1", order=1)
    bad = ObjectiveFactory(set=one, code="MT-2", order=2, target_value=Decimal(50), target_text="≥ 50 %")
    ResultFactory(report=made, objective=good, estimate=Decimal(99), evidence="Sổ theo dõi")
    ResultFactory(
        report=made, objective=bad, value=Decimal(40), estimate=Decimal(45), cause="Thiếu người", remedy="Bổ sung"
    )
    return made


def test_it_tells_each_result_with_share_verdict_cause_and_remedy(agency, report, secretary):
    head = person(agency, Seat.Role.UNIT_HEAD, unit=report.unit)
    paper = built("C4", report, secretary)
    first, second = table(paper, "results")
    assert first[1:7] == ["MT-1 Giải quyết hồ sơ đúng hạn", "≥ 98 %", "99 %", "101,0 %", "99 %", "dự kiến đạt"]
    assert first[9] == "Sổ theo dõi"
    assert second[3:9] == ["40 %", "80,0 %", "45 %", "dự kiến không đạt", "Thiếu người", "Bổ sung"]
    said = [words(one.text) for one in paper.blocks if hasattr(one, "text")]
    assert "Tổng số 2 mục tiêu: 1 dự kiến đạt, 1 dự kiến không đạt." in said
    assert prose(paper, "note") == "Đề nghị bổ sung máy quét"
    told = values(paper)
    assert (told["cutoff"], told["sent"], told["due"]) == ("31/05/2026", "08/06/2026", "09/06/2026")
    assert str(head.user) in [name for _title, name, _note in signers(paper)]
    assert paper.letterhead.agency == report.unit.name


def test_a_late_one_is_marked_and_one_being_written_is_a_draft(agency, report, secretary):
    report.sent_date = date(2026, 6, 12)
    report.save()
    assert values(built("C4", report, secretary))["sent"] == "12/06/2026 (muộn 3 ngày)"
    draft = ReportFactory(agency=agency)
    assert built("C4", draft, secretary).mark == "DỰ THẢO"


def test_a_blank_is_empty_and_thirty_results_ask_no_more_than_two(agency, report, secretary):
    assert is_empty(built("C4", None, secretary))
    few = asked(lambda: built("C4", report, secretary))
    for number in range(30):
        ResultFactory(
            report=report, objective=ObjectiveFactory(set=report.results.first().objective.set, order=number + 5)
        )
    assert asked(lambda: built("C4", report, secretary)) == few
