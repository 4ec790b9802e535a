"""J8, the list of services: those published on the day, each with the procedure that serves it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.procedures import ProcedureServiceFactory
from tests.factories.services import ServiceFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.paper_words import built, faults_of, said_by

pytestmark = pytest.mark.django_db


def served(agency, **more):
    service = ServiceFactory(agency=agency, **more)
    document = DocumentFactory(agency=agency, kind="PROCEDURE")
    RevisionFactory(document=document, in_force=True)
    ProcedureServiceFactory(document=document, service=service)
    return service, document


def test_it_lists_what_is_published_with_what_serves_it(agency, secretary):
    service, document = served(agency, name="Cấp giấy phép bưu chính")
    lacking = ServiceFactory(agency=agency, name="Gia hạn giấy phép", field="Viễn thông")
    ServiceFactory(agency=agency, name="Đã bãi bỏ", state="ABOLISHED", abolished_date=date(2026, 1, 1))

    paper = built("J8", None, secretary)
    rows = [line for line in said_by(paper).splitlines() if " | " in line]

    assert len(rows) == 2
    assert rows[0].startswith(f"1 | {service.code} | Cấp giấy phép bưu chính | Báo chí | Cấp Tỉnh")
    assert rows[0].endswith(str(document))
    assert rows[1].startswith(f"2 | {lacking.code}")
    assert rows[1].endswith("Chưa có")
    assert "Tổng số 2 thủ tục; 1 thủ tục đã có quy trình đang hiệu lực, 1 chưa có." in said_by(paper)
    assert "Mẫu 2. DMTTHCTTP" in said_by(paper)
    assert faults_of(paper) == []


def test_a_ministry_has_its_own_model_and_another_agency_is_not_told_of(agency, other_agency, secretary):
    ServiceFactory(agency=other_agency, name="Của cơ quan khác")
    agency.kind = "MINISTRY"

    text = said_by(built("J8", None, secretary))

    assert "Mẫu 1. DMTTHCBN" in text
    assert "Của cơ quan khác" not in text
    assert faults_of(built("J8", None, secretary)) == []


def test_the_same_queries_for_one_and_for_ten(agency, secretary):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            built("J8", None, secretary)
        return len(queries)

    served(agency)
    few = counted()
    for _one in range(9):
        served(agency)
    assert counted() == few
