"""Who gets which answer from the pages of procedures."""

import pytest

from tests.factories.procedures import ProcedureStepFactory, VariantFactory
from tests.factories.services import ServiceFactory
from tests.factories.support import RevisionFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db
READ = {OFFICIAL: 200, HEAD: 200, SECRETARY: 200}
WRITE = {OFFICIAL: 404, HEAD: 403, SECRETARY: 200}
SEND = {OFFICIAL: 404, HEAD: 403, SECRETARY: 302}
AGREE = {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}


def in_force(agency):
    step = ProcedureStepFactory(variant__revision=RevisionFactory(document__agency=agency, in_force=True))
    return {"slug": step.variant.revision.uuid}


def a_draft(agency):
    return {"slug": RevisionFactory(document__agency=agency).uuid}


def a_case(agency):
    return {"slug": VariantFactory(revision__document__agency=agency).uuid}


def a_step(agency):
    return {"slug": ProcedureStepFactory(variant__revision__document__agency=agency).uuid}


def a_document(agency):
    return {"slug": RevisionFactory(document__agency=agency, in_force=True).document.slug}


def a_service(agency):
    return {"slug": ServiceFactory(agency=agency).slug}


def seen(_agency):
    return {"version": 1}


TABLE = [
    Row("get", "operation:procedure_list", READ, guest=200),
    Row("get", "operation:service_coverage", READ, guest=200),
    Row("get", "operation:procedure_steps", READ, in_force, guest=200),
    Row("get", "operation:procedure_steps", {OFFICIAL: 404, HEAD: 200, SECRETARY: 200}, a_draft),
    Row("get", "operation:procedure_print", READ, in_force, guest=200),
    Row("get", "operation:variant_add", WRITE, a_draft),
    Row("post", "operation:variant_add", SEND, a_draft, lambda _agency: {"unit": "WORKING_DAY"}),
    Row("get", "operation:variant_change", WRITE, a_case),
    Row("post", "operation:variant_change", SEND, a_case, lambda _agency: {"unit": "WORKING_DAY", "version": 1}),
    Row("get", "operation:variant_remove", WRITE, a_case),
    Row("post", "operation:variant_remove", SEND, a_case, seen),
    Row("get", "operation:step_add", WRITE, a_case),
    Row("post", "operation:step_add", SEND, a_case, lambda _agency: {"work": "Việc"}),
    Row("get", "operation:step_change", WRITE, a_step),
    Row("post", "operation:step_change", SEND, a_step, lambda _agency: {"work": "Việc", "version": 1}),
    Row("post", "operation:step_move", SEND, a_step, seen),
    Row("get", "operation:step_remove", WRITE, a_step),
    Row("post", "operation:step_remove", SEND, a_step, seen),
    Row("get", "operation:procedure_services", AGREE, a_document),
    Row("post", "operation:procedure_services", AGREE | {SECRETARY: 302}, a_document),
    Row("get", "operation:procedure_rules", AGREE, a_document),
    Row("post", "operation:procedure_rules", AGREE | {SECRETARY: 302}, a_document),
    Row("get", "operation:service_serve", AGREE, a_service),
    Row("post", "operation:service_serve", AGREE | {SECRETARY: 422}, a_service),
]
test_who_gets_what = answers(TABLE)
