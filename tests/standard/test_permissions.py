"""Who gets what from the pages of the standard."""

from tests.factories.agency import UnitFactory
from tests.factories.standard import DeclaredEvidenceFactory
from tests.permission_table import ADMINISTRATOR, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

READERS = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200}
WHY = "Theo kế hoạch năm"


def audit(_agency):
    return {"code": "audit.yearly"}


def due(_agency):
    return {"code": "audit.yearly.due"}


def design(_agency):
    return {"clause": "8.3"}


def paper(agency):
    return {"code": "audit.yearly", "uuid": DeclaredEvidenceFactory(agency=agency).uuid}


def value(_agency):
    return {"value": "31/10", "valid_from_date": "01/01/2026", "reason": WHY}


def exclusion(_agency):
    return {"applicable": "no", "reason": WHY, "valid_from_date": "01/01/2026"}


def report(agency):
    UnitFactory(agency=agency)
    return {"number": "12/BC", "date": "02/03/2026"}


TABLE = [
    Row("get", "standard:obligation_list", READERS, guest=200),
    Row("get", "standard:obligation_list", {OFFICIAL: 200}, guest=200, query="?export=xlsx"),
    Row("get", "standard:obligation_list", {OFFICIAL: 404}, query="?export=pdf"),
    Row("get", "standard:obligation_detail", READERS, kwargs=audit, guest=200),
    Row("get", "standard:obligation_detail", {SECRETARY: 404}, kwargs=lambda _agency: {"code": "audit.weekly"}),
    Row("get", "standard:evidence_declare", {OFFICIAL: 403, SECRETARY: 200, HEAD: 200}, kwargs=audit),
    Row("post", "standard:evidence_declare", {OFFICIAL: 403, SECRETARY: 302, HEAD: 302}, kwargs=audit, data=report),
    Row("post", "standard:evidence_declare", {SECRETARY: 422}, kwargs=audit),
    Row("get", "standard:evidence_file", {SECRETARY: 404}, kwargs=paper),
    Row("get", "standard:parameter_list", READERS, guest=200),
    Row("get", "standard:parameter_detail", READERS, kwargs=due, guest=200),
    Row("get", "standard:parameter_detail", {SECRETARY: 404}, kwargs=lambda _agency: {"code": "no.such"}),
    Row("get", "standard:parameter_set", {OFFICIAL: 403, SECRETARY: 200, ADMINISTRATOR: 200}, kwargs=due),
    Row("post", "standard:parameter_set", {OFFICIAL: 403, SECRETARY: 302, HEAD: 302}, kwargs=due, data=value),
    Row("post", "standard:parameter_set", {SECRETARY: 422}, kwargs=due),
    Row("get", "standard:clause_list", READERS, guest=200),
    Row("get", "standard:clause_detail", READERS, kwargs=design, guest=200),
    Row("get", "standard:clause_detail", {SECRETARY: 404}, kwargs=lambda _agency: {"clause": "3.1"}),
    Row("get", "standard:clause_decide", {OFFICIAL: 403, SECRETARY: 200, HEAD: 200}, kwargs=design),
    Row("post", "standard:clause_decide", {OFFICIAL: 403, SECRETARY: 302, HEAD: 302}, kwargs=design, data=exclusion),
    Row("post", "standard:clause_decide", {SECRETARY: 422}, kwargs=lambda _agency: {"clause": "9.2"}, data=exclusion),
]
test_who_gets_what = answers(TABLE)
