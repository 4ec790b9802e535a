"""What every test may use: a real database, a cast of people, clients that are signed in."""

import os
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from hypothesis import HealthCheck, settings

from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import now
from sotay.agency.models import Seat
from sotay.config.translations import compile_translations
from sotay.web.account import sessions
from tests.factories.agency import AgencyFactory, SeatFactory

TODAY = date(2026, 6, 12)

if settings.get_current_profile_name() != "soak":
    # a machine that does other work draws examples slowly: that is no fault of a property
    usual = settings.get_profile(settings.get_current_profile_name())
    settings.register_profile("house", usual, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("house")

LONG = {"test_launcher.py", "test_canary.py", "test_sent_twice.py", "test_cli.py", "test_embedded.py"}
"""Files that take longest; they come first, so that no worker is left with one when the others are done."""


def pytest_configure(config):
    """Have the English texts ready before the first test, also in a clone nothing was started in."""
    if not hasattr(config, "workerinput"):
        compile_translations()


def pytest_itemcollected(item):
    """Mark what works on the database: those tests run on every supported PostgreSQL."""
    if "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db"):
        item.add_marker("domain")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Bring the long files to the front."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(autouse=True)
def _no_jobs_left(request):
    """Empty procrastinate's tables after a test that committed: Django does not manage them and would leave them."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers CASCADE")


@pytest.fixture(scope="session", autouse=True)
def _nobody_left_inside(django_db_setup, django_db_blocker):
    """Show out what threads and workers of tests left in the shared database, so that it can be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


@pytest.fixture
def fresh_database(django_db_setup, django_db_blocker):
    """Give the test a database of its own where commits are real, so that threads and browsers see them.

    It is copied and dropped instead of flushed: the journal refuses to be emptied.
    """
    default = connections["default"]
    shared = default.settings_dict["NAME"]
    own = f"{shared}_{uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        default.close()
        source = os.environ.get("SOTAY_TEST_TEMPLATE") or shared
        with default._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{source}"')
        default.settings_dict["NAME"] = own
        yield own
        connections.close_all()
        default.settings_dict["NAME"] = shared
        with default._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{own}" WITH (FORCE)')


@pytest.fixture
def agency(db):
    """An agency."""
    return AgencyFactory()


@pytest.fixture
def other_agency(db):
    """Another agency, whose records must never be seen."""
    return AgencyFactory()


def person(agency, role, *, unit=None, on=TODAY, **seat) -> Actor:
    """Return the actor of a new person seated in a role, as of `on`."""
    held = SeatFactory(agency=agency, role=role, unit=unit, **seat)
    return actor_of(held.user, agency=agency, on=on)


@pytest.fixture
def secretary(agency):
    """The agency's ISO secretary."""
    return person(agency, Seat.Role.SECRETARY)


@pytest.fixture
def head(agency):
    """The head of the agency."""
    return person(agency, Seat.Role.HEAD)


@pytest.fixture
def official(agency):
    """An official with no other seat."""
    return person(agency, Seat.Role.OFFICIAL)


class SignedIn(Client):
    """A client signed in as an actor; `send` posts a form with a fresh token."""

    def __init__(self, actor: Actor, **options):
        super().__init__(**options)
        self.actor = actor
        self.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        # The session has begun, so that no page pays for what happens once at sign-in.
        session, moment = self.session, int(now().timestamp())
        session.update({sessions.ACTIVE: moment, sessions.KEPT: moment})
        session.save()

    def send(self, path, data=None, *, token=None, **extra):
        """Post a form as a page would."""
        return self.post(path, {"once": token or str(uuid4()), **(data or {})}, **extra)


@pytest.fixture
def signed_in():
    """Return a function that gives a client signed in as an actor."""
    return SignedIn
