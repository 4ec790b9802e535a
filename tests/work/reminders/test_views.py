"""The log of reminders tells who was reminded of what, as a list and as a file."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sotay.work.models import Notice
from sotay.work.reminders.commands import remind
from tests.conftest import TODAY
from tests.factories.agency import UserFactory
from tests.factories.work import WaitingItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(agency):
    return reverse("work:reminder_list", kwargs={"agency": agency.short_name})


def reminded(agency, number, **more):
    for _number in range(number):
        WaitingItemFactory(agency=agency, due_date=TODAY, **more)
    remind([agency], on=TODAY)


def test_the_list_tells_who_and_what_in_a_constant_number_of_questions(
    agency, other_agency, secretary, url, signed_in, django_assert_max_num_queries
):
    client = signed_in(secretary)
    reminded(other_agency, 1, title="Việc của cơ quan khác")

    def page():
        with django_assert_max_num_queries(12) as asked:
            text = client.get(url).text
        return len(asked), text

    page()
    reminded(agency, 1, user=UserFactory(full_name="Đỗ Thị Hạnh"), title="Rà soát hồ sơ")
    few, text = page()
    assert "Đỗ Thị Hạnh" in text
    assert "Rà soát hồ sơ" in text
    assert "Việc của cơ quan khác" not in text
    reminded(agency, 29)

    assert page()[0] == few


def test_other_notices_are_none_of_the_log(agency, secretary, url, signed_in):
    Notice.objects.create(agency=agency, user=UserFactory(), kind=Notice.Kind.MENTIONED, subject_text="Nhắc tới")

    assert "Chưa nhắc ai việc gì" in signed_in(secretary).get(url).text


@pytest.mark.parametrize(("words", "found"), [("ra soat", False), ("rà soát", True), ("hanh", True), ("khac", False)])
def test_it_is_searched_by_thing_and_by_person(agency, secretary, url, signed_in, words, found):
    reminded(agency, 1, user=UserFactory(full_name="Đỗ Thị Hạnh"), title="Rà soát hồ sơ")

    assert ("Đỗ Thị Hạnh" in signed_in(secretary).get(url, {"q": words}).text) is found


def test_it_leaves_as_a_file(agency, secretary, url, signed_in):
    reminded(agency, 1, title="Rà soát hồ sơ")

    answer = signed_in(secretary).get(url, {"export": "csv"})

    assert "Rà soát hồ sơ" in b"".join(answer.streaming_content).decode()


def test_a_reminder_of_what_is_overdue_is_called_so_and_found_by_it(agency, secretary, url, signed_in):
    for number, title in ((-7, "Việc sắp đến"), (8, "Việc đã quá"), (1, "Việc quá từ hôm nay")):
        WaitingItemFactory(agency=agency, due_date=TODAY - timedelta(days=number), title=title)
    remind([agency], on=TODAY)
    client = signed_in(secretary)

    def shown(kind):
        return {
            row.cells["subject_text"]: row.cells["kind"]
            for row in client.get(url, {"kind": kind}).context["table"].rows
        }

    soon, past = {"Việc sắp đến": "Nhắc việc đến hạn"}, {"Việc đã quá": "Nhắc việc quá hạn"}
    since_today = {"Việc quá từ hôm nay": "Quá hạn từ hôm nay"}
    assert shown("") == soon | past | since_today
    assert (shown("REMINDER"), shown("PAST"), shown("OVERDUE")) == (soon, past, since_today)
