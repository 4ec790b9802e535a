"""Which places of documented information are covered, by what, and where the others are put right."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.registry.facts import facts
from sotay.support.coverage.places import places
from sotay.support.coverage.queries import get_coverage
from sotay.support.documents.models import Document
from tests.conftest import TODAY, person
from tests.factories.planning import ObjectiveSetFactory
from tests.factories.records import RecordClassFactory, RecordFileFactory, RecordLineFactory, RecordListFactory
from tests.factories.standard import ApplicabilityFactory
from tests.factories.support import DocumentFactory

pytestmark = pytest.mark.django_db
CASES = Path(__file__).resolve().parents[2] / "cases" / "documented_information.json"


def row(viewer, place, on=TODAY):
    (found,) = [one for one in get_coverage(viewer=viewer, on=on) if one.place.documented.place == place]
    return found


def a_document(agency, *clauses, **more):
    return DocumentFactory(agency=agency, clauses=list(clauses), state=more.pop("state", "IN_FORCE"), **more)


def file_of(agency, *, clauses, **more):
    one = RecordClassFactory(agency=agency, clauses=clauses)
    line = RecordLineFactory(list=RecordListFactory(agency=agency, issued=True), record_class=one)
    return RecordFileFactory(line=line, **more)


def test_the_28_places_are_those_of_the_list(agency, secretary):
    listed = [one["clause"] for one in json.loads(CASES.read_text(encoding="utf-8"))["items"]]

    assert [one.documented.place for one in places()] == listed
    assert len(get_coverage(viewer=secretary, on=TODAY)) == 28


def test_every_fact_and_obligation_that_is_named_is_there():
    for place in places():
        assert set(place.facts) <= set(facts())
        assert set(place.obligations) <= set(obligations())


def test_nothing_is_covered_in_an_empty_agency_and_each_says_where_to_begin(agency, secretary):
    rows = get_coverage(viewer=secretary, on=TODAY)

    assert {one.standing for one in rows} == {"MISSING"}
    assert all(one.lacks and one.mend and one.mend.url for one in rows)


@pytest.mark.parametrize(
    ("clause", "standing"), [("9.1", "MISSING"), ("8.5", "COVERED"), ("8.5.1", "COVERED"), ("8", "MISSING")]
)
def test_a_document_in_force_speaks_for_its_clause_and_those_below(agency, secretary, clause, standing):
    a_document(agency, clause)

    assert row(secretary, "8.5.1 a)").standing == standing


@pytest.mark.parametrize("state", ["DRAFT", "WITHDRAWN"])
def test_a_document_not_in_force_speaks_for_nothing(agency, secretary, state):
    more = {"withdrawn_date": TODAY, "withdrawn_reason": "x"} if state == "WITHDRAWN" else {}
    a_document(agency, "4.3", state=state, **more)

    assert row(secretary, "4.3").standing == "MISSING"


def test_a_document_is_no_record(agency, secretary):
    a_document(agency, "9.2")

    assert row(secretary, "9.2.2 f)").standing == "MISSING"


def test_records_are_there_with_the_first_file(agency, secretary):
    RecordClassFactory(agency=agency, clauses="9.2.2")
    begun = row(secretary, "9.2.2 f)")
    assert (begun.standing, begun.lacks) == ("PARTLY", "Đã có loại hồ sơ, chưa mở hồ sơ nào.")

    file_of(agency, clauses="9.2.2")

    assert row(secretary, "9.2.2 f)").standing == "COVERED"


def test_what_was_disposed_of_is_no_record_any_more(agency, secretary):
    file_of(agency, clauses="9.2.2", state="DISPOSED", closed_date=date(2025, 5, 1))

    assert row(secretary, "9.2.2 f)").standing == "PARTLY"


def test_where_both_are_wanted_one_is_a_part(agency, secretary):
    a_document(agency, "8.1")
    assert row(secretary, "8.1 e)").standing == "PARTLY"

    file_of(agency, clauses="8.1")

    assert row(secretary, "8.1 e)").standing == "COVERED"


def test_objectives_speak_for_themselves(agency, secretary):
    ObjectiveSetFactory(agency=agency, in_force=True)

    found = row(secretary, "6.2.1")

    assert found.standing == "COVERED"
    assert found.ways[0].label == "Bộ mục tiêu chất lượng của năm: 1 bộ mục tiêu"
    assert row(secretary, "6.2.1", date(2026, 1, 14)).standing == "MISSING"


def test_a_clause_that_does_not_apply_is_not_missing(agency, secretary):
    ApplicabilityFactory(
        agency=agency, clause="8.3", applicable=False, reason="Không thiết kế", valid_from_date=date(2026, 1, 1)
    )

    for place in ("8.3.2 j)", "8.3.3", "8.3.4 f)", "8.3.5", "8.3.6"):
        assert (row(secretary, place).standing, row(secretary, place).lacks) == ("NOT_APPLICABLE", "Không thiết kế")
    assert row(secretary, "8.4.1").standing == "MISSING"


def test_a_limited_document_counts_and_is_not_named_to_others(agency):
    a_document(agency, "4.3", title="Tài liệu hạn chế", label=Document.Label.LIMITED)
    official = person(agency, Seat.Role.OFFICIAL)

    found = row(official, "4.3")

    assert found.standing == "COVERED"
    assert [one.label for one in found.ways] == ["và 1 tài liệu khác"]


def test_another_agency_covers_nothing_here(agency, other_agency, secretary):
    a_document(other_agency, "4.3")
    file_of(other_agency, clauses="9.2.2")

    assert row(secretary, "4.3").standing == row(secretary, "9.2.2 f)").standing == "MISSING"


def test_the_page_asks_as_often_for_many_as_for_few_filters_and_exports(agency, secretary, signed_in):
    client, url = signed_in(secretary), reverse("support:coverage", kwargs={"agency": agency.short_name})
    a_document(agency, "4.3")
    file_of(agency, clauses="9.2.2")

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    few = asked()
    for _number in range(29):
        a_document(agency, "4.3", "8.1")
        RecordClassFactory(agency=agency, clauses="9.2.2, 10.2.2")
    assert asked() == few
    page = client.get(url, {"standing": "COVERED"}).content.decode()
    assert "phạm vi của hệ thống quản lý chất lượng" in page
    assert "chính sách chất lượng có chữ ký" not in page
    file = client.get(url, {"export": "csv", "standing": "MISSING"}).getvalue().decode("utf-8-sig")
    assert "5.2.2 a)" in file
    assert "9.2.2 f)" not in file
