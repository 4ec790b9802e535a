"""The calendar behind a secret address: what stands in it, for whom, and when it opens no more."""

import logging
from datetime import date, timedelta
from hashlib import sha256

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.agency.actor import actor_of
from sotay.agency.clock import now, today
from sotay.agency.models import Seat
from sotay.commands import UNCHANGED
from sotay.config.logs import NoSecrets
from sotay.journal.models import Entry
from sotay.standard.standings.freshness import judge_agency
from sotay.work.calendar import secret
from sotay.work.calendar.commands import keep_entries, make_feed, revoke_feed
from sotay.work.calendar.drawing import calendar_file, told_of
from sotay.work.calendar.models import CalendarEntry, CalendarFeed
from sotay.work.calendar.registry import Dated
from tests.conftest import SignedIn, person
from tests.factories.agency import SeatFactory, UnitFactory
from tests.factories.findings import AuditFactory, VisitFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.reviews import ReviewFactory
from tests.factories.work import AssignmentFactory
from tests.soaking import tries

pytestmark = pytest.mark.django_db
Role = Seat.Role


@pytest.fixture
def reader(agency):
    """An official seated today."""
    return person(agency, Role.OFFICIAL, on=today())


def url_of(feed):
    return reverse("calendar_file", kwargs={"secret": secret.secret_of(feed).lower()})


def asked(feed, **headers):
    return Client().get(url_of(feed), headers=headers)


def events(response):
    """Return the events of an answer by their summaries."""
    assert response.status_code == 200, response.content
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(one["SUMMARY"]): one for one in calendar.walk("VEVENT")}


def work_of(actor, **more):
    return AssignmentFactory(agency=actor.agency, owner_user=actor.user, **more)


def test_it_tells_a_due_day_as_a_whole_day_with_its_alarm_and_page(reader, settings):
    settings.SOTAY_ADDRESS = "https://sotay.example.vn"
    due = today() + timedelta(days=5)
    one = work_of(reader, due_date=due, title="Rà soát hồ sơ; quý I,\nbổ sung")
    feed = make_feed(actor=reader, at=now())

    answer = asked(feed)
    (event,) = events(answer).values()

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["SUMMARY"]) == "Rà soát hồ sơ; quý I, bổ sung"
    assert event["DTSTART"].dt == due
    assert event["DTEND"].dt == due + timedelta(days=1)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["URL"] == f"https://sotay.example.vn/{reader.agency.short_name}/work/assignments/{one.slug}/"
    assert "Việc cần làm: Nhận việc." in str(event["DESCRIPTION"])
    assert event["SEQUENCE"] == 0
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=-16)
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert str(calendar["X-WR-TIMEZONE"]) == "Asia/Ho_Chi_Minh"
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_a_day_that_moves_keeps_its_uid_and_counts_up_also_when_it_comes_back(reader):
    one = work_of(reader, due_date=today() + timedelta(days=5), title="Rà soát")
    feed = make_feed(actor=reader, at=now())
    first = events(asked(feed))["Rà soát"]

    moved = today() + timedelta(days=9)
    type(one).objects.filter(pk=one.pk).update(due_date=moved)
    judge_agency(reader.agency.pk, on=today())
    second = events(asked(feed))["Rà soát"]
    type(one).objects.filter(pk=one.pk).update(state="CONFIRMED", ended_date=today(), done_date=today(), result="Xong")
    judge_agency(reader.agency.pk, on=today())
    assert events(asked(feed)) == {}
    type(one).objects.filter(pk=one.pk).update(state="TAKEN", ended_date=None)
    judge_agency(reader.agency.pk, on=today())
    third = events(asked(feed))["Rà soát"]

    assert first["UID"] == second["UID"] == third["UID"]
    assert second["DTSTART"].dt == moved
    assert [one["SEQUENCE"] for one in (first, second, third)] == [0, 1, 2]


