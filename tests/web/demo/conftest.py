"""The demonstration agency, copied for the tests of a file, each of which takes back what it writes."""

from datetime import date

import pytest

from sotay.agency.models import Agency
from tests.demonstration import copied_database, demonstration

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The demonstration agency of 2026 as it stands at the end of November."""
    with copied_database(django_db_blocker, demonstration(django_db_blocker, on=TODAY)), django_db_blocker.unblock():
        yield Agency.objects.get()
