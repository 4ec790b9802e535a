"""Every form of an agency, sent twice in a row with one token, has one effect and one answer."""

from uuid import uuid4

import pytest
from django.urls import reverse

from sotay.journal.models import Entry
from tests.architecture.test_addresses import permission_rows
from tests.factories.agency import AgencyFactory
from tests.permission_table import client_of

DONE = 302


def accepted():
    """Yield every row of a permission table that a seat may send, with that seat."""
    seen = set()
    for row in permission_rows():
        for role, status in row.seats.items():
            if row.method == "post" and status == DONE and (row.name, row.query) not in seen:
                seen.add((row.name, row.query))
                yield pytest.param(row, role, id=f"{row.name} {role}")


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "role"), list(accepted()))
def test_a_second_click_changes_nothing_and_is_led_to_the_same_answer(row, role):
    agency = AgencyFactory()
    url = reverse(row.name, kwargs={"agency": agency.short_name, **row.kwargs(agency)}) + row.query
    client, sent = client_of(role, agency), {"once": str(uuid4()), **row.data(agency)}
    before = Entry.objects.count()

    first = client.post(url, sent)
    told = Entry.objects.count()
    for upload in (value for value in sent.values() if hasattr(value, "seek")):
        upload.seek(0)
    second = client.post(url, sent)

    assert (first.status_code, second.status_code) == (DONE, DONE)
    assert second["Location"] == first["Location"]
    assert Entry.objects.count() == told >= before


def test_there_are_forms_to_send():
    assert len(list(accepted())) > 20
