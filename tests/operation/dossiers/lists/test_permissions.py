"""Who gets which answer from the pages of lists of dossiers."""

from sotay.agency.models import Seat
from sotay.blobs import passing
from sotay.exchange.runs.models import Run
from tests.factories.dossiers import DossierSourceFactory
from tests.operation.dossiers.lists.lists import csv_of, row
from tests.permission_table import ADMINISTRATOR, CLERK, OFFICIAL, SECRETARY, Row, answers

ONE_STOP = Seat.Role.ONE_STOP
KEEPERS = {OFFICIAL: 403, CLERK: 403, ADMINISTRATOR: 403, ONE_STOP: 200, SECRETARY: 200}
SENDERS = {OFFICIAL: 403, CLERK: 403, ONE_STOP: 422, SECRETARY: 422}


def a_source(agency):
    return {"slug": DossierSourceFactory(agency=agency).slug}


def a_list(agency):
    run = Run(agency=agency, kind="dossiers", file_name="ho-so.csv", state=Run.State.CHOOSING)
    run.file = passing.keep(csv_of(row(1)), under=str(run.uuid), name="ho-so.csv")
    run.save()
    return {"uuid": run.uuid}


TABLE = [
    Row("get", "operation:dossier_import", KEEPERS),
    Row("post", "operation:dossier_import", SENDERS),
    Row("get", "operation:dossier_import_columns", KEEPERS, kwargs=a_list),
    Row("post", "operation:dossier_import_columns", SENDERS, kwargs=a_list),
    Row("get", "operation:dossier_import_errors", {OFFICIAL: 403, ONE_STOP: 404, SECRETARY: 404}, kwargs=a_list),
    Row("get", "operation:dossier_source_list", KEEPERS),
    Row("get", "operation:dossier_source_detail", KEEPERS, kwargs=a_source),
    Row("get", "operation:dossier_source_change", KEEPERS, kwargs=a_source),
    Row("post", "operation:dossier_source_change", SENDERS, kwargs=a_source),
    Row("get", "operation:dossier_source_end", KEEPERS, kwargs=a_source),
    Row("post", "operation:dossier_source_end", SENDERS, kwargs=a_source),
    Row("post", "operation:dossier_source_resume", {OFFICIAL: 403, ONE_STOP: 302, SECRETARY: 302}, kwargs=a_source),
]
test_who_gets_what = answers(TABLE)
