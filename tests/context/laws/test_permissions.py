"""Who gets which answer from the pages of legal documents."""

import pytest

from sotay.context.models import Replacement
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_law(agency):
    return {"slug": LawFactory(agency=agency).slug}


def a_pair(agency):
    new, old = LawFactory(agency=agency), LawFactory(agency=agency)
    return {"slug": Replacement.objects.create(agency=agency, new=new, old=old).uuid}


def units(agency):
    return {"units": [UnitFactory(agency=agency).pk], "version": 1}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200, CLERK: 200}
WRITE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 200, CLERK: 200}
SEND = {OFFICIAL: 403, SECRETARY: 422, HEAD: 403, UNIT_HEAD: 422, CLERK: 422}
RUN = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}
TABLE = [
    Row("get", "context:law_list", READ, guest=200),
    Row("get", "context:law_detail", READ, kwargs=a_law, guest=200),
    Row("get", "context:law_dead", READ, guest=200),
    Row("get", "context:law_import", {OFFICIAL: 403, SECRETARY: 302, UNIT_HEAD: 403}),
    Row("get", "context:law_new", WRITE),
    Row("post", "context:law_new", SEND),
    Row(
        "post",
        "context:law_new",
        {OFFICIAL: 403, SECRETARY: 302, UNIT_HEAD: 302},
        data=lambda _agency: {"number": "1/2026/NĐ-CP"},
        query="?sent",
    ),
    Row("get", "context:law_change", WRITE, kwargs=a_law),
    Row("post", "context:law_change", SEND, kwargs=a_law),
    Row("get", "context:law_assign", RUN, kwargs=a_law),
    Row("post", "context:law_assign", RUN | {SECRETARY: 302}, kwargs=a_law, data=units),
    Row("get", "context:law_set_aside", RUN, kwargs=a_law),
    Row(
        "post",
        "context:law_set_aside",
        RUN | {SECRETARY: 302},
        kwargs=a_law,
        data=lambda _agency: {"reason": "Không thuộc chức năng", "version": 1},
    ),
    Row("get", "context:law_replace", WRITE, kwargs=a_law),
    Row("post", "context:law_replace", SEND, kwargs=a_law),
    Row(
        "post",
        "context:replacement_drop",
        dict.fromkeys((SECRETARY, UNIT_HEAD, CLERK), 302) | {OFFICIAL: 403},
        kwargs=a_pair,
    ),
]
test_who_gets_what = answers(TABLE)
