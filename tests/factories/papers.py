"""Factories of the agency's own forms, and DOCX templates made on the spot."""

from io import BytesIO

import factory
from factory.django import DjangoModelFactory

from sotay.papers.catalogue.models import FormSetting, FormTemplate
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, UserFactory
from tests.factories.blobs import stored


class FormSettingFactory(DjangoModelFactory):
    """The agency's code of the request about a document."""

    class Meta:
        model = FormSetting

    agency = factory.SubFactory(AgencyFactory)
    form = "A3"
    code = factory.Sequence(lambda n: f"BM.01.{n:02d}")
    edition = "02"


class FormTemplateFactory(DjangoModelFactory):
    """A template of the request about a document, in use."""

    class Meta:
        model = FormTemplate

    agency = factory.SubFactory(AgencyFactory)
    form = "A3"
    file = factory.LazyFunction(lambda: stored(template("Số phiếu: {{ so_phieu }}"), name="mau.docx"))
    name = "mau.docx"
    from_date = TODAY
    brought_by = factory.SubFactory(UserFactory)


def template(*paragraphs, table=None, header="", title=""):
    """Return a DOCX with these paragraphs; `table` rows of cells, `header` words at the head of each page."""
    from docx import Document

    document, stream = Document(), BytesIO()
    for one in paragraphs:
        document.add_paragraph(one)
    if table:
        shown = document.add_table(len(table), len(table[0]))
        for row, cells in zip(shown.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if title:
        document.core_properties.title = title
    document.save(stream)
    return stream.getvalue()


def words_of(file):
    """Return all words of a DOCX: paragraphs, cells, headers."""
    from docx import Document

    document = Document(BytesIO(file))
    told = [one.text for one in document.paragraphs]
    told += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told += [one.text for section in document.sections for one in section.header.paragraphs]
    return "\n".join(told)
