"""Who gets the register of a year."""

from datetime import date

from tests.factories.agency import SeatFactory
from tests.factories.dossiers import DossierFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers


def a_year(agency):
    DossierFactory(agency=agency, received_date=date(2025, 3, 3))
    SeatFactory(agency=agency, role=HEAD)
    return {"slug": 2025}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, CLERK), 200)
CLOSE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, CLERK: 403}
TABLE = [
    Row("get", "operation:dossier_book", READ, kwargs=a_year),
    Row("get", "operation:dossier_book_print", READ, kwargs=a_year),
    Row("get", "operation:dossier_book_close", CLOSE, kwargs=a_year),
    Row("post", "operation:dossier_book_close", CLOSE | {SECRETARY: 302}, kwargs=a_year),
]
test_who_gets_what = answers(TABLE)
