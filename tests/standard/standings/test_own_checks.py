"""Sotay's own checks: seats, unit heads, the working calendar, reasons of exclusions; met, gap, and the edge day."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from sotay.agency.models import CalendarYear, Seat
from sotay.standard.applicability import obligations as exclusions
from sotay.standard.standings import obligations as checks
from sotay.standard.standings.models import Word
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.factories.standard import ApplicabilityFactory

pytestmark = pytest.mark.django_db

BEGAN = date(2026, 3, 2)
LAST_DAY = BEGAN + timedelta(days=30)
ON = date(2026, 6, 12)
Role, Manner = Seat.Role, Seat.Manner


@pytest.fixture
def agency(db):
    """An agency that began this spring."""
    return AgencyFactory(in_use_from_date=BEGAN)


def seat(agency, role, **fields):
    return SeatFactory(agency=agency, role=role, **fields)


def fill(agency):
    """Seat whoever must be seated."""
    for role in (Role.HEAD, Role.COMMITTEE_HEAD, Role.SECRETARY):
        seat(agency, role)


def only(lines):
    (line,) = lines
    return line


def test_seats_are_met_when_head_committee_and_secretary_are_seated(agency, line_of):
    fill(agency)
    seat(agency, Role.COMMITTEE_MEMBER, from_date=date(2026, 5, 1))

    line = only(line_of(agency, "own.seats", ON))
    assert (line.standing, line.evidence_date, line.late) == (Word.MET, date(2026, 1, 1), False)


def test_seats_name_who_is_missing(agency, line_of):
    seat(agency, Role.HEAD)

    line = only(line_of(agency, "own.seats", ON))
    assert line.standing == Word.OVERDUE
    assert line.why == "Chưa có người giữ vai trò: Trưởng Ban Chỉ đạo ISO, Thư ký ISO."
    assert line.link == "organisation:person_list"


@pytest.mark.parametrize(
    ("on", "word"), [(BEGAN, Word.DUE_SOON), (LAST_DAY, Word.DUE_SOON), (LAST_DAY + timedelta(days=1), Word.OVERDUE)]
)
def test_a_new_agency_has_thirty_days_to_seat_people(agency, line_of, on, word):
    line = only(line_of(agency, "own.seats", on))

    assert (line.standing, line.due) == (word, LAST_DAY)


def test_an_agency_that_has_not_begun_owes_seats_without_a_day(line_of):
    line = only(line_of(AgencyFactory(), "own.seats", ON))

    assert (line.standing, line.due) == (Word.OPEN, None)


def test_seats_need_the_decision_where_one_is_required(agency, line_of):
    fill(agency)
    seat(agency, Role.TEAM_MEMBER, decision=None)

    line = only(line_of(agency, "own.seats", ON))
    assert (line.standing, line.why) == (Word.OVERDUE, "Chưa có quyết định: Thành viên Tổ công tác ISO.")


def test_seats_say_both_what_is_missing_and_what_is_undecided(agency, line_of):
    seat(agency, Role.HEAD)
    seat(agency, Role.COMMITTEE_HEAD, decision=None)

    assert only(line_of(agency, "own.seats", ON)).why == (
        "Chưa có người giữ vai trò: Thư ký ISO. Chưa có quyết định: Trưởng Ban Chỉ đạo ISO."
    )


def test_the_qmr_is_missed_only_where_one_is_wanted(agency, line_of):
    fill(agency)
    agency.wants_qmr = True
    assert only(line_of(agency, "own.seats", ON)).params == {"missing_words": ["Đại diện lãnh đạo về chất lượng (QMR)"]}

    seat(agency, Role.QMR)
    assert only(line_of(agency, "own.seats", ON)).standing == Word.MET


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"role": Role.HEAD, "manner": Manner.ACTING}, True),
        ({"role": Role.DEPUTY_HEAD, "manner": Manner.IN_CHARGE}, True),
        ({"role": Role.DEPUTY_HEAD, "manner": Manner.FULL}, False),
        ({"role": Role.HEAD, "to_date": date(2026, 6, 11)}, False),
        ({"role": Role.HEAD, "to_date": date(2026, 6, 12)}, True),
        ({"role": Role.HEAD, "from_date": date(2026, 6, 13)}, False),
    ],
)
def test_whoever_is_in_charge_today_counts_as_head(agency, line_of, fields, counts):
    for role in (Role.COMMITTEE_HEAD, Role.SECRETARY):
        seat(agency, role)
    seat(agency, **fields)

    assert (only(line_of(agency, "own.seats", ON)).standing == Word.MET) is counts


def test_the_seats_of_the_day_asked_about_count(agency, line_of):
    fill(agency)
    Seat.objects.filter(agency=agency, role=Role.SECRETARY).update(to_date=date(2026, 5, 31))

    assert only(line_of(agency, "own.seats", date(2026, 5, 31))).standing == Word.MET
    assert only(line_of(agency, "own.seats", date(2026, 6, 1))).standing == Word.OVERDUE


def test_seats_of_another_agency_do_not_count(agency, other_agency, line_of):
    fill(other_agency)

    assert only(line_of(agency, "own.seats", ON)).standing == Word.OVERDUE


def test_role_words_are_the_names_of_the_roles():
    with translation.override("vi"):
        assert {role: str(role.label) for role in checks.ROLE_WORDS} == checks.ROLE_WORDS
    assert set(checks.ROLE_WORDS) >= Seat.NEEDS_DECISION


def test_reasons_are_said_in_the_language_of_the_page(agency, line_of):
    line = only(line_of(agency, "own.seats", ON))

    with translation.override("en"):
        assert "%" not in line.why


def test_each_unit_needs_a_head_of_its_own(agency, line_of):
    with_head, without = UnitFactory(agency=agency, order=1), UnitFactory(agency=agency, order=2)
    seat(agency, Role.UNIT_HEAD, unit=with_head, from_date=date(2026, 2, 1))
    seat(agency, Role.UNIT_DEPUTY, unit=without)

    lines = line_of(agency, "own.unit_heads", ON)

    assert [(one.unit_id, one.standing, one.evidence_date) for one in lines] == [
        (with_head.pk, Word.MET, date(2026, 2, 1)),
        (without.pk, Word.OVERDUE, None),
    ]
    assert lines[1].why == "Đơn vị chưa có người đứng đầu."


def test_a_deputy_in_charge_heads_the_unit_until_the_seat_ends(agency, line_of):
    unit = UnitFactory(agency=agency)
    seat(agency, Role.UNIT_DEPUTY, unit=unit, manner=Manner.IN_CHARGE, to_date=ON)

    assert only(line_of(agency, "own.unit_heads", ON)).standing == Word.MET
    assert only(line_of(agency, "own.unit_heads", ON + timedelta(days=1))).standing == Word.OVERDUE


def calendar(agency, year=2026, **fields):
    return CalendarYear.objects.create(agency=agency, year=year, basis="Thông báo", **fields)


def test_the_calendar_of_the_year_is_met_by_its_decision(agency, line_of):
    agency.in_use_from_date = date(2025, 1, 1)
    calendar(agency, decided_date=date(2026, 2, 1))

    line = only(line_of(agency, "own.calendar", ON))
    assert (line.standing, line.evidence_date, line.due) == (Word.MET, date(2026, 2, 1), date(2026, 1, 31))
    assert only(line_of(agency, "own.calendar", date(2026, 1, 31))).standing == Word.DUE_SOON


def test_a_calendar_taken_over_counts_from_the_start_of_its_year(agency, line_of):
    calendar(agency)

    assert only(line_of(agency, "own.calendar", ON)).evidence_date == date(2026, 1, 1)


def test_the_calendar_of_another_year_does_not_count(agency, line_of):
    agency.in_use_from_date = date(2025, 1, 1)
    calendar(agency, year=2025)

    assert only(line_of(agency, "own.calendar", date(2026, 1, 31))).standing == Word.DUE_SOON
    line = only(line_of(agency, "own.calendar", date(2026, 2, 1)))
    assert (line.standing, line.why) == (Word.OVERDUE, "Lịch làm việc của năm chưa được quyết định.")


def test_exclusions_need_reasons(agency, line_of):
    ApplicabilityFactory(agency=agency, clause="8.3", reason=" ")
    ApplicabilityFactory(agency=agency, clause="7.1.5", reason="")
    ApplicabilityFactory(agency=agency, clause="8.4")

    line = only(line_of(agency, "own.exclusions", ON))
    assert (line.standing, line.why) == (Word.OVERDUE, "Chưa nêu lý do không áp dụng điều khoản 7.1.5, 8.3.")


def test_exclusions_with_their_reasons_are_met(agency, line_of):
    ApplicabilityFactory(agency=agency, valid_from_date=date(2026, 4, 1))

    assert only(line_of(agency, "own.exclusions", ON)).standing == Word.MET
    assert only(line_of(agency, "own.exclusions", date(2026, 3, 31))).standing == Word.NOT_ARISEN


def test_without_exclusions_there_is_nothing_to_give_a_reason_for(agency, line_of):
    ApplicabilityFactory(agency=agency, applicable=True, reason="")

    line = only(line_of(agency, "own.exclusions", ON))
    assert (line.standing, line.reason) == (Word.NOT_ARISEN, exclusions.NOTHING_EXCLUDED)
