"""Every form as the demonstration agency prints it: in one font, and as many pages in Word as on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from sotay.agency import subjects
from sotay.agency.actor import actor_of
from sotay.agency.models import Seat
from sotay.manual.models import Report
from sotay.papers import forms
from sotay.papers.docx import docx
from sotay.papers.making import made
from sotay.papers.nd30 import TWIN
from sotay.papers.pdf import pdf
from tests.papers.office import needs_office, pdf_of
from tests.web.demo.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REPORTS = ("SELF", "ROLLUP", "ANNEX2")
"""Reports the demonstration agency has none of."""


def printed(form, viewer):
    """Return a form of the newest record there is, of this year where it asks for one; else blank."""
    rows = []
    if form.of:
        kind = subjects.kind_of(form.of)
        every = kind.rows(viewer) if kind.rows else kind.model.objects.of(viewer)
        rows = [row for row in kind.visible(every, viewer).order_by("-pk") if form.may(viewer, row) and form.when(row)]
    blank = bool(form.of) and not rows
    return made(form, rows[0] if rows else None, viewer=viewer, on=TODAY, blank=blank)


def fonts(reader):
    """Return the fonts a PDF bears."""
    told = (page["/Resources"].get("/Font") or {} for page in reader.pages)
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for page in told for font in page.values()}


@needs_office
def test_every_form_is_in_one_font_and_has_as_many_pages_in_word(built, db, tmp_path):
    for kind in REPORTS:
        Report.objects.create(agency=built, kind=kind, year=TODAY.year, slug=kind.lower())
    secretary = Seat.objects.filter(agency=built, role=Seat.Role.SECRETARY).select_related("user").first()
    viewer = actor_of(secretary.user, agency=built, on=TODAY)
    papers = {form.code: printed(form, viewer) for form in forms.everyone()}

    on_paper = {code: PdfReader(BytesIO(pdf(paper))) for code, paper in papers.items()}
    word = pdf_of(tmp_path, {code: docx(paper) for code, paper in papers.items()})
    in_word = {code: PdfReader(BytesIO(data)) for code, data in word.items()}

    assert {
        font for one in (*on_paper.values(), *in_word.values()) for font in fonts(one) if font.split("-")[0] != TWIN
    } == set()
    counts = {code: (len(one.pages), len(in_word[code].pages)) for code, one in on_paper.items()}
    assert {code: both for code, both in counts.items() if abs(both[0] - both[1]) > 1} == {}
