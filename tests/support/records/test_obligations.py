"""Obligations 39 and 40: met, gap, edge date; left to the document system unless records are kept here."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.work.waiting.registry import Asked, all_waiting
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, DecisionFactory, UnitFactory
from tests.factories.records import (
    RecordClassFactory,
    RecordFileFactory,
    RecordLineFactory,
    RecordListFactory,
    TransferFactory,
    TransferItemFactory,
)
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
LIST, ARCHIVE = "records.list", "records.archive"


def here(agency):
    """Let an agency keep its records in Sotay."""
    ParameterValueFactory(agency=agency, code="documents.source", value="SOTAY", valid_from_date=date(2020, 1, 1))
    return agency


@pytest.fixture
def agency(db):
    """An agency that has long used Sotay and keeps its records here."""
    return here(AgencyFactory(in_use_from_date=date(2020, 1, 1)))


def line(agency, code, on=TODAY, period="2026"):
    found = [one for one in standings_of(agency, on=on, codes={code}) if one.period == period]
    (one,) = found
    return one


def test_an_agency_that_keeps_them_elsewhere_is_not_judged(db):
    one = line(AgencyFactory(in_use_from_date=date(2020, 1, 1)), LIST)

    assert one.standing == "NOT_CHECKED"
    assert "hệ thống quản lý văn bản" in one.why


def test_39_is_met_from_the_day_the_list_was_issued_also_while_it_is_supplemented(agency):
    one = RecordListFactory(agency=agency, issued=True, state="DRAFT")

    met = line(agency, LIST)
    assert (met.standing, met.evidence_date, met.late) == ("MET", date(2026, 1, 15), False)
    assert (met.link, met.link_kwargs) == ("support:record_list_detail", {"slug": one.slug})
    assert line(agency, LIST, date(2026, 1, 14)).standing != "MET"


@pytest.mark.parametrize(("day", "late"), [(date(2026, 1, 31), False), (date(2026, 2, 1), True)])
def test_39_is_late_after_the_last_day_of_january(agency, day, late):
    RecordListFactory(agency=agency, state="ISSUED", issued_date=day)

    assert (line(agency, LIST).standing, line(agency, LIST).late) == ("MET", late)


def test_39_is_overdue_the_day_after(agency):
    assert line(agency, LIST, date(2026, 1, 31)).standing == "DUE_SOON"
    gap = line(agency, LIST, date(2026, 2, 1))
    assert (gap.standing, gap.due, gap.why) == ("OVERDUE", date(2026, 1, 31), "Chưa có danh mục hồ sơ của năm.")


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({}, "Danh mục hồ sơ đang soạn, chưa trình."),
        ({"returned_reason": "Thiếu"}, "Danh mục hồ sơ bị trả lại: Thiếu"),
        ({"state": "SUBMITTED"}, "Danh mục hồ sơ đang trình, chưa ban hành."),
    ],
)
def test_39_says_where_the_list_stands(agency, state, why):
    RecordListFactory(agency=agency, **state)

    assert line(agency, LIST).why == why


def file_of(agency, **more):
    one = RecordLineFactory(list__agency=agency, list__year=more.pop("year", 2025))
    return RecordFileFactory(line=one, **({"closed": True} | more))


def taken(file, day):
    transfer = TransferFactory(agency=file.agency, done=True, done_date=day)
    TransferItemFactory(transfer=transfer, file=file)
    file.state = "HANDED_OVER"
    file.save()


def test_40_has_not_arisen_where_nothing_is_due(agency):
    file_of(agency, record_class=RecordClassFactory(agency=agency, years=4))
    file_of(agency, year=2026, closed_date=date(2026, 2, 1), opened_date=date(2026, 1, 2))

    assert line(agency, ARCHIVE).standing == "NOT_ARISEN"


def test_40_is_met_from_the_day_the_last_file_was_taken(agency):
    for year, day in ((2024, date(2026, 3, 1)), (2025, date(2026, 4, 1))):
        taken(file_of(agency, year=year), day)

    met = line(agency, ARCHIVE)
    assert (met.standing, met.evidence_date, met.count) == ("MET", date(2026, 4, 1), 2)
    assert line(agency, ARCHIVE, date(2026, 3, 31)).standing == "OPEN"


def test_40_names_how_many_are_missing_and_is_overdue_after_the_year(agency):
    taken(file_of(agency, year=2024), date(2026, 3, 1))
    file_of(agency)

    gap = line(agency, ARCHIVE)
    assert (gap.standing, gap.due, gap.link) == ("OPEN", date(2026, 12, 31), "support:record_due")
    assert gap.why == "Còn 1 trên 2 hồ sơ đến hạn chưa nộp lưu."
    assert line(agency, ARCHIVE, date(2026, 12, 31)).standing == "DUE_SOON"
    late = line(agency, ARCHIVE, date(2027, 1, 1), "2027")
    assert (late.standing, late.due) == ("OVERDUE", date(2026, 12, 31))


def test_40_asks_for_what_never_came_but_not_for_what_was_due_before_sotay_or_is_over(agency):
    short = RecordClassFactory(agency=agency, years=5)
    kept = RecordClassFactory(agency=agency, years=None, is_permanent=True)
    file_of(agency, year=2010, record_class=kept, opened_date=date(2010, 1, 1), closed_date=date(2018, 5, 1))
    file_of(agency, year=2011, record_class=short, opened_date=date(2010, 1, 1), closed_date=date(2020, 5, 1))
    assert line(agency, ARCHIVE).standing == "NOT_ARISEN"

    file_of(agency, year=2012, opened_date=date(2010, 1, 1), closed_date=date(2022, 5, 1))

    assert (line(agency, ARCHIVE).standing, line(agency, ARCHIVE).due) == ("OVERDUE", date(2023, 12, 31))


def test_40_waits_for_what_is_kept_longer_by_a_paper_and_asks_for_it_then(agency):
    paper = DecisionFactory(agency=agency, date=date(2026, 5, 2))
    file_of(agency, kept_until_date=date(2027, 6, 30), kept_by=paper)

    assert line(agency, ARCHIVE).standing == "NOT_ARISEN"
    assert line(agency, ARCHIVE, date(2026, 5, 1)).standing == "OPEN"
    assert line(agency, ARCHIVE, date(2027, 7, 1), "2027").due == date(2027, 6, 30)
    assert line(agency, ARCHIVE, date(2027, 7, 1), "2027").standing == "OVERDUE"


def test_they_ask_as_often_for_30_agencies_as_for_1():
    def agencies(number):
        made = [here(AgencyFactory(in_use_from_date=date(2020, 1, 1))) for _ in range(number)]
        for one in made:
            RecordListFactory(agency=one, issued=True, year=2026)
            file_of(one)
        return made

    def asked(some):
        with CaptureQueriesContext(connection) as seen:
            list(judge_all(some, on=TODAY, codes={LIST, ARCHIVE}))
        return len(seen)

    assert asked(agencies(1)) == asked(agencies(30))


def waiting_for(agency, on=TODAY):
    return [
        one
        for one in all_waiting(Asked((agency.pk,), on))
        if one.link.startswith(("support:record", "support:transfer"))
    ]


def test_files_to_hand_over_wait_for_their_keeper_together_until_the_end_of_the_year(agency):
    keeper = person(agency, Seat.Role.OFFICIAL)
    for year in (2024, 2025):
        file_of(agency, year=year, keeper=keeper.user)

    (one,) = waiting_for(agency)

    assert (one.user_ids, one.due, one.params) == (frozenset({keeper.user.pk}), date(2026, 12, 31), {"more": 1})


def test_files_without_keeper_wait_for_the_head_of_the_unit_else_for_the_clerk(agency):
    clerk = person(agency, Seat.Role.CLERK)
    file = file_of(agency)
    assert waiting_for(agency)[0].user_ids == frozenset({clerk.user.pk})

    head = person(agency, Seat.Role.UNIT_HEAD, unit=file.unit)

    assert waiting_for(agency)[0].user_ids == frozenset({head.user.pk})


def test_files_of_a_unit_that_ended_wait_for_the_clerk_until_somebody_has_them(agency):
    clerk, keeper = person(agency, Seat.Role.CLERK), person(agency, Seat.Role.OFFICIAL)
    file = RecordFileFactory(line=RecordLineFactory(list__agency=agency))
    RecordFileFactory(line=file.line, keeper=keeper.user)
    assert not waiting_for(agency)
    file.unit.ended_date = TODAY
    file.unit.save()

    (one,) = waiting_for(agency)
    assert (one.user_ids, one.params["count"], one.link_kwargs) == (
        frozenset({clerk.user.pk}), 1, {"slug": file.slug},
    )  # fmt: skip

    file.unit = UnitFactory(agency=agency)
    file.save()
    assert not waiting_for(agency)


def test_files_whose_time_is_over_are_proposed_to_the_clerk_and_stay(agency):
    clerk = person(agency, Seat.Role.CLERK)
    short = RecordClassFactory(agency=agency, years=2)
    for year in (2021, 2022):
        file_of(agency, year=year, record_class=short, opened_date=date(2020, 1, 1), closed_date=date(2022, 5, 1))

    (one,) = waiting_for(agency)

    assert (one.user_ids, one.params, one.link) == (frozenset({clerk.user.pk}), {"count": 2}, "support:record_due")


def test_a_returned_list_and_an_approved_disposal_wait_for_the_clerk(agency):
    clerk = person(agency, Seat.Role.CLERK)
    RecordListFactory(agency=agency, returned_reason="Thiếu")
    TransferFactory(agency=agency, disposal=True, state="APPROVED", approved_date=TODAY)
    TransferFactory(agency=agency, disposal=True, returned_reason="Xem lại")

    found = waiting_for(agency)

    assert len(found) == 3
    assert {one.user_ids for one in found} == {frozenset({clerk.user.pk})}


def test_what_waits_asks_as_often_for_30_agencies_as_for_1():
    def agencies(number):
        made = AgencyFactory.create_batch(number)
        for one in made:
            person(one, Seat.Role.CLERK)
            file_of(one)
            RecordListFactory(agency=one, returned_reason="Thiếu", year=2026)
        return made

    def asked(some):
        with CaptureQueriesContext(connection) as seen:
            assert list(all_waiting(Asked(tuple(one.pk for one in some), TODAY + timedelta(days=1))))
        return len(seen)

    assert asked(agencies(1)) == asked(agencies(30))
