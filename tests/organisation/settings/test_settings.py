"""The agency itself: changed, created from the command line, succeeded."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import get_resolver, reverse

from sotay.agency.models import Agency, Seat, User
from sotay.agency.models.agency import RESERVED_SHORT_NAMES
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.organisation.settings.commands import change_agency
from sotay.organisation.settings.guards import SHORT_ADDRESSES
from tests.factories.agency import AgencyFactory, SeatFactory
from tests.organisation.settings.test_permissions import PNG

pytestmark = pytest.mark.django_db


def values(agency):
    names = ("name", "kind", "letter_code", "place_name", "committee_name", "manual_name")
    return {name: getattr(agency, name) for name in names}


def test_change_agency_tells_what_stood_before(agency, secretary):
    wanted = values(agency) | {"committee_name": "Ban ISO", "wants_qmr": True, "in_use_from_date": date(2026, 6, 1)}

    changed = change_agency(agency, actor=secretary, version=1, **wanted)

    assert (changed.committee_name, changed.wants_qmr) == ("Ban ISO", True)
    before = Entry.objects.get().data["before"]
    assert before == {"committee_name": "Ban Chỉ đạo ISO", "wants_qmr": False, "in_use_from_date": None}
    assert change_agency(changed, actor=secretary, version=2, **wanted) is UNCHANGED
    with pytest.raises(Stale):
        change_agency(changed, actor=secretary, version=1, **wanted)


def test_change_agency_takes_an_image_as_logo_and_nothing_else(agency, secretary):
    text = SimpleUploadedFile("logo.txt", "chữ".encode())
    with pytest.raises(Refused) as refusal:
        change_agency(agency, actor=secretary, version=1, **values(agency), logo=text)
    assert refusal.value.codes == ("not_an_image",)

    changed = change_agency(
        agency, actor=secretary, version=1, **values(agency), logo=SimpleUploadedFile("logo.png", PNG)
    )
    assert changed.logo.media_type == "image/png"


def test_change_agency_refuses_to_oversee_itself_and_to_grow_while_one_hand_does_all(agency, secretary):
    agency.is_small = True
    agency.save()
    SeatFactory(agency=agency, user=secretary.user, role=Seat.Role.COMMITTEE_HEAD)

    with pytest.raises(Refused) as refusal:
        change_agency(agency, actor=secretary, version=2, **values(agency), is_small=False, overseer=agency)

    assert refusal.value.codes == ("oversees_itself", "writes_and_approves")


def test_change_agency_is_denied_to_an_official(agency, official):
    with pytest.raises(PermissionDenied):
        change_agency(agency, actor=official, version=1, **values(agency))


def test_the_form_changes_the_agency_and_the_page_tells_it(agency, secretary, signed_in):
    client = signed_in(secretary)
    url = reverse("organisation:agency_change", kwargs={"agency": agency.short_name})

    assert client.send(url, values(agency) | {"version": 1, "place_name": "Tam Kỳ"}).status_code == 302

    page = client.get(reverse("organisation:agency_detail", kwargs={"agency": agency.short_name})).content.decode()
    assert "Tam Kỳ" in page
    assert "Sửa thông tin cơ quan" in page


def sotay(*words):
    out = StringIO()
    call_command("agency", *words, stdout=out)
    return out.getvalue()


CREATE = ("create", "stttt", "--name", "Sở TTTT", "--letter-code", "STTTT", "--administrator", "quantri=Lê Quản Trị")


def test_the_command_line_creates_an_agency_with_its_administrator_and_prints_the_password(db):
    said = sotay(*CREATE)

    user = User.objects.get(username="quantri")
    assert user.check_password(said.strip().rpartition(" ")[2])
    assert user.must_change_password
    assert user.seats.get().role == Seat.Role.ADMINISTRATOR
    agency = Agency.objects.get(short_name="stttt")
    assert Entry.objects.filter(agency=agency, origin="command_line", action="organisation.agency.created").exists()


def test_the_command_line_seats_a_secretary_by_decision_only(db):
    with pytest.raises(Refused) as refusal:
        sotay(*CREATE, "--secretary", "thuky=Trần Thư Ký")
    assert refusal.value.codes == ("decision_missing",)
    assert not Agency.objects.exists()
    assert not User.objects.exists()

    sotay(*CREATE, "--secretary", "thuky=Trần Thư Ký", "--decision", "1/QĐ", "--decision-date", "2026-01-05")

    assert Seat.objects.get(role=Seat.Role.SECRETARY).decision.number == "1/QĐ"


def test_the_command_line_keeps_the_password_of_an_account_that_stands(db):
    user = SeatFactory().user

    said = sotay(*CREATE[:-1], f"{user.username}=Tên Khác")

    user.refresh_from_db()
    assert user.password == "!"
    assert "mật khẩu giữ nguyên" in said


@pytest.mark.parametrize("short_name", ["Sở", "api", "hai--gach", "s", "c"])
def test_the_command_line_refuses_names_that_cannot_stand_in_addresses(db, short_name):
    with pytest.raises((Refused, CommandError)):
        sotay("create", short_name, *CREATE[2:])
    assert not Agency.objects.exists()


def test_every_word_that_begins_an_address_of_ours_is_kept_from_agencies():
    begins = {str(one.pattern).partition("/")[0] for one in get_resolver().url_patterns}
    words = {word for word in begins if re.fullmatch(r"[a-z0-9-]+", word)}
    assert {"s", "c", "public", "healthz"} <= words
    assert words <= RESERVED_SHORT_NAMES | SHORT_ADDRESSES


def test_an_agency_is_succeeded_and_both_journals_tell_it(db):
    old, new = AgencyFactory(), AgencyFactory()

    sotay("succeed", old.short_name, new.short_name, "--date", "2026-07-01", "--basis", "Nghị quyết 1")

    old.refresh_from_db()
    assert old.ended_date == date(2026, 7, 1)
    assert new.predecessions.get().predecessor == old
    told = Entry.objects.filter(action="organisation.agency.succeeded")
    assert {entry.agency for entry in told} == {old, new}
    with pytest.raises(Refused) as refusal:
        sotay("succeed", old.short_name, new.short_name, "--date", "2026-07-01", "--basis", "x")
    assert refusal.value.codes == ("succeeded_already",)
    assert old.short_name in sotay("list")
    with pytest.raises(Refused) as refusal:
        sotay("succeed", new.short_name, old.short_name, "--date", "2026-08-01", "--basis", "x")
    assert refusal.value.codes == ("successor_ended",)
