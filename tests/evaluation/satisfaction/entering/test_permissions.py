"""Who gets which answer from the pages of entering."""

import uuid

import pytest

from sotay.agency.clock import today
from sotay.evaluation.models import AnswerContact, AnswerText, RatingCount
from tests.factories.satisfaction import AnswerBatchFactory, AnswerFactory, SurveyFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_survey(agency):
    day = today()
    return SurveyFactory(agency=agency, from_date=day.replace(month=1, day=1), to_date=day.replace(month=12, day=31))


def a_batch(agency):
    return {"slug": AnswerBatchFactory(survey=a_survey(agency), given_date=today()).slug}


def a_full_batch(agency):
    batch = AnswerBatchFactory(survey=a_survey(agency), given_date=today())
    AnswerFactory(survey=batch.survey, batch=batch, sheet=1)
    return {"slug": batch.slug}


def an_answer(agency):
    batch = AnswerBatchFactory(survey=a_survey(agency))
    return {"uuid": AnswerFactory(survey=batch.survey, batch=batch, sheet=1).uuid}


def a_template(agency):
    return {"slug": a_survey(agency).slug}


def a_text(agency):
    answer = AnswerFactory(survey=a_survey(agency))
    return {"uuid": AnswerText.objects.create(agency=agency, answer=answer, position=4, text="Nhanh").uuid}


def a_contact(agency):
    answer = AnswerFactory(survey=a_survey(agency))
    return {"uuid": AnswerContact.objects.create(agency=agency, answer=answer, phone="0905").uuid}


def a_rating(agency):
    month = today().replace(day=1)
    row = RatingCount.objects.create(agency=agency, month=month, returned=1, levels=[0, 0, 0, 0, 1], source="Cổng")
    return {"uuid": row.uuid}


def batch_data(agency):
    return {"survey": a_survey(agency).pk, "channel": "PAPER", "given_date": f"{today():%d/%m/%Y}"}


def sheet_data(_agency):
    return {"nonce": str(uuid.uuid4()), "given_date": f"{today():%d/%m/%Y}", "q1": "5", "q2": "4", "q3": "1"}


def rating_data(_agency):
    levels = {f"level_{level}": "1" for level in range(1, 6)}
    return {"month": f"{today():%m/%Y}", "source": "Cổng", **levels}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
ENTERS = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 200, CLERK: 200}
SENDS = ENTERS | {SECRETARY: 302, UNIT_HEAD: 302, CLERK: 302}
RUNS = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}
ENTITLED = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403, CLERK: 403}
REASON = {"reason": "Nhập nhầm"}
DONE = {"done_date": f"{today():%d/%m/%Y}", "version": 1}
TABLE = [
    Row("get", "evaluation:answer_list", READ, guest=200),
    Row("get", "evaluation:answer_detail", READ, kwargs=an_answer, guest=200),
    Row("get", "evaluation:answer_invalid", ENTERS, kwargs=an_answer),
    Row("post", "evaluation:answer_invalid", SENDS, kwargs=an_answer, data=lambda _agency: REASON),
    Row("get", "evaluation:answer_import", RUNS),
    Row("get", "evaluation:answer_template", RUNS, kwargs=a_template),
    Row("get", "evaluation:batch_list", READ, guest=200),
    Row("get", "evaluation:batch_detail", READ, kwargs=a_batch, guest=200),
    Row("get", "evaluation:batch_new", ENTERS),
    Row("post", "evaluation:batch_new", SENDS, data=batch_data),
    Row("get", "evaluation:batch_change", ENTERS, kwargs=a_batch),
    Row(
        "post",
        "evaluation:batch_change",
        ENTERS | {SECRETARY: 422, UNIT_HEAD: 422, CLERK: 422},
        kwargs=a_batch,
        data=lambda _agency: {"version": 1},
    ),
    Row("get", "evaluation:batch_finish", ENTERS, kwargs=a_full_batch),
    Row("post", "evaluation:batch_finish", SENDS, kwargs=a_full_batch, data=lambda _agency: DONE),
    Row("get", "evaluation:batch_remove", ENTERS, kwargs=a_batch),
    Row("post", "evaluation:batch_remove", SENDS, kwargs=a_batch, data=lambda _agency: {"version": 1}),
    Row("get", "evaluation:sheet_enter", ENTERS, kwargs=a_batch),
    Row("post", "evaluation:sheet_enter", SENDS, kwargs=a_batch, data=sheet_data),
    Row("get", "evaluation:sheet_match", ENTERS, query="?code=000.00.16.H47-260601-0001"),
    Row("get", "evaluation:text_list", ENTITLED),
    Row("get", "evaluation:text_remove", ENTITLED, kwargs=a_text),
    Row(
        "post",
        "evaluation:text_remove",
        ENTITLED | {SECRETARY: 302, HEAD: 302},
        kwargs=a_text,
        data=lambda _agency: REASON,
    ),
    Row("get", "evaluation:contact_list", ENTITLED),
    Row("get", "evaluation:contact_remove", ENTITLED, kwargs=a_contact),
    Row(
        "post",
        "evaluation:contact_remove",
        ENTITLED | {SECRETARY: 302, HEAD: 302},
        kwargs=a_contact,
        data=lambda _agency: REASON,
    ),
    Row("get", "evaluation:rating_list", READ, guest=200),
    Row("get", "evaluation:rating_detail", READ, kwargs=a_rating, guest=200),
    Row("get", "evaluation:rating_import", RUNS | {SECRETARY: 302}),
    Row("get", "evaluation:rating_new", ENTERS),
    Row("post", "evaluation:rating_new", SENDS, data=rating_data),
    Row("get", "evaluation:rating_change", ENTERS, kwargs=a_rating),
    Row(
        "post",
        "evaluation:rating_change",
        SENDS,
        kwargs=a_rating,
        data=lambda agency: rating_data(agency) | {"version": 1} | REASON,
    ),
    Row("get", "evaluation:rating_remove", ENTERS, kwargs=a_rating),
    Row(
        "post",
        "evaluation:rating_remove",
        SENDS,
        kwargs=a_rating,
        data=lambda _agency: {"version": 1} | REASON,
    ),
]
test_who_gets_what = answers(TABLE)
