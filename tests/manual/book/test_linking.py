"""What the manual cites leads to the register of law and to documents in force, and is told by them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.context.laws.queries import list_dead_laws
from sotay.context.models import Replacement
from sotay.manual.statements.citing import cited_in
from sotay.manual.statements.commands import keep_citations
from sotay.manual.statements.linking import linked
from tests.conftest import TODAY
from tests.factories.context import LawFactory
from tests.factories.manual import ManualFactory, StatementFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
TEXT = "Theo QT BIS 01, QT VP 02, Nghị định 30/2020/NĐ-CP, Nghị định 40/2019/NĐ-CP và Luật Lưu trữ năm 2011."


@pytest.fixture
def law(agency):
    return LawFactory(agency=agency, number="30/2020/NĐ-CP", key="30/2020/ndcp")


@pytest.fixture
def named(agency):
    return LawFactory(
        agency=agency, kind="Luật", number="01/2011/QH13", key="1/2011/qh13", title="Lưu trữ",
        issued_date=date(2011, 11, 11), effective_date=date(2012, 7, 1), expiry_date=date(2025, 7, 1),
    )  # fmt: skip


@pytest.fixture
def statement(agency):
    statement = StatementFactory(manual=ManualFactory(agency=agency, issued=True), clause="7.5", text=TEXT)
    keep_citations(statement.manual)
    return statement


def test_laws_of_the_register_and_documents_in_force_have_their_page(agency, secretary, law, named):
    document = RevisionFactory(document=DocumentFactory(agency=agency, code="QT-BIS-01"), in_force=True).document
    DocumentFactory(agency=agency, code="QT VP 02")
    new = LawFactory(agency=agency, kind="Luật", number="33/2024/QH15")
    Replacement.objects.create(agency=agency, new=new, old=named)

    found = {one.shown: one for one in linked(cited_in(TEXT, on=TODAY), viewer=secretary, on=TODAY)}

    assert (found["QT BIS 01"].url_name, found["QT BIS 01"].slug) == ("support:document_detail", document.slug)
    assert (found["QT VP 02"].slug, found["40/2019/NĐ-CP"].slug) == ("", "")
    assert (found["30/2020/NĐ-CP"].slug, found["30/2020/NĐ-CP"].replaced) == (law.slug, None)
    dead = found["Luật Lưu trữ 2011"]
    assert (dead.slug, dead.replaced.by, dead.replaced.from_date) == (named.slug, str(new), date(2025, 7, 1))


def test_a_code_of_two_documents_a_limited_one_and_another_agencys_lead_nowhere(agency, official, other_agency):
    for field in ("Đất đai", "Môi trường"):
        document = DocumentFactory(agency=agency, code="QT BIS 01", field=field, slug=f"qt-{len(field)}")
        RevisionFactory(document=document, in_force=True)
    RevisionFactory(document=DocumentFactory(agency=agency, code="QT VP 02", label="LIMITED"), in_force=True)
    LawFactory(agency=other_agency, number="30/2020/NĐ-CP", key="30/2020/ndcp")

    assert not any(one.slug for one in linked(cited_in(TEXT, on=TODAY), viewer=official, on=TODAY))


def test_the_page_of_a_clause_links_and_the_cover_names_what_is_dead(
    agency, secretary, law, named, statement, signed_in
):
    RevisionFactory(document=DocumentFactory(agency=agency, code="QT BIS 01"), in_force=True)
    client = signed_in(secretary)

    def page(name, **kwargs):
        return client.get(reverse(name, kwargs={"agency": agency.short_name, **kwargs})).content.decode()

    clause, cover = page("manual:statement_detail", slug=statement.slug), page("manual:manual_detail")

    here = {"agency": agency.short_name}
    for one in (law, named):
        assert f'href="{reverse("context:law_detail", kwargs={**here, "slug": one.slug})}"' in clause
    assert f'href="{reverse("support:document_detail", kwargs={**here, "slug": "qtbis01"})}"' in clause
    assert "Luật Lưu trữ 2011" in cover
    assert str(statement.clause) in page("context:law_detail", slug=law.slug)


def test_laws_dead_by_the_register_or_by_the_shipped_list_are_shown_with_the_parts_that_cite_them(
    agency, secretary, named, statement
):
    StatementFactory(manual=statement.manual, clause="4.1", text="Nghị định số 83/2006/NĐ-CP")
    keep_citations(statement.manual)

    found = {one.shown: one for one in list_dead_laws(viewer=secretary, on=today())}

    assert found[str(named)].law == named
    assert "7.5" in found[str(named)].cited_by[0].title
    assert "83/2006" in " ".join(found)
    shipped = next(one for shown, one in found.items() if "83/2006" in shown)
    assert shipped.law is None
    assert "158/2018/NĐ-CP" in shipped.by


def test_thirty_citations_ask_as_often_as_one(agency, secretary):
    def asked(text):
        with CaptureQueriesContext(connection) as seen:
            linked(cited_in(text, on=TODAY), viewer=secretary, on=TODAY)
        return len(seen)

    for number in range(1, 31):
        LawFactory(
            agency=agency, number=f"{number}/2020/NĐ-CP", key=f"{number}/2020/ndcp", expiry_date=date(2021, 1, 1)
        )
    some = "QT BIS 01, Nghị định 1/2020/NĐ-CP"

    assert asked(some) == asked(some + "".join(f", Nghị định {n}/2020/NĐ-CP, QT BIS {n:02d}" for n in range(2, 31)))
