"""A dossier with a mark in every personal column and text: the mark stands in three tables only, and nowhere afterwards.

Every text and JSON column of every table of the database is read, histories, journal, jobs, search and notices too.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.approvals.commands import approve
from sotay.commands import Refused
from sotay.operation.dossiers.desk.commands import endings, originals, receiving, steps, waits
from sotay.operation.dossiers.models import DossierEvent, DossierPaper, DossierPerson
from sotay.operation.dossiers.personal import commands
from tests.conftest import person
from tests.factories.agency import AgencyFactory
from tests.operation.dossiers.desk.conftest import at, here

pytestmark = pytest.mark.django_db
MARK = "Zqxmark"
TABLES = {model._meta.db_table for model in (DossierPerson, DossierPaper, DossierEvent)}
LONG_AGO, LATER = date(2026, 6, 4), date(2028, 10, 2)
COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'tsvector', 'bytea')
"""


@pytest.fixture
def agency(db):
    return here(AgencyFactory(letter_code="STTTT"))


def tables_with_the_mark():
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        by_table = {}
        for table, column in cursor.fetchall():
            by_table.setdefault(table, []).append(column)
        for table, columns in sorted(by_table.items()):
            anywhere = " OR ".join(f'"{column}"::text ILIKE %s' for column in columns)
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE {anywhere})', [f"%{MARK}%"] * len(columns))  # noqa: S608
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def marked(*names):
    return {name: f"{MARK} {name}" for name in names}


def on(days, hour=9):
    return at(LONG_AGO + timedelta(days=days), hour)


NOW = at(LONG_AGO + timedelta(days=60))
WHO = marked("name", "address", "identity_number", "phone", "email", "request")


def through_everything(service, desk, case):
    """Return dossiers that went through every command, each with marks in all it can be told."""
    papers = [{"name": f"{MARK} giấy tờ", "originals": 2, "copies": 1}]
    going = {"actor": desk, "now": NOW}
    one = receiving.receive(service, variant=case, at=on(0), papers=papers, **WHO, **going)
    one = waits.ask_supplement(one, at=on(1), reason=f"{MARK} thiếu", papers=[{"name": f"{MARK} đơn"}], **going)
    one = waits.take_supplement(one, at=on(2), note=f"{MARK} đủ", **going)
    one = waits.pause(one, at=on(3), reason=f"{MARK} chờ", **going)
    one = waits.resume(one, at=on(4), note=f"{MARK} xong", **going)
    first, second = case.steps.order_by("position")[:2]
    one = steps.hand_over(one, at=on(4, 10), to_step=second, to_unit=service.unit, note=f"{MARK} giao", **going)
    one = steps.send_back(one, at=on(4, 11), to_step=first, to_user=desk.user, reason=f"{MARK} lại", **going)
    due = LONG_AGO + timedelta(days=29)  # a working day
    one = waits.apologise(one, at=on(7), new_due_date=due, reason=f"{MARK} chậm", signed_by=f"{MARK} ký", **going)
    one = endings.give_result(one, at=on(8), result_number="1/GP", result_approved_by="Giám đốc", **going)
    one = endings.return_result(one, at=on(9), returned_how="DIRECT", taken_by=f"{MARK} nhận", **going)
    originals.tell_fate(one.papers.get(), at=on(9, 10), fate="LOST", reason=f"{MARK} rơi", **going)
    stopped = receiving.receive(service, at=on(0), **WHO, **going)
    endings.stop(stopped, at=on(1), reason=f"{MARK} dừng", **going)
    gone = receiving.receive(service, at=on(0), **WHO, **going)
    endings.withdraw(gone, at=on(1), reason=f"{MARK} rút", **going)
    refused = receiving.refuse_reception(service, at=on(0), reason=f"{MARK} không nhận", **WHO, **going)
    return [one, stopped, gone, refused]


def test_marks_stand_in_three_tables_and_after_it_nowhere(agency, desk, service, case):
    made = through_everything(service, desk, case)
    assert tables_with_the_mark() == TABLES
    secretary, head = person(agency, Seat.Role.SECRETARY), person(agency, Seat.Role.HEAD)
    day = date(2026, 9, 1)
    one = commands.begin_anonymising(agency, actor=secretary, closed_before_date=day, on=LATER)
    assert set(one.items.values_list("dossier", flat=True)) == {dossier.pk for dossier in made}
    approval = commands.submit_anonymising(one, actor=secretary, version=one.version, on=LATER)
    approve(approval, actor=head, version=approval.version, on=LATER)
    assert tables_with_the_mark() == TABLES
    one.refresh_from_db()
    commands.carry_out(one, actor=secretary, version=one.version, on=LATER)
    assert tables_with_the_mark() == set()


def test_nothing_is_written_about_an_anonymous_dossier_any_more(agency, desk, service, client):
    papers = [{"name": f"{MARK} giấy tờ", "originals": 1, "copies": 0}] * 2
    gone = receiving.receive(service, actor=desk, now=NOW, at=on(0), papers=papers, **WHO)
    gone = endings.withdraw(gone, actor=desk, now=NOW, at=on(1), reason=f"{MARK} rút")
    secretary, head = person(agency, Seat.Role.SECRETARY), person(agency, Seat.Role.HEAD)
    one = commands.begin_anonymising(agency, actor=secretary, closed_before_date=date(2026, 9, 1), on=LATER)
    approval = commands.submit_anonymising(one, actor=secretary, version=one.version, on=LATER)
    approve(approval, actor=head, version=approval.version, on=LATER)
    one.refresh_from_db()
    commands.carry_out(one, actor=secretary, version=one.version, on=LATER)
    gone.refresh_from_db()
    lost, back = gone.papers.order_by("position")
    late = {"actor": desk, "now": at(LATER), "at": at(LATER)}
    with pytest.raises(Refused) as refusal:
        originals.tell_fate(lost, fate="LOST", reason=f"{MARK} cháy", **late)
    assert refusal.value.codes == ("anonymous",)

    client.force_login(desk.user)
    path = reverse(
        "operation:dossier_paper_lost", kwargs={"agency": agency.short_name, "slug": gone.slug, "position": 1}
    )
    assert 'name="reason"' not in client.get(path).content.decode()
    originals.tell_fate(lost, fate="LOST", **late)
    originals.tell_fate(back, fate="RETURNED", **late)

    assert list(gone.papers.order_by("position").values_list("fate", flat=True)) == ["LOST", "RETURNED"]
    assert tables_with_the_mark() == set()


def test_the_crawl_would_find_a_mark_elsewhere(agency):
    agency.place_name = f"{MARK} xã"
    agency.save()
    assert "agency_agency" in tables_with_the_mark()
