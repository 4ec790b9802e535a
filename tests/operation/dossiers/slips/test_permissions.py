"""Who gets the printed forms of a dossier."""

from sotay.agency.models import Seat
from tests.factories.dossiers import DossierFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

ONE_STOP = Seat.Role.ONE_STOP


def a_receipt(agency):
    return {"slug": DossierFactory(agency=agency, with_person=True).slug, "form": "receipt"}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
TABLE = [
    Row("get", "operation:dossier_slip", READ, kwargs=a_receipt, guest=200),
    Row("get", "operation:dossier_receipts", {OFFICIAL: 403, HEAD: 403, ONE_STOP: 200, SECRETARY: 200}),
]
test_who_gets_what = answers(TABLE)
