"""Who gets which answer from the pages of questionnaires."""

import pytest

from sotay.agency.clock import today
from tests.factories.satisfaction import QuestionFactory, QuestionnaireFactory, VersionFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def one_in_use(agency):
    return {"slug": VersionFactory(questionnaire__agency=agency, asking=True).questionnaire.slug}


def its_version(agency):
    return one_in_use(agency) | {"number": 1}


def a_draft(agency, **values):
    one = QuestionnaireFactory(agency=agency, **values)
    draft = VersionFactory(questionnaire=one, state="DRAFT", in_use_date=None)
    QuestionFactory(version_of=draft, position=1)
    QuestionFactory(version_of=draft, position=2)
    return {"slug": one.slug}


def a_second_draft(agency):
    one = QuestionnaireFactory(agency=agency)
    VersionFactory(questionnaire=one, asking=True)
    VersionFactory(questionnaire=one, number=2, state="DRAFT", in_use_date=None)
    return {"slug": one.slug}


def an_ended_one(agency):
    return a_draft(agency, ended_date=today())


def a_question(agency):
    draft = VersionFactory(questionnaire__agency=agency, state="DRAFT", in_use_date=None)
    QuestionFactory(version_of=draft, position=1)
    return {"slug": QuestionFactory(version_of=draft, position=2).uuid}


def named(_agency):
    return {"title": "Phiếu mới", "about": "SERVICES", "code": "BM-MOI", "version": 1}


def sent(**values):
    return lambda _agency: {"version": 1} | values


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
WRITE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403, CLERK: 403}
SEND = WRITE | {SECRETARY: 302}
DAY = f"{today():%d/%m/%Y}"
ASKED = {"text": "Thái độ", "kind": "LIKERT", "factor": "OFFICIALS"}


def page(name, kwargs):
    return Row("get", f"evaluation:{name}", WRITE, kwargs=kwargs)


def form(name, kwargs, **values):
    return Row("post", f"evaluation:{name}", SEND, kwargs=kwargs, data=sent(**values))


TABLE = [
    Row("get", "evaluation:questionnaire_list", READ, guest=200),
    Row("get", "evaluation:questionnaire_detail", READ, kwargs=one_in_use, guest=200),
    Row("get", "evaluation:questionnaire_detail", READ, kwargs=a_draft, guest=404),
    Row("get", "evaluation:questionnaire_version", READ, kwargs=its_version, guest=200),
    Row("get", "evaluation:questionnaire_preview", READ, kwargs=its_version, guest=200),
    Row("get", "evaluation:questionnaire_sheet", READ, kwargs=its_version, guest=200),
    Row("get", "evaluation:questionnaire_new", WRITE),
    Row("post", "evaluation:questionnaire_new", SEND, data=lambda _agency: {"made_from": "short"}),
    page("questionnaire_change", a_draft),
    Row("post", "evaluation:questionnaire_change", SEND, kwargs=a_draft, data=named),
    page("questionnaire_words", a_draft),
    form("questionnaire_words", a_draft, intro="Xin cho ý kiến"),
    page("questionnaire_use", a_draft),
    form("questionnaire_use", a_draft, in_use_date=DAY),
    form("questionnaire_start", one_in_use),
    page("questionnaire_drop", a_second_draft),
    form("questionnaire_drop", a_second_draft),
    page("questionnaire_end", a_draft),
    form("questionnaire_end", a_draft, ended_date=DAY, reason="Thay phiếu"),
    page("questionnaire_resume", an_ended_one),
    form("questionnaire_resume", an_ended_one, reason="Nhầm"),
    page("question_new", a_draft),
    form("question_new", a_draft, **ASKED),
    page("question_change", a_question),
    form("question_change", a_question, **ASKED),
    form("question_move", a_question, up="1"),
    page("question_remove", a_question),
    form("question_remove", a_question),
]
test_who_gets_what = answers(TABLE)
