"""Việc của tôi leaves nothing out that waits, and an official's day begins there."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.journal.models import Touched
from sotay.standard.catalogue.obligations import obligation_of
from sotay.standard.standings.models import Standing, Word
from sotay.web.mine.queries import group_of
from sotay.work.assignments.commands import finish_assignment, give_assignment, take_assignment
from sotay.work.models import WaitingItem
from sotay.work.waiting.registry import Kind
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.leadership import PolicyFactory
from tests.factories.work import WaitingItemFactory

pytestmark = pytest.mark.django_db

NOTHING = "Hiện không có việc nào chờ anh, chị"
OVERVIEW = '<span class="rail-label">Tổng quan</span>'


@pytest.fixture
def mine(agency):
    return reverse("web:my_work", kwargs={"agency": agency.short_name})


@pytest.fixture
def clerk(agency):
    return person(agency, Seat.Role.OFFICIAL, on=today())


def test_a_policy_not_confirmed_yet_waits_until_it_is(agency, clerk, mine, signed_in):
    PolicyFactory(agency=agency, in_force=True)
    client = signed_in(clerk)
    page = client.get(mine)
    assert [row.item.title for group in page.context["work"].groups for row in group.rows] == [
        "Chính sách chất lượng, lần ban hành 01"
    ]
    assert "Đọc và xác nhận" in page.text
    assert NOTHING not in page.text

    client.send(reverse("leadership:policy_read", kwargs={"agency": agency.short_name}))

    page = client.get(mine).text
    assert "Đọc và xác nhận" not in page
    assert NOTHING in page


def test_the_secretary_finds_the_questions_of_the_first_day(agency, secretary, mine, signed_in):
    page = signed_in(secretary).get(mine).content.decode()

    assert reverse("manual:startup", kwargs={"agency": agency.short_name}) in page
    assert "Hiện không có việc nào chờ" not in page


def test_an_official_begins_with_his_own_work_and_has_a_short_rail(clerk, mine, signed_in):
    client = signed_in(clerk)

    assert client.get("/")["Location"] == mine
    assert OVERVIEW not in client.get(mine).content.decode()


@pytest.mark.parametrize("role", [Seat.Role.HEAD, Seat.Role.AUDITOR, Seat.Role.SECRETARY])
def test_whoever_answers_for_more_begins_with_the_overview(agency, mine, role, signed_in):
    client = signed_in(person(agency, role, on=today()))

    assert client.get("/")["Location"] == reverse("web:overview", kwargs={"agency": agency.short_name})
    assert OVERVIEW in client.get(mine).content.decode()


def waits(agency, actor, number=1, **more):
    return WaitingItemFactory.create_batch(number, agency=agency, user=actor.user, **more)


def judged(agency):
    """Make the agency one that needs no looking at, so that the rows of the test stay."""
    Standing.objects.create(agency=agency, obligation="audit.yearly", standing=Word.MET, judged_for_date=today())


def shown(page):
    """Return the titles of the rows by group."""
    return {group.key: [row.item.title for row in group.rows] for group in page.context["work"].groups}


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2026, 6, 9), "late"),
        (date(2026, 6, 10), "today"),
        (date(2026, 6, 11), "week"),
        (date(2026, 6, 14), "week"),
        (date(2026, 6, 15), "later"),
        (date(2026, 7, 1), "later"),
        (None, "undated"),
    ],
)
def test_a_week_ends_on_sunday(due, group):
    assert group_of(due, on=date(2026, 6, 10)) == group


def test_on_sunday_nothing_is_left_of_the_week():
    assert group_of(date(2026, 6, 15), on=date(2026, 6, 14)) == "later"


def test_what_waits_stands_in_groups_by_its_day_with_its_one_next_action(agency, other_agency, clerk, mine, signed_in):
    judged(agency)
    waits(agency, clerk, title="Trễ", due_date=today() - timedelta(days=3), act="Báo kết quả", origin="Biên bản họp")
    waits(agency, clerk, title="Nay", due_date=today())
    waits(agency, clerk, title="Sau", due_date=today() + timedelta(days=40))
    waits(agency, clerk, title="Khi nào cũng được")
    waits(agency, person(agency, Seat.Role.OFFICIAL, on=today()), title="Của người khác")
    waits(other_agency, clerk, title="Của cơ quan khác")

    page = signed_in(clerk).get(mine)

    assert shown(page) == {"late": ["Trễ"], "today": ["Nay"], "later": ["Sau"], "undated": ["Khi nào cũng được"]}
    assert "quá 3 ngày" in page.text
    assert "còn 40 ngày" in page.text
    assert "Biên bản họp" in page.text
    assert f'<a class="btn" href="{mine}">Báo kết quả</a>' in page.text
    assert {one.key: one.count for one in page.context["rail"]}["mine"] == 2


def test_the_rail_counts_decisions_what_is_due_and_what_is_late(agency, clerk, mine, signed_in):
    judged(agency)
    waits(agency, clerk, 2, kind=Kind.DECIDE)
    waits(agency, clerk, due_date=today())
    waits(agency, clerk, due_date=today() - timedelta(days=1))
    waits(agency, clerk, due_date=today() + timedelta(days=1))

    rail = signed_in(clerk).get(mine).context["rail"]

    assert {one.key: one.count for one in rail}["mine"] == 4


def test_ten_decisions_stand_first_and_the_rest_behind_a_link(agency, mine, signed_in):
    judged(agency)
    head = person(agency, Seat.Role.HEAD, on=today())
    waits(agency, head, 13, kind=Kind.DECIDE, act="Xem và quyết định")
    client = signed_in(head)

    page = client.get(mine)
    assert len(page.context["work"].decisions) == 10
    assert "Xem 3 việc cần quyết định nữa" in page.text

    page = client.get(mine, {"kind": "DECIDE"})
    assert len(page.context["work"].decisions) == 13
    assert "cần quyết định nữa" not in page.text


def test_one_kind_is_shown_alone_and_an_empty_kind_leads_back(agency, clerk, mine, signed_in):
    judged(agency)
    waits(agency, clerk, title="Làm")
    waits(agency, clerk, title="Đọc", kind=Kind.READ)
    client = signed_in(clerk)

    assert shown(client.get(mine, {"kind": "READ"})) == {"undated": ["Đọc"]}
    assert shown(client.get(mine, {"kind": "nonsense"})) == {"undated": ["Làm", "Đọc"]}
    assert "Không có việc nào thuộc loại này" in client.get(mine, {"kind": "DECIDE"}).text


def test_more_than_fifty_rows_stand_on_pages_with_the_decisions_on_the_first(agency, clerk, mine, signed_in):
    judged(agency)
    waits(agency, clerk, 60, due_date=today())
    waits(agency, clerk, kind=Kind.DECIDE)
    client = signed_in(clerk)

    first, second = client.get(mine), client.get(mine, {"page": 2})

    assert (len(shown(first)["today"]), len(shown(second)["today"])) == (50, 10)
    assert (len(first.context["work"].decisions), len(second.context["work"].decisions)) == (1, 0)
    assert client.get(mine, {"page": "x"}).status_code == 200


def test_what_a_click_changed_is_seen_by_the_next_page(agency, clerk, mine, signed_in):
    client = signed_in(clerk)
    client.get(mine)
    giver = person(agency, Seat.Role.SECRETARY, on=today())
    given = give_assignment(
        agency, actor=giver, title="Rà soát hồ sơ", owner=Owner(user=clerk.user), due_date=today(), on=today()
    )

    assert shown(client.get(mine)) == {"today": ["Rà soát hồ sơ"]}

    take = take_assignment(given, actor=clerk, version=given.version, on=today())
    assert "Báo kết quả" in client.get(mine).text
    finish_assignment(take, actor=clerk, version=take.version, result="Đã rà soát 12 hồ sơ", on=today())
    assert shown(client.get(mine)) == {}
    assert len(signed_in(giver).get(mine).context["work"].decisions) == 1


def test_the_table_is_read_in_the_language_of_the_page(agency, secretary, mine, signed_in):
    Standing.objects.create(
        agency=agency, obligation="own.calendar", standing=Word.OVERDUE, due_date=today(), judged_for_date=today()
    )
    Touched.objects.create(agency=agency, action="test.nothing.done")
    client = signed_in(secretary)
    client.cookies["sotay_language"] = "en"

    page = client.get(mine).text

    assert "Decide the working calendar of the year" in page
    kept = WaitingItem.objects.get(user=secretary.user, obligation="own.calendar").title
    assert kept == obligation_of("own.calendar").vi.title != obligation_of("own.calendar").en.title


def test_a_full_page_asks_as_much_as_an_empty_one_and_twelve_questions_at_most(
    agency, mine, signed_in, django_assert_max_num_queries
):
    judged(agency)
    unit = UnitFactory(agency=agency)
    secretary = person(agency, Seat.Role.SECRETARY, on=today())
    client = signed_in(secretary)

    def questions():
        with django_assert_max_num_queries(12) as asked:
            client.get(mine)
        return len(asked)

    client.get(mine)
    waits(agency, secretary, unit=unit)
    waits(agency, secretary, kind=Kind.DECIDE)
    few = questions()
    waits(agency, secretary, 99, unit=unit)
    waits(agency, secretary, 49, kind=Kind.DECIDE, unit=unit)

    assert questions() == few
