"""Decisions: entered with their scan, corrected, refused, denied, shown with what rests on them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Decision, Seat
from sotay.commands import UNCHANGED, Refused
from sotay.journal.models import Entry
from sotay.organisation.decisions.commands import add_decision, change_decision
from tests.conftest import TODAY, person
from tests.factories.agency import DecisionFactory, SeatFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def added(agency, actor, **fields):
    return add_decision(agency, actor=actor, on=TODAY, **({"number": "04/QĐ-BCĐISO", "date": TODAY} | fields))


def test_add_decision_keeps_the_scan_and_tells_the_journal_its_hash(agency, secretary):
    decision = added(agency, secretary, file=SimpleUploadedFile("qd 04.pdf", PDF))

    assert (decision.file_name, decision.file.media_type) == ("qd 04.pdf", "application/pdf")
    assert Entry.objects.get().data["sha256"] == decision.file_id


def test_add_decision_refuses_a_number_of_the_day_twice_a_day_to_come_and_a_file_of_no_kind(agency, secretary):
    added(agency, secretary)
    wrong = SimpleUploadedFile("qd.pdf", b"<html><script>alert(1)</script></html>")

    for fields, code in (({}, "decision_taken"), ({"date": date(2026, 6, 13)}, "signed_in_future")):
        with pytest.raises(Refused) as refusal:
            added(agency, secretary, **fields)
        assert refusal.value.codes == (code,)
    with pytest.raises(Refused) as refusal:
        added(agency, secretary, number="5/QĐ", file=wrong)
    assert refusal.value.reasons[0].field == "file"
    assert not Decision.objects.filter(number="5/QĐ").exists()


def test_add_decision_is_for_administrators_and_the_clerk(agency, official):
    with pytest.raises(PermissionDenied):
        added(agency, official)
    assert added(agency, person(agency, Seat.Role.CLERK))


def test_change_decision_adds_the_scan_later_and_keeps_what_stood_before(agency, secretary):
    decision = DecisionFactory(agency=agency, number="1/QĐ")
    same = {"number": "1/QĐ", "date": decision.date, "signer_name": decision.signer_name}
    same["signer_title"] = decision.signer_title

    assert change_decision(decision, actor=secretary, version=1, on=TODAY, **same) is UNCHANGED
    with_scan = {**same, "number": "01/QĐ", "file": SimpleUploadedFile("a.pdf", PDF)}
    changed = change_decision(decision, actor=secretary, version=1, on=TODAY, **with_scan)

    assert changed.file
    assert Entry.objects.get().data["before"] == {"number": "1/QĐ", "file": None}


def test_the_page_shows_what_rests_on_it_and_gives_the_file(agency, secretary, signed_in):
    decision = added(agency, secretary, file=SimpleUploadedFile("qd.pdf", PDF))
    seat = SeatFactory(agency=agency, role=Seat.Role.QMR, decision=decision)
    address = {"agency": agency.short_name, "uuid": decision.uuid}
    client = signed_in(secretary)

    page = client.get(reverse("organisation:decision_detail", kwargs=address)).content.decode()
    file = client.get(reverse("organisation:decision_file", kwargs=address))

    assert seat.user.full_name in page
    assert file.getvalue() == PDF
    assert file["Content-Disposition"].startswith("attachment")


def test_the_list_finds_numbers_without_marks_and_asks_as_often_for_30_as_for_1(agency, secretary, signed_in):
    url, client = reverse("organisation:decision_list", kwargs={"agency": agency.short_name}), signed_in(secretary)
    DecisionFactory(agency=agency, number="04/QĐ-BCĐISO")
    client.get(url)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    few = asked()
    DecisionFactory.create_batch(30, agency=agency)
    assert asked() == few <= 12
    found = client.get(url, {"words": "04/qd-bcdiso"}).context["table"].rows
    assert [row.record.number for row in found] == ["04/QĐ-BCĐISO"]
    assert "04/QĐ-BCĐISO" in client.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig")


def test_what_a_list_does_not_know_is_a_short_dash(agency, secretary, signed_in):
    DecisionFactory(agency=agency, signer_name="")

    page = signed_in(secretary).get(reverse("organisation:decision_list", kwargs={"agency": agency.short_name}))

    assert "—" not in page.content.decode()
