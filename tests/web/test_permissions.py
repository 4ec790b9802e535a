"""Who gets which page of the roof."""

from sotay.agency.models import Seat
from sotay.journal.models import Entry
from sotay.organisation.units.commands import create_unit
from tests.conftest import person
from tests.permission_table import ADMINISTRATOR, HEAD, OFFICIAL, SECRETARY, Row, answers


def a_journal(agency):
    """Return the address of the journal of a unit somebody made."""
    create_unit(agency, actor=person(agency, Seat.Role.ADMINISTRATOR), code="VP", name="Văn phòng")
    return {"uuid": Entry.objects.filter(agency=agency).latest("seq").subject_uuid}


TABLE = [
    Row("get", "web:overview", {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}),
    Row("get", "web:my_work", {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}),
    Row("get", "web:search", {OFFICIAL: 200, SECRETARY: 200}, query="?q=van"),
    Row("get", "web:journal", {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, ADMINISTRATOR: 200}),
    Row("get", "web:stored_files", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200, ADMINISTRATOR: 200}),
    Row("post", "web:stored_files_check", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302, ADMINISTRATOR: 302}),
    Row("get", "web:checkpoint", {OFFICIAL: 403, SECRETARY: 200}),
    Row("get", "web:record_journal", {OFFICIAL: 200, SECRETARY: 200}, kwargs=a_journal),
]
test_who_gets_what = answers(TABLE)
