import pytest
from sotay.manual.reports import commands, guards
from sotay.manual.models import Report
from sotay.papers.pdf import pdf
from sotay.papers.docx import docx
from sotay.papers import forms
from sotay.papers.forms import Making
from sotay.agency.clock import today
from sotay.agency.models import Seat
from tests.conftest import person
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["PLAN", "GUIDE", "COMMITTEE", "PROVINCE", "SELF", "ANNEX2", "ROLLUP"])
def test_all(agency, kind, signed_in):
    agency.kind = "OVERSEER"; agency.save()
    secretary = person(agency, Seat.Role.SECRETARY, on=today())
    report = commands.begin_report(agency, actor=secretary, kind=kind, year=today().year, on=today())
    paper = forms.find(guards.FORMS[kind]).build(report, Making(agency=agency, viewer=secretary, on=today(), year=2026))
    data = pdf(paper)
    open(f"/tmp/p7out/{kind}.pdf", "wb").write(data)
    open(f"/tmp/p7out/{kind}.docx", "wb").write(docx(paper))
    client = signed_in(secretary)
    for name, kw in (("report_list", {}), ("report_new", {}), ("report_detail", {"slug": report.slug}), ("directive_list", {})):
        page = client.get(reverse(f"manual:{name}", kwargs={"agency": agency.short_name, **kw}))
        assert page.status_code == 200, name
