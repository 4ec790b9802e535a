"""How long files are kept, and that the database is asked the same as a single file."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sotay.support.records.models import RecordClass, RecordFile, retention_text
from sotay.support.records.retention import (
    UnclearRetention,
    _first_kept,
    archive_due,
    kept_until,
    read_retention,
    time_is_over,
    years_later,
)
from tests.factories.records import RecordClassFactory, RecordFileFactory, RecordLineFactory

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
START = RecordClass.Start


@pytest.mark.parametrize(
    ("typed", "years"),
    [("5", 5), (" 05 năm ", 5), ("20 NĂM", 20), ("70nam", 70), ("vĩnh viễn", None), ("Vĩnh Viễn", None), ("1 year", 1)],
)
def test_a_retention_is_read_as_people_type_it(typed, years):
    assert read_retention(typed) == years


@pytest.mark.parametrize("typed", ["", "0", "101", "5 tháng", "lâu dài", "-5", "5,5", "năm"])
def test_an_unclear_retention_says_what_is_wanted(typed):
    with pytest.raises(UnclearRetention, match="số năm"):
        read_retention(typed)


@given(st.one_of(st.none(), st.integers(1, 100)))
def test_what_is_printed_is_read_back(years):
    assert read_retention(retention_text(years)) == years


@given(st.text(max_size=20))
def test_anything_typed_is_read_or_refused(typed):
    with contextlib.suppress(UnclearRetention):
        assert read_retention(typed) is None or 1 <= read_retention(typed) <= 100


def test_work_is_kept_whole_years_after_its_own():
    one = RecordClass(years=5, start=START.WORK_ENDED)

    assert kept_until(one, date(2020, 1, 1)) == kept_until(one, date(2020, 12, 31)) == date(2025, 12, 31)
    assert kept_until(RecordClass(is_permanent=True), date(2020, 1, 1)) is None


def test_a_document_is_kept_from_the_day_it_ended_also_from_29_february():
    one = RecordClass(years=1, start=START.DOCUMENT_ENDED)

    assert kept_until(one, date(2024, 2, 29)) == date(2025, 2, 28)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_the_archive_gets_what_is_kept_five_years_or_for_ever():
    due = date(2026, 12, 31)

    assert archive_due(RecordClass(years=5), date(2025, 3, 1), month_day=(12, 31)) == due
    assert archive_due(RecordClass(is_permanent=True), date(2025, 3, 1), month_day=(12, 31)) == due
    assert archive_due(RecordClass(years=4), date(2025, 3, 1), month_day=(12, 31)) is None


@given(DAYS, DAYS, st.integers(1, 40), st.sampled_from(START.values))
@example(closed=date(2024, 2, 29), on=date(2025, 3, 1), years=1, start="DOCUMENT_ENDED")
@example(closed=date(2023, 2, 28), on=date(2024, 2, 29), years=1, start="DOCUMENT_ENDED")
def test_the_threshold_of_a_query_is_the_last_day_of_a_file(closed, on, years, start):
    one = RecordClass(years=years, start=start)

    assert (closed < _first_kept(years, start, on=on)) == (kept_until(one, closed) < on)


@pytest.mark.django_db
@pytest.mark.parametrize("start", START.values)
def test_files_whose_time_is_over_are_found_the_day_after_their_last(start):
    line = RecordLineFactory()
    one = RecordClassFactory(agency=line.agency, years=5, start=start)
    file = RecordFileFactory(line=line, record_class=one, state="CLOSED", closed_date=date(2025, 6, 30))
    RecordFileFactory(
        line=line,
        record_class=RecordClassFactory(agency=line.agency, is_permanent=True, years=None),
        state="CLOSED",
        closed_date=date(2025, 6, 30),
    )
    last = kept_until(one, file.closed_date)

    def found(on):
        return list(RecordFile.objects.filter(time_is_over([(5, start)], on=on)))

    assert found(last) == []
    assert found(last + timedelta(days=1)) == [file]
