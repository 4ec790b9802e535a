"""Pages of people as a secretary uses them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat, User
from tests.factories.agency import SeatFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"organisation:{name}", kwargs={"agency": agency.short_name, **kwargs})


NEW = {"full_name": "Trần Thị Bình", "username": "binhtt", "role": "OFFICIAL", "from_date": "01/06/2026"}


def test_a_new_persons_password_is_shown_once(agency, secretary, signed_in):
    client = signed_in(secretary)

    shown = client.send(url(agency, "person_create"), NEW, follow=True)

    user = User.objects.get(username="binhtt")
    assert user.check_password(shown.context["password"])
    assert shown.context["password"] in shown.content.decode()
    again = client.get(url(agency, "person_password_shown", uuid=user.uuid))
    assert again.context["password"] == ""


def test_the_form_sent_twice_makes_one_person_and_leads_to_the_same_page(agency, secretary, signed_in):
    client, token = signed_in(secretary), "6f0f6d1e-5f0a-4f6b-9d3c-000000000001"

    answers = [client.send(url(agency, "person_create"), NEW, token=token) for _time in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert User.objects.filter(username="binhtt").count() == 1


def test_reset_password_ends_the_old_one(agency, secretary, signed_in):
    user = SeatFactory(agency=agency).user

    shown = signed_in(secretary).send(url(agency, "person_password", uuid=user.uuid), follow=True)

    user.refresh_from_db()
    assert user.check_password(shown.context["password"])


def test_reset_password_of_somebody_seated_elsewhere_is_greyed_and_refused(agency, secretary, signed_in):
    user = SeatFactory(agency=agency).user
    SeatFactory(user=user)
    client = signed_in(secretary)

    page = client.get(url(agency, "person_detail", uuid=user.uuid)).content.decode()
    answer = client.send(url(agency, "person_password", uuid=user.uuid), follow=True)

    assert "Người này còn giữ vai trò ở cơ quan khác" in page
    assert "Người này còn giữ vai trò ở cơ quan khác" in answer.content.decode()
    user.refresh_from_db()
    assert user.password == "!"


def test_people_stand_by_given_name_and_are_found_without_marks(agency, secretary, signed_in):
    for name in ("Nguyễn Văn Đức", "Trần An", "Lê Bình"):
        SeatFactory(agency=agency, user=UserFactory(full_name=name))
    SeatFactory(user=UserFactory(full_name="Phạm Đức Ngoài"))
    client = signed_in(secretary)

    names = [row.record.full_name for row in client.get(url(agency, "person_list")).context["table"].rows]
    found = client.get(url(agency, "person_list"), {"words": "duc"}).context["table"].rows

    assert [one for one in names if one in {"Nguyễn Văn Đức", "Trần An", "Lê Bình"}] == [
        "Trần An", "Lê Bình", "Nguyễn Văn Đức",
    ]  # fmt: skip
    assert [row.record.full_name for row in found] == ["Nguyễn Văn Đức"]


def test_people_are_narrowed_by_unit_role_and_whether_they_left(agency, secretary, signed_in):
    unit = UnitFactory(agency=agency)
    head = SeatFactory(agency=agency, unit=unit, role=Seat.Role.UNIT_HEAD).user
    gone = SeatFactory(agency=agency, unit=unit, to_date="2026-02-01").user
    client = signed_in(secretary)

    def names(**chosen):
        return [row.record for row in client.get(url(agency, "person_list"), chosen).context["table"].rows]

    assert names(unit=unit.pk) == [head]
    assert names(role="UNIT_HEAD") == [head]
    assert names(past="on") == [gone]


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_of_people_asks_as_often_for_30_as_for_1(agency, secretary, signed_in):
    client, unit = signed_in(secretary), UnitFactory(agency=agency)
    SeatFactory(agency=agency, unit=unit)
    few = queries_of(client, url(agency, "person_list"))
    for _person in range(30):
        user = SeatFactory(agency=agency, unit=unit).user
        SeatFactory(agency=agency, user=user, role=Seat.Role.AUDITOR)

    assert queries_of(client, url(agency, "person_list")) == few <= 12


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_is_exported_without_people_of_others(agency, secretary, signed_in, kind):
    SeatFactory(agency=agency, user=UserFactory(full_name="Lê Thị Của Mình"))
    SeatFactory(user=UserFactory(full_name="Người Ngoài"))

    answer = signed_in(secretary).get(url(agency, "person_list"), {"export": kind})

    content = answer.getvalue()
    if kind == "csv":
        assert "Lê Thị Của Mình" in content.decode("utf-8-sig")
        assert "Người Ngoài" not in content.decode("utf-8-sig")
    else:
        assert content.startswith(b"PK")


def test_one_decision_gives_several_seats(agency, secretary, signed_in):
    unit = UnitFactory(agency=agency)
    head, member = SeatFactory(agency=agency).user, SeatFactory(agency=agency).user
    lines = {
        "lines-TOTAL_FORMS": "6", "lines-INITIAL_FORMS": "0",
        "lines-0-person": f"{head.full_name} ({head.username})", "lines-0-role": "COMMITTEE_HEAD",
        "lines-2-person": member.username, "lines-2-role": "COMMITTEE_MEMBER", "lines-2-unit": unit.pk,
    }  # fmt: skip
    client = signed_in(secretary)

    answer = client.send(url(agency, "seat_appoint"), {"number": "04/QĐ-BCĐ", "date": "05/06/2026", **lines})

    assert answer.status_code == 302, answer.context["form"].errors
    given = Seat.objects.filter(decision__number="04/QĐ-BCĐ")
    assert {(seat.user, seat.role, seat.unit) for seat in given} == {
        (head, "COMMITTEE_HEAD", None), (member, "COMMITTEE_MEMBER", unit),
    }  # fmt: skip


def test_a_line_half_filled_is_named_and_nothing_is_given(agency, secretary, signed_in):
    lines = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "lines-0-person": "không có ai"}

    answer = signed_in(secretary).send(url(agency, "seat_appoint"), {"number": "1", "date": "05/06/2026", **lines})

    assert answer.status_code == 422
    assert "Không tìm thấy người này" in answer.content.decode()
    assert not Seat.objects.exclude(user=secretary.user).exists()


def test_two_members_of_one_name_are_told_apart_by_username(agency, secretary, signed_in):
    for name in ("an1", "an2"):
        SeatFactory(agency=agency, user=UserFactory(full_name="Lê An", username=name))
    typed = {"person": "Lê An", "role": "AUDITOR", "from_date": "01/06/2026"}

    answer = signed_in(secretary).send(url(agency, "seat_give"), typed)

    assert answer.status_code == 422
    assert "an1, an2" in answer.content.decode()


def test_a_seat_is_moved_and_ended_by_its_forms(agency, secretary, signed_in):
    seat = SeatFactory(agency=agency, unit=UnitFactory(agency=agency))
    target, client = UnitFactory(agency=agency), signed_in(secretary)
    moving = {"unit": target.pk, "date": "01/07/2026", "reason": "Điều động", "version": 1}

    client.send(url(agency, "seat_transfer", uuid=seat.uuid), moving)

    moved = Seat.objects.get(user=seat.user, unit=target)
    ending = {"to_date": "01/09/2026", "reason": "Nghỉ hưu", "version": 1}
    client.send(url(agency, "seat_end", uuid=moved.uuid), ending)
    moved.refresh_from_db()
    assert str(moved.to_date) == "2026-09-01"
    assert client.get(url(agency, "seat_detail", uuid=moved.uuid)).status_code == 200
