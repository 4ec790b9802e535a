"""Who gets which answer from the pages of sets and objectives."""

import pytest

from sotay.planning.models import ObjectiveSet
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, PlanLineFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_draft(agency):
    return {"slug": ObjectiveSetFactory(agency=agency).slug}


def of_the_agency(agency):
    return {"slug": ObjectiveSetFactory(agency=agency, unit=None).slug}


def submitted(agency):
    return {"slug": ObjectiveSetFactory(agency=agency, state=ObjectiveSet.State.SUBMITTED).slug}


def in_force(agency):
    return {"slug": ObjectiveSetFactory(agency=agency, in_force=True).slug}


def an_objective(agency):
    return {"slug": ObjectiveFactory(set=ObjectiveSetFactory(agency=agency)).slug}


def an_objective_in_force(agency):
    return {"slug": ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, in_force=True)).slug}


def a_line(agency):
    return {"slug": PlanLineFactory(objective=ObjectiveFactory(set=ObjectiveSetFactory(agency=agency))).uuid}


def complete(agency):
    line = PlanLineFactory(objective=ObjectiveFactory(set=ObjectiveSetFactory(agency=agency)))
    return {"slug": line.objective.set.slug}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200, CLERK: 200}
DRAFT = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 404}
WRITE = {OFFICIAL: 404, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 404}
SEND = {OFFICIAL: 404, SECRETARY: 422, HEAD: 403, UNIT_HEAD: 404}
BEGIN = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200}
IN_FORCE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}
TABLE = [
    Row("get", "planning:set_begin", BEGIN),
    Row("post", "planning:set_begin", {OFFICIAL: 403, SECRETARY: 422, HEAD: 422, UNIT_HEAD: 422}),
    Row("get", "planning:set_detail", DRAFT, kwargs=a_draft),
    Row("get", "planning:set_detail", READ, kwargs=submitted),
    Row("get", "planning:set_detail", READ, kwargs=in_force, guest=200),
    Row("get", "planning:set_print", DRAFT, kwargs=a_draft),
    Row("get", "planning:set_print", READ, kwargs=in_force, guest=200),
    Row("get", "planning:set_submit", WRITE, kwargs=a_draft),
    Row("get", "planning:set_submit", WRITE | {HEAD: 200}, kwargs=of_the_agency),
    Row("post", "planning:set_submit", SEND, kwargs=complete),
    Row("get", "planning:set_revise", IN_FORCE, kwargs=in_force),
    Row("post", "planning:set_revise", IN_FORCE | {SECRETARY: 422}, kwargs=in_force),
    Row("get", "planning:set_drop", WRITE, kwargs=a_draft),
    Row("post", "planning:set_drop", SEND, kwargs=a_draft),
    Row("post", "planning:set_read", dict.fromkeys(READ, 302), kwargs=in_force),
    Row("post", "planning:set_read", {OFFICIAL: 404, SECRETARY: 422}, kwargs=a_draft),
    Row("get", "planning:objective_add", WRITE, kwargs=a_draft),
    Row("post", "planning:objective_add", SEND, kwargs=a_draft),
    Row("get", "planning:objective_detail", DRAFT, kwargs=an_objective),
    Row("get", "planning:objective_detail", READ, kwargs=an_objective_in_force, guest=200),
    Row("get", "planning:objective_change", WRITE, kwargs=an_objective),
    Row("post", "planning:objective_change", SEND, kwargs=an_objective),
    Row("get", "planning:objective_remove", WRITE, kwargs=an_objective),
    Row("post", "planning:objective_remove", SEND, kwargs=an_objective),
    Row("get", "planning:plan_line_add", WRITE, kwargs=an_objective),
    Row("post", "planning:plan_line_add", SEND, kwargs=an_objective),
    Row("get", "planning:plan_line_change", WRITE, kwargs=a_line),
    Row("post", "planning:plan_line_change", SEND, kwargs=a_line),
    Row("get", "planning:plan_line_remove", WRITE, kwargs=a_line),
    Row("post", "planning:plan_line_remove", SEND, kwargs=a_line),
]
test_who_gets_what = answers(TABLE)
