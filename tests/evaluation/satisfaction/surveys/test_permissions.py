"""Who gets which answer from the pages of surveys, points and slips."""

from datetime import timedelta

import pytest

from sotay.agency.clock import today
from sotay.evaluation.models import Slip, SlipBatch
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import SurveyFactory, SurveyPointFactory, VersionFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def survey_of(agency, **more):
    days = {"from_date": today() - timedelta(days=300), "to_date": today() + timedelta(days=30)}
    return SurveyFactory(agency=agency, **(days | more))


def a_survey(agency):
    return {"slug": survey_of(agency).slug}


def a_draft(agency):
    return {"slug": survey_of(agency, state="DRAFT", opened_date=None).slug}


def a_point(agency):
    return {"uuid": SurveyPointFactory(agency=agency).uuid}


def an_ended_point(agency):
    return {"uuid": SurveyPointFactory(agency=agency, ended_date=today()).uuid}


def a_handout(agency):
    return {"uuid": survey_of(agency).handouts.create(agency=agency, count=3, given_date=today()).uuid}


def a_batch(agency):
    batch = SlipBatch.objects.create(agency=agency, survey=survey_of(agency), made_date=today())
    Slip.objects.create(agency=agency, batch=batch, dossier=DossierFactory(agency=agency, ready=True), token_hash=f"{agency.pk}")  # fmt: skip
    return {"uuid": batch.uuid}


def typed(agency):
    asks = VersionFactory(questionnaire__agency=agency, asking=True)
    return {"title": "Đợt", "asks": asks.pk, "from_date": day(), "to_date": day(), "channels": ["PAPER"]}


def day():
    return f"{today():%d/%m/%Y}"


ALL = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
RUN = {OFFICIAL: 403, CLERK: 403, UNIT_HEAD: 403, SECRETARY: 200}
HAND = {OFFICIAL: 403, CLERK: 200, UNIT_HEAD: 200, SECRETARY: 200}


def sent(seats, status=302):
    return {who: status if code == 200 else code for who, code in seats.items()}


def both(name, kwargs, data, seats, status=302):
    return [
        Row("get", f"evaluation:{name}", seats, kwargs=kwargs),
        Row("post", f"evaluation:{name}", sent(seats, status), kwargs=kwargs, data=data),
    ]


SETTLED = {"from_date": "01/06/2026", "to_date": "30/06/2026"}
TABLE = [
    Row("get", "evaluation:survey_list", ALL, guest=200),
    Row("get", "evaluation:survey_detail", ALL, kwargs=a_survey, guest=200),
    *both("survey_new", lambda _agency: {}, typed, RUN),
    *both("survey_change", a_draft, lambda agency: typed(agency) | {"version": 1}, RUN),
    *both("survey_open", a_draft, lambda _agency: {"version": 1, "opened_date": day()}, RUN),
    *both("survey_close", a_survey, lambda _agency: {"version": 1, "closed_date": day()}, RUN),
    *both("survey_drop", a_draft, lambda _agency: {"version": 1, "reason": "Lập nhầm"}, RUN),
    *both("handout_new", a_survey, lambda _agency: {"channel": "PAPER", "count": 5, "given_date": day()}, HAND),
    *both("handout_drop", a_handout, lambda _agency: {"version": 1, "reason": "Ghi nhầm"}, HAND),
    Row("get", "evaluation:point_list", HAND),
    Row("get", "evaluation:point_detail", HAND, kwargs=a_point),
    Row("get", "evaluation:point_print", HAND, kwargs=a_point),
    *both("point_new", lambda _agency: {}, lambda _agency: {"kind": "CARD", "name": "Quầy 9"}, RUN),
    *both("point_change", a_point, lambda _agency: {"version": 1, "name": "Quầy 8"}, RUN),
    *both("point_end", a_point, lambda _agency: {"version": 1, "ended_date": day()}, RUN),
    *both("point_resume", an_ended_point, lambda _agency: {}, RUN),
    Row("get", "evaluation:slip_batch", HAND, kwargs=a_batch),
    Row("get", "evaluation:slip_batch_print", HAND, kwargs=a_batch),
    *both("slips_new", a_survey, lambda _agency: SETTLED, HAND, 422),
    *both("links_new", a_survey, lambda _agency: SETTLED, RUN, 422),
    *both("links_again", a_batch, lambda _agency: {}, RUN, 422),
]
test_who_gets_what = answers(TABLE)
