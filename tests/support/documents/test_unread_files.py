"""The page of a revision says why a file is not found by what it says."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.blobs.models import BlobText
from sotay.blobs.storage import store
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
WAITS = "Đang chờ đọc chữ trong tệp"


@pytest.fixture
def page(agency, signed_in):
    unit = UnitFactory(agency=agency)
    writer = person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today(), from_date=today() - timedelta(days=30))
    draft = RevisionFactory(document=DocumentFactory(agency=agency, unit=unit))
    draft.source, draft.source_name = store("Nội dung".encode(), name="a.txt"), "a.txt"
    draft.save()
    address = reverse("support:revision_detail", kwargs={"agency": agency.short_name, "slug": draft.uuid})
    client = signed_in(writer)

    def read(**values):
        if values:
            BlobText.objects.update_or_create(blob=draft.source, defaults=values)
        return client.get(address).content.decode()

    return read


def test_a_file_that_was_not_read_yet_says_so(page):
    assert WAITS in page()
    assert WAITS in page(state="WAITING")


@pytest.mark.parametrize(("state", "reason"), [("FAILED", "DAMAGED"), ("NONE", "NO_PROGRAM"), ("DONE", "CUT")])
def test_a_file_that_cannot_be_found_by_its_text_says_why(page, state, reason):
    assert str(BlobText.Reason(reason).label) in page(state=state, reason=reason)


def test_a_file_that_was_read_says_nothing(page):
    shown = page(state="DONE", text="Nội dung")
    assert WAITS not in shown
    assert not any(str(label) in shown for label in BlobText.Reason.labels)
