"""J5, the report of fixes: per finding of the minutes what was done, by which sheet and on which day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.evaluation.inspections import followed
from sotay.evaluation.sheets import Sheet
from sotay.papers import forms
from sotay.papers.editing import proses
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory
from tests.paper_words import built, faults_of, issued, said_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheets(monkeypatch):
    """Sheets that areas above tell of, by finding."""
    told = {}
    monkeypatch.setitem(followed._followers, "told", lambda _agency, uuids: {one: told.get(one, []) for one in uuids})
    return told


def test_it_says_of_each_finding_what_was_done_and_when(agency, secretary, sheets):
    inspection = InspectionFactory(agency=agency, minuted=True)
    mended, open_one, untouched = (
        InspectionFindingFactory(inspection=inspection, position=place, what=what)
        for place, what in enumerate(("Chưa niêm yết", "Hồ sơ thiếu chữ ký", "Chưa phổ biến"), start=1)
    )
    sheets[mended.uuid] = [
        Sheet(
            code="KPH-01",
            state="Đã đóng",
            is_open=False,
            closed_date=date(2026, 6, 9),
            cause="Quên",
            done="Đã niêm yết lại",
        )
    ]
    sheets[open_one.uuid] = [Sheet(code="KPH-02", state="Đang thực hiện", is_open=True, due_date=date(2026, 7, 1))]

    paper = built("J5", inspection, secretary)
    rows = [line for line in said_by(paper).splitlines() if " | " in line and line[0].isdigit()]
    text = said_by(paper)

    assert "Quên | Đã niêm yết lại | Phiếu KPH-01 | 09/06/2026 | Đã khắc phục" in text
    assert "Phiếu KPH-02 |  | Đang thực hiện, hạn 01/07/2026" in text
    assert "Chưa lập phiếu khắc phục" in text
    assert len(rows) >= 1
    assert untouched.what in text
    assert "Biên bản nêu 3 điểm; đã khắc phục xong 1 điểm, đang thực hiện 2 điểm" in text
    assert "ký ngày 05/06/2026" in text
    assert "hạn báo cáo ngày 05/08/2026" in text
    assert {one.key for one in proses(paper)} == {"assessment", "to_do", "asked"}
    to_do = next(one.text for one in proses(paper) if one.key == "to_do")
    assert to_do == "- Điểm 2: đang thực hiện, hạn 01/07/2026;\n- Điểm 3: chưa lập phiếu khắc phục."
    assert paper.to == (inspection.body,)
    assert paper.behind[0].rows[0][0] == "1"
    assert faults_of(issued(paper)) == []


def test_it_is_offered_from_the_minutes_on_and_its_blank_is_empty(agency, secretary):
    form = forms.find("J5")
    assert form.edited
    assert not form.when(InspectionFactory(agency=agency))
    assert form.when(InspectionFactory(agency=agency, minuted=True))
    assert faults_of(issued(built("J5", None, secretary))) == []


def test_the_same_queries_for_one_finding_and_for_ten(agency, secretary):
    def counted(number):
        inspection = InspectionFactory(agency=agency, minuted=True)
        for place in range(number):
            InspectionFindingFactory(inspection=inspection, position=place + 1)
        with CaptureQueriesContext(connection) as queries:
            built("J5", inspection, secretary)
        return len(queries)

    assert counted(1) == counted(10)
