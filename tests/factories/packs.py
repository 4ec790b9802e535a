"""Evidence packs for tests: waiting, made for real in this process, or said to be made."""

import hashlib
from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.manual.models import Pack
from sotay.manual.packs import jobs
from sotay.manual.packs.making import open_pack
from tests.conftest import person
from tests.factories.agency import AgencyFactory, UserFactory
from tests.factories.blobs import stored

DAYS = (date(2026, 1, 1), date(2026, 12, 31))


class PackFactory(DjangoModelFactory):
    """One of clause 9.2 of 2026 that waits; `ready` says that it was made."""

    class Meta:
        model = Pack

    class Params:
        ready = factory.Trait(
            state="READY",
            file=factory.LazyFunction(stored),
            manifest_hash=factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest()),
            kept_until=date(2999, 1, 1),
            contents=factory.LazyFunction(
                lambda: {"records": 2, "files": 3, "entries": 4, "left_out": [["Hồ sơ", "counted", 5]], "paths": []}
            ),
        )

    agency = factory.SubFactory(AgencyFactory)
    what = "CLAUSE"
    clause = factory.LazyAttribute(lambda one: "9.2" if one.what == "CLAUSE" else "")
    from_date, to_date = DAYS
    asked_by = factory.SubFactory(UserFactory)
    file_name = "goi-bang-chung.zip"


def pack_for(agency, *, by=Seat.Role.SECRETARY, **about):
    """Return a pack that waits, asked for by somebody new in a seat held today."""
    return PackFactory(agency=agency, asked_by=person(agency, by, on=today()).user, **about)


def made(pack):
    """Make a pack as the worker does; return the bytes of its ZIP."""
    jobs.make_one(str(pack.uuid))
    pack.refresh_from_db()
    assert pack.state == Pack.State.READY, (pack.state, pack.problem)
    with open_pack(pack) as file:
        return file.read()
