"""Who gets which answer from the pages of syntheses."""

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation.models import Synthesis
from sotay.evaluation.satisfaction.synthesis.figures import read_figures
from sotay.standard.models import ParameterValue
from tests.factories.agency import SeatFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def made(agency, **values):
    on = today()
    values = {"title": "Báo cáo", "from_date": on, "to_date": on, "assessment": "Tốt"} | values
    code = f"BCKS-{Synthesis.objects.count() + 1}"
    return Synthesis(agency=agency, code=code, slug=code.lower(), **values)


def draft(agency):
    SeatFactory(agency=agency, role=Seat.Role.COMMITTEE_HEAD)
    one = made(agency)
    one.save()
    return {"slug": one.slug}


def issued(agency, **values):
    ParameterValue.objects.get_or_create(
        agency=agency, code="survey.public", valid_from_date=today().replace(month=1, day=1),
        defaults={"value": "SHOWN", "reason": "Mạng ngoài"},
    )  # fmt: skip
    one = made(agency, state="ISSUED", issued_date=today(), **values)
    one.figures = read_figures(one, on=today())
    one.save()
    return {"slug": one.slug}


def published(agency):
    return issued(agency, published_date=today())


def days(_agency):
    return {"from_date": f"{today():%d/%m/%Y}", "to_date": f"{today():%d/%m/%Y}", "period_key": "", "about": "SERVICES"}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD), 200)
DRAFT = READ | {OFFICIAL: 404}
WRITE = {OFFICIAL: 404, UNIT_HEAD: 403, HEAD: 403, SECRETARY: 200}
WRITTEN = WRITE | {SECRETARY: 302}
PUBLISH = {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 200, SECRETARY: 200}
PUBLISHED = PUBLISH | {HEAD: 302, SECRETARY: 302}
TABLE = [
    Row("get", "evaluation:synthesis_list", READ, guest=200),
    Row("get", "evaluation:synthesis_new", {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 403, SECRETARY: 200}),
    Row("post", "evaluation:synthesis_new", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302}, data=days),
    Row("get", "evaluation:synthesis_detail", READ, kwargs=issued, guest=200),
    Row("get", "evaluation:synthesis_detail", DRAFT, kwargs=draft),
    Row("get", "evaluation:synthesis_print", READ, kwargs=issued, guest=200),
    Row("get", "evaluation:synthesis_write", WRITE, kwargs=draft),
    Row(
        "post",
        "evaluation:synthesis_write",
        WRITTEN,
        kwargs=draft,
        data=lambda agency: days(agency) | {"assessment": "Khá", "version": 1},
    ),
    Row("get", "evaluation:synthesis_submit", WRITE, kwargs=draft),
    Row("post", "evaluation:synthesis_submit", WRITTEN, kwargs=draft, data=lambda _agency: {"version": 1}),
    Row("get", "evaluation:synthesis_drop", WRITE, kwargs=draft),
    Row(
        "post",
        "evaluation:synthesis_drop",
        WRITTEN,
        kwargs=draft,
        data=lambda _agency: {"version": 1, "reason": "Nhầm"},
    ),
    Row("get", "evaluation:synthesis_publish", PUBLISH, kwargs=issued),
    Row("post", "evaluation:synthesis_publish", PUBLISHED, kwargs=issued, data=lambda _agency: {"version": 1}),
    Row("get", "evaluation:synthesis_take_back", PUBLISH, kwargs=published),
    Row(
        "post",
        "evaluation:synthesis_take_back",
        PUBLISHED,
        kwargs=published,
        data=lambda _agency: {"version": 1, "reason": "Sai"},
    ),
]
test_who_gets_what = answers(TABLE)