def test_what_is_overdue_says_so_on_its_day(reader):
    late = today() - timedelta(days=3)
    work_of(reader, due_date=late, title="Rà soát")

    assert events(asked(make_feed(actor=reader, at=now())))["Quá hạn: Rà soát"]["DTSTART"].dt == late


def test_nothing_changed_is_not_sent_again(reader):
    work_of(reader, due_date=today() + timedelta(days=5))
    feed = make_feed(actor=reader, at=now())
    first, second = asked(feed), asked(feed)

    assert first.content == second.content
    assert asked(feed, if_none_match=first["ETag"]).status_code == 304
    assert asked(feed, if_modified_since=first["Last-Modified"]).status_code == 304
    work_of(reader, due_date=today() + timedelta(days=6))
    judge_agency(reader.agency.pk, on=today())
    third = asked(feed, if_none_match=first["ETag"])
    assert third.status_code == 200
    assert len(events(third)) == 2


def test_only_the_hash_of_the_address_is_kept_and_renewing_ends_the_old(reader):
    old = make_feed(actor=reader, at=now())
    code = secret.secret_of(old)
    assert old.secret_hash == sha256(f"sotay.calendar|{code}".encode()).hexdigest()
    assert code not in str(CalendarFeed.objects.values().get())

    new = make_feed(actor=reader, at=now())

    assert asked(old).status_code == 410
    assert asked(new).status_code == 200
    assert CalendarFeed.objects.filter(user=reader.user, revoked_at__isnull=True).count() == 1
    acts = Entry.objects.filter(subject_type="work.calendarfeed").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["work.calendar.made", "work.calendar.renewed"]


def test_a_revoked_one_is_gone_and_revoking_twice_changes_nothing(reader):
    feed = make_feed(actor=reader, at=now())
    revoke_feed(actor=reader, at=now())

    assert asked(feed).status_code == 410
    assert revoke_feed(actor=reader, at=now()) is UNCHANGED


@pytest.mark.parametrize("left", ["seat", "account", "agency", "idle"])
def test_it_ends_with_the_seat_the_account_and_the_agency(reader, left, settings):
    feed = make_feed(actor=reader, at=now())
    assert asked(feed).status_code == 200
    yesterday = today() - timedelta(days=1)
    if left == "seat":
        Seat.objects.filter(user=reader.user).update(to_date=yesterday)
    elif left == "account":
        type(reader.user).objects.filter(pk=reader.user.pk).update(is_active=False)
    elif left == "agency":
        type(reader.agency).objects.filter(pk=reader.agency.pk).update(ended_date=yesterday)
    else:
        settings.SOTAY_DORMANT_AFTER_DAYS = 45
        long_ago = now() - timedelta(days=46)
        idle = {"last_active_at": long_ago, "last_login": long_ago, "created_at": long_ago}
        type(reader.user).objects.filter(pk=reader.user.pk).update(**idle)

    assert asked(feed).status_code == 404


def test_it_tells_nothing_of_other_people_nor_of_another_agency(reader, other_agency):
    colleague = person(reader.agency, Role.OFFICIAL, on=today())
    work_of(colleague, due_date=today(), title="Việc của người khác")
    SeatFactory(agency=other_agency, role=Role.OFFICIAL, user=reader.user)
    elsewhere = actor_of(reader.user, agency=other_agency, on=today())
    work_of(elsewhere, due_date=today(), title="Việc ở cơ quan khác")
    work_of(reader, due_date=today(), title="Việc của tôi")

    here, there = make_feed(actor=reader, at=now()), make_feed(actor=elsewhere, at=now())

    assert list(events(asked(here))) == ["Việc của tôi"]
    assert list(events(asked(there))) == ["Việc ở cơ quan khác"]


