"""Who gets which answer from the pages of the register and the desk."""

from datetime import date

import pytest

from sotay.agency.clock import today
from sotay.operation.models import Dossier
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory, DossierPaperFactory
from tests.factories.services import ServiceFactory
from tests.factories.standard import ParameterValueFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db
ONE_STOP = "ONE_STOP"


def here(agency):
    ParameterValueFactory(agency=agency, code="dossiers.source", value="SOTAY", valid_from_date=date(2020, 1, 1))


def made(**traits):
    """Return what makes a dossier kept here."""

    def make(agency):
        here(agency)
        return {"slug": DossierFactory(agency=agency, **traits).slug}

    return make


def a_service(agency):
    here(agency)
    ServiceFactory(agency=agency, code="9.900001", key="9.900001", slug="9-900001")
    return {}


def a_paper(agency):
    here(agency)
    paper = DossierPaperFactory(dossier=DossierFactory(agency=agency))
    return {"slug": paper.dossier.slug, "position": paper.position}


def typed(**values):
    """Return a form with the version of a new dossier, which its first event moved on."""

    def of(agency):
        return {"version": Dossier.objects.get(agency=agency).version, **values}

    return of


def unit_of(agency):
    unit = UnitFactory(agency=agency)
    return {"version": Dossier.objects.get(agency=agency).version, "to_unit": unit.pk, "reason": "Sai mẫu"}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK, ONE_STOP), 200)
DESK = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403, ONE_STOP: 200}
WORK = {OFFICIAL: 403, SECRETARY: 403, HEAD: 200, UNIT_HEAD: 403, ONE_STOP: 200}
SERVE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403, ONE_STOP: 200}
TODAY = f"{today():%d/%m/%Y}"


def sent(seats):
    """Return the answers to a form that is complete."""
    return {seat: 302 if answer == 200 else answer for seat, answer in seats.items()}


def act(name, seats, data, **traits):
    """Return the rows of an act: its form, and the form sent."""
    return [
        Row("get", f"operation:{name}", seats, kwargs=made(**traits)),
        Row("post", f"operation:{name}", sent(seats), kwargs=made(**traits), data=data),
    ]


ASKED = "?service=9-900001"
PAUSED = {"happened": [("PAUSED", date(2026, 6, 2), {"reason": "Chờ"})]}
TABLE = [
    Row("get", "operation:dossier_list", READ, guest=200),
    Row("get", "operation:dossier_detail", READ, kwargs=made(), guest=200),
    Row("get", "operation:dossier_new", DESK),
    Row("get", "operation:dossier_new", DESK, kwargs=a_service, query=ASKED),
    Row(
        "post",
        "operation:dossier_new",
        sent(DESK),
        kwargs=a_service,
        query=ASKED,
        data=lambda _agency: {"name": "An"},
    ),
    Row("get", "operation:dossier_refuse", DESK, kwargs=a_service, query=ASKED),
    Row(
        "post",
        "operation:dossier_refuse",
        sent(DESK),
        kwargs=a_service,
        query=ASKED,
        data=lambda _agency: {"name": "An", "reason": "Không thuộc thẩm quyền"},
    ),
    *act("dossier_hand_over", WORK, unit_of),
    *act("dossier_send_back", WORK, unit_of),
    *act("dossier_supplement", WORK, typed(others="Giấy phép", reason="Thiếu")),
    *act("dossier_supplemented", SERVE, typed(), waiting=True),
    *act("dossier_pause", WORK, typed(reason="Chờ")),
    *act("dossier_resume", WORK, typed(), **PAUSED),
    *act("dossier_apologise", WORK, typed(new_due_date="05/01/2099", reason="Chậm")),
    *act("dossier_result", SERVE, typed(result_number="1", result_approved_by="Ký", day=TODAY)),
    *act("dossier_return", DESK, typed(taken_by="An", returned_how="DIRECT"), ready=True),
    *act("dossier_stop", WORK, typed(reason="Hết căn cứ")),
    *act("dossier_withdraw", SERVE, typed(reason="Rút")),
    Row("get", "operation:dossier_paper_back", SERVE, kwargs=a_paper),
    Row("post", "operation:dossier_paper_back", sent(SERVE), kwargs=a_paper, data=lambda _agency: {"day": TODAY}),
    Row("get", "operation:dossier_paper_lost", SERVE, kwargs=a_paper),
    Row("post", "operation:dossier_paper_lost", sent(SERVE), kwargs=a_paper, data=lambda _agency: {"reason": "Cháy"}),
]
test_who_gets_what = answers(TABLE)
