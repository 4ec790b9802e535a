"""The demonstration agency, built once for the tests of a file, each of which takes back what it writes."""

import os
from datetime import date

import pytest

from sotay.web.demo.building import build
from tests.browser.conftest import copied_database

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def own_database(django_db_setup, django_db_blocker):
    """Work on a database of the file's own, empty at first."""
    with copied_database(django_db_blocker, os.environ["SOTAY_TEST_TEMPLATE"]), django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def built(own_database):
    """The demonstration agency of 2026 as it stands at the end of November."""
    return build(year=TODAY.year, today=TODAY)