def test_meetings_visits_and_inspections_stand_for_those_they_concern(agency, reader):
    unit = UnitFactory(agency=agency)
    leader = person(agency, Role.UNIT_HEAD, unit=unit, on=today())
    day = now() + timedelta(days=20)
    ReviewFactory(agency=agency, title="Họp xem xét của lãnh đạo", meeting_at=day, state="INVITED", place="Hội trường")
    audit = AuditFactory(agency=agency, state="PLANNED", planned_date=today(), from_date=day.date(), to_date=day.date())
    VisitFactory(agency=agency, audit=audit, unit=unit, starts_at=day, ends_at=day + timedelta(hours=2))
    InspectionFactory(
        agency=agency, body="Chi cục Tiêu chuẩn", from_date=day.date(), to_date=day.date() + timedelta(days=1)
    )

    told = events(asked(make_feed(actor=leader, at=now())))

    review = next(one for summary, one in told.items() if "Họp xem xét" in summary)
    assert str(review["LOCATION"]) == "Hội trường"
    assert any(f"Đánh giá nội bộ: {unit}" in summary for summary in told)
    inspection = told["Kiểm tra: Chi cục Tiêu chuẩn"]
    assert inspection["DTEND"].dt - inspection["DTSTART"].dt == timedelta(days=2)
    assert events(asked(make_feed(actor=reader, at=now()))) == {}


def test_as_many_queries_for_one_event_as_for_thirty(reader):
    feed = make_feed(actor=reader, at=now())
    asked(feed)  # the agency was judged for the day

    def counted(number):
        for one in range(number):
            work_of(reader, due_date=today() + timedelta(days=one + 1))
        judge_agency(reader.agency.pk, on=today())
        with CaptureQueriesContext(connection) as queries:
            answer = asked(feed)
        return len(queries), len(events(answer))

    few, many = counted(1), counted(29)

    assert (few[1], many[1]) == (1, 30)
    assert few[0] == many[0]


def test_unknown_addresses_are_not_found_and_soon_too_many():
    path = reverse("calendar_file", kwargs={"secret": "0000000000000001"})
    answers = [Client().get(path, REMOTE_ADDR="203.0.113.9").status_code for _one in range(21)]

    assert answers == [404] * 20 + [429]


def test_no_secret_stands_in_a_log(reader):
    path = url_of(make_feed(actor=reader, at=now()))
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)

    assert NoSecrets().filter(line)

    assert line.getMessage() == "Not Found: /calendar/…"


def test_its_page_shows_the_address_to_its_owner_alone(reader):
    client = SignedIn(reader)
    page = reverse("work:calendar", kwargs={"agency": reader.agency.short_name})
    assert "/calendar/" not in client.get(page).content.decode().replace("/work/calendar/", "")

    client.send(reverse("work:calendar_make", kwargs={"agency": reader.agency.short_name}))
    feed = CalendarFeed.objects.get(user=reader.user)
    shown = client.get(page)

    assert url_of(feed) in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    colleague = SignedIn(person(reader.agency, Role.OFFICIAL, on=today()))
    assert secret.secret_of(feed).lower() not in colleague.get(page).content.decode()


@settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.dates(date(1980, 1, 1), date(2090, 1, 1)),
    length=st.integers(0, 400),
    title=st.text(min_size=1, max_size=200).filter(lambda text: "\x00" not in text),
)
def test_every_day_is_read_back_as_it_was(reader, first, length, title):
    last = first + timedelta(days=length)
    one = Dated(key=f"k{first}{length}", title=f"a{title}", from_date=first, to_date=last, link_name="work:calendar")
    told = told_of([one], viewer=reader)
    entries = keep_entries({one.key: told[0].digest}, viewer=reader, at=now())

    (event,) = icalendar.Calendar.from_ical(calendar_file(told, entries, viewer=reader)).walk("VEVENT")

    assert event["DTSTART"].dt == first
    assert event["DTEND"].dt == last + timedelta(days=1)
    assert str(event["SUMMARY"]) == told[0].summary
    assert CalendarEntry.objects.filter(user=reader.user, key=one.key).count() == 1
