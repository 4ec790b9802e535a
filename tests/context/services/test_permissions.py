"""Who gets which answer from the pages of services."""

import pytest

from sotay.agency.models import Agency
from sotay.context.models import Service
from tests.factories.agency import UnitFactory
from tests.factories.services import ServiceChangeFactory, ServiceFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_service(agency):
    return {"slug": ServiceFactory(agency=agency).slug}


def an_abolished_one(agency):
    return {
        "slug": ServiceFactory(agency=agency, state=Service.State.ABOLISHED, abolished_date="2026-06-01").slug,
    }


def an_undated_decision(agency):
    return {"change": ServiceChangeFactory(service__agency=agency, decision_date=None).uuid}


def a_decision_of_a_province(agency):
    Agency.objects.filter(pk=agency.pk).update(kind=Agency.Kind.PROVINCE)
    return {"change": ServiceChangeFactory(service__agency=agency).uuid}


DECISION = {"decision": "30/QĐ-UBND", "decision_date": "02/03/2026", "effective_date": "10/03/2026", "version": 1}
READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
RUN = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403, CLERK: 403}
TABLE = [
    Row("get", "context:service_list", READ, guest=200),
    Row("get", "context:service_detail", READ, kwargs=a_service, guest=200),
    Row("get", "context:service_import", RUN | {SECRETARY: 302}),
    Row("get", "context:service_new", RUN),
    Row("post", "context:service_new", RUN | {SECRETARY: 422}),
    Row(
        "post",
        "context:service_new",
        RUN | {SECRETARY: 302},
        data=lambda _agency: {"code": "1.000001", "name": "Cấp phép", **DECISION},
        query="?sent",
    ),
    Row("get", "context:service_change", RUN, kwargs=a_service),
    Row("post", "context:service_change", RUN | {SECRETARY: 422}, kwargs=a_service),
    Row("get", "context:service_assign", RUN, kwargs=a_service),
    Row(
        "post",
        "context:service_assign",
        RUN | {SECRETARY: 302},
        kwargs=a_service,
        data=lambda agency: {"unit": UnitFactory(agency=agency).pk, "version": 1},
    ),
    Row("get", "context:service_abolish", RUN, kwargs=a_service),
    Row("post", "context:service_abolish", RUN | {SECRETARY: 302}, kwargs=a_service, data=lambda _agency: DECISION),
    Row("get", "context:service_restore", RUN, kwargs=an_abolished_one),
    Row(
        "post",
        "context:service_restore",
        RUN | {SECRETARY: 302},
        kwargs=an_abolished_one,
        data=lambda _agency: DECISION,
    ),
    Row("get", "context:service_date", RUN, kwargs=an_undated_decision),
    Row(
        "post",
        "context:service_date",
        RUN | {SECRETARY: 302},
        kwargs=an_undated_decision,
        data=lambda _agency: {"decision_date": "02/03/2026"},
    ),
    Row("get", "context:service_web", RUN, kwargs=a_decision_of_a_province),
    Row(
        "post",
        "context:service_web",
        RUN | {SECRETARY: 302},
        kwargs=a_decision_of_a_province,
        data=lambda _agency: {"web_address": "https://tinh.example.vn/tthc", "web_date": "22/01/2026"},
    ),
]
test_who_gets_what = answers(TABLE)
