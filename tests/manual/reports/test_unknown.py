"""Before an audit was reported nobody knows what one would have found: no page, paper, file or result says nought."""

import pytest
from django.urls import reverse

from sotay.manual.reports import extract
from sotay.manual.reports.content import read
from sotay.manual.reports.results import UNKNOWN, figures_by_code
from tests.conftest import TODAY
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.reports import ReportFactory
from tests.factories.reviews import ReviewFactory
from tests.paper_words import built, said_by, said_on

pytestmark = pytest.mark.django_db
FOUND = (
    "Điểm không phù hợp của đánh giá nội bộ",
    "Điểm lưu ý của đánh giá nội bộ",
    "Cơ hội cải tiến của đánh giá nội bộ",
)


@pytest.fixture(autouse=True)
def underway(agency):
    """An audit that found something and was not reported yet."""
    FindingFactory(audit=AuditFactory(agency=agency))


def url(agency, name, **kwargs):
    return reverse(name, kwargs={"agency": agency.short_name, **kwargs})


def of_audits(text):
    """Return the lines that tell what audits found."""
    return [line for line in text.splitlines() if any(title in line for title in FOUND)]


@pytest.mark.parametrize(("kind", "form"), [("COMMITTEE", "COMMITTEE"), ("PROVINCE", "PROVINCE"), ("ANNEX2", "J7")])
def test_no_report_says_nought(agency, secretary, signed_in, kind, form):
    report = ReportFactory(agency=agency, kind=kind, half=0)
    told = said_by(built(form, report, secretary))
    rows = of_audits(told) or [
        line for line in told.splitlines() if "Số điểm không phù hợp của đánh giá nội bộ" in line
    ]
    assert rows
    assert all(f"| {UNKNOWN}" in line for line in rows)
    page = said_on(signed_in(secretary).get(url(agency, "manual:report_detail", slug=report.slug)).text)
    assert all("| 0" not in line for line in of_audits(page))


def test_the_extract_leaves_out_what_nobody_knows(agency, secretary):
    report = ReportFactory(agency=agency)
    told = read(report, viewer=secretary, on=TODAY)
    assert figures_by_code(told)["audits.nonconformities"]["value"] is None
    assert (FOUND[0], UNKNOWN) in extract.table(told)
    assert "chưa hoàn thành cuộc đánh giá nội bộ nào" in extract.paragraphs(report, told)[0]


def test_no_review_says_nought(agency, secretary, signed_in):
    review = ReviewFactory(agency=agency)
    page = said_on(signed_in(secretary).get(url(agency, "evaluation:review_pack", slug=review.slug)).text)
    for told in (said_by(built("F2", review, secretary)).replace(" / ", "\n"), page):
        assert len(of_audits(told)) >= len(FOUND)
        assert all(UNKNOWN in line for line in of_audits(told))
