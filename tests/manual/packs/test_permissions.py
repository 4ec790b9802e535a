"""Who gets what from the addresses of packs."""

from sotay.agency.models import Seat
from tests.factories.agency import SeatFactory
from tests.factories.findings import AuditFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.packs import PackFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

MAKERS = {HEAD: 200, Seat.Role.QMR: 200, Seat.Role.COMMITTEE_MEMBER: 200, SECRETARY: 200}
ASK = {OFFICIAL: 403, UNIT_HEAD: 403, Seat.Role.TEAM_MEMBER: 403}


def a_pack(agency):
    asker = SeatFactory(agency=agency, role=SECRETARY).user
    return {"uuid": PackFactory(agency=agency, asked_by=asker, ready=True).uuid}


def an_audit(agency):
    AuditFactory(agency=agency, slug="dg-1", reported=True)
    return {}


def an_inspection(agency):
    InspectionFactory(agency=agency, slug="kt-1")
    return {}


TABLE = [
    Row("get", "manual:pack_list", {OFFICIAL: 200, **MAKERS}, kwargs=lambda a: a_pack(a) and {}),
    Row("get", "manual:pack_list", {OFFICIAL: 200, SECRETARY: 200}, query="?hash=0123456789"),
    Row("get", "manual:pack_new", ASK | MAKERS),
    Row("get", "manual:pack_new", ASK | MAKERS, query="?what=CLAUSE&clause=9.2&year=2026"),
    Row("get", "manual:pack_new", ASK | MAKERS, kwargs=an_audit, query="?what=AUDIT&audit=dg-1"),
    Row("get", "manual:pack_new", ASK | {SECRETARY: 422}, query="?what=CLAUSE&clause=11.4&year=2026"),
    Row("post", "manual:pack_new", ASK | {SECRETARY: 302, HEAD: 302}, query="?what=PERIOD&year=2026&half=1"),
    Row("post", "manual:pack_new", ASK | {SECRETARY: 302}, query="?what=CLAUSE&clause=8.5&year=2026"),
    Row(
        "post",
        "manual:pack_new",
        ASK | {SECRETARY: 302},
        kwargs=an_inspection,
        query="?what=INSPECTION&inspection=kt-1&year=2026",
    ),
    Row("post", "manual:pack_new", ASK | {SECRETARY: 422}, query="?what=PERIOD&year=2099"),
    Row("get", "manual:pack_detail", {OFFICIAL: 404, **MAKERS}, kwargs=a_pack),
    Row("get", "manual:pack_file", {OFFICIAL: 404, SECRETARY: 403, HEAD: 403}, kwargs=a_pack),
    Row("get", "manual:pack_verifier", {OFFICIAL: 200, SECRETARY: 200}),
]
test_who_gets_what = answers(TABLE)
