"""The description of a procedure as a paper: its eight parts, its steps with their sum, its flowchart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.context.models import ServiceBasis, ServicePaper
from sotay.papers import forms
from sotay.papers.model import Figure, Heading, Table
from tests.factories.procedures import ProcedureServiceFactory, ProcedureStepFactory, VariantFactory
from tests.factories.services import ServiceFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.paper_words import built, faults_of, said_by

pytestmark = pytest.mark.django_db


def a_procedure(agency, *, services=1, steps=3):
    document = DocumentFactory(agency=agency, kind="PROCEDURE", code="QT 05", title="Cấp giấy phép bưu chính")
    revision = RevisionFactory(document=document)
    variant = VariantFactory(revision=revision)
    for number in range(steps):
        ProcedureStepFactory(variant=variant, work=f"Thẩm định lần {number + 1}", result="Phiếu trình")
    for number in range(services):
        service = ServiceFactory(agency=agency, fees="100.000 đồng", conditions="Có tư cách pháp nhân")
        ServicePaper.objects.create(agency=agency, service=service, name="Đơn đề nghị", originals=1)
        ServiceBasis.objects.create(agency=agency, service=service, text=f"Luật Bưu chính {number + 1}")
        ProcedureServiceFactory(document=document, service=service)
    return revision


def test_it_says_its_eight_parts_in_order(agency, secretary):
    revision = a_procedure(agency)

    paper = built("QT5", revision, secretary)
    text = said_by(paper)

    numbers = [block.number for block in paper.blocks if isinstance(block, Heading) and block.number]
    assert numbers == [f"5.{number}." for number in range(1, 9)]
    for said in (
        "Có tư cách pháp nhân",
        "1 | Đơn đề nghị | 1 | ",
        "100.000 đồng",
        "3 ngày làm việc",
        "Luật Bưu chính 1;",
        "12/QĐ-UBND",
    ):
        assert said in text, said
    steps = next(block for block in paper.blocks if isinstance(block, Table) and block.key == "cac_buoc_1")
    assert [row[1] for row in steps.rows] == ["Thẩm định lần 1", "Thẩm định lần 2", "Thẩm định lần 3", "Tổng các bước"]
    assert steps.rows[-1][3] == "1,5 ngày làm việc"
    assert steps.total
    (figure,) = (block for block in paper.blocks if isinstance(block, Figure))
    assert figure.svg.startswith("<svg")
    assert "1. Thẩm định lần 1; 2. Thẩm định lần 2" in figure.alt
    assert faults_of(paper) == []


def test_several_services_are_told_one_by_one_with_as_many_queries(agency, secretary):
    def counted(revision):
        with CaptureQueriesContext(connection) as queries:
            text = said_by(built("QT5", revision, secretary))
        return len(queries), text

    one, _text = counted(a_procedure(agency))
    other = RevisionFactory(document=DocumentFactory(agency=agency, kind="PROCEDURE"))
    variant = VariantFactory(revision=other)
    for _step in range(8):
        ProcedureStepFactory(variant=variant)
    for number in range(4):
        service = ServiceFactory(agency=agency, name=f"Thủ tục số {number}")
        ProcedureServiceFactory(document=other.document, service=service)
    many, text = counted(other)

    assert one == many
    assert all(f"Thủ tục số {number}" in text for number in range(4))


def test_it_is_offered_where_there_are_steps_and_a_blank_can_be_written_on(agency, secretary):
    form = forms.find("QT5")
    assert form.when(a_procedure(agency))
    assert not form.when(RevisionFactory(document=DocumentFactory(agency=agency, kind="PROCEDURE")))
    assert faults_of(built("QT5", None, secretary)) == []
