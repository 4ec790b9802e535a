"""A cast and a draft for the tests of outgoing papers."""

import pytest

from sotay.agency.models import Seat
from sotay.approvals.commands import approve
from sotay.support.outgoing.commands import draft_paper, submit_paper, write_paper
from sotay.support.outgoing.numbering.commands import issue_paper, number_paper
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory

PLACES = ("support.outgoing.commands", "approvals.commands", "approvals.permissions", "approvals.queries")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for place in PLACES:
        monkeypatch.setattr(f"sotay.{place}.today", lambda: TODAY)


@pytest.fixture
def agency(agency):
    agency.letter_code, agency.place_name = "STTTT", "Hà Nội"
    agency.save()
    return agency


@pytest.fixture
def clerk(agency):
    return person(agency, Seat.Role.CLERK)


@pytest.fixture
def head(agency):
    return person(agency, Seat.Role.HEAD)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


class Way:
    """The way of a letter of an agency, step by step, as the people of the cast go it."""

    def __init__(self, agency, secretary, clerk, head):
        self.agency, self.secretary, self.clerk, self.head = agency, secretary, clerk, head

    def draft(self, subject="Báo cáo công tác", **more):
        return draft_paper(self.agency, actor=self.secretary, form="letter", subject=subject, on=TODAY, **more)

    def write(self, paper, **more):
        given = {"subject": paper.subject, "words": {"body": "Kính đề nghị xem xét."}, "signer": paper.signer}
        given |= {"to": ["Ủy ban nhân dân tỉnh"]} | more
        return write_paper(paper, actor=self.secretary, version=paper.version, on=TODAY, **given)

    def submit(self, paper=None, **more):
        paper = paper or self.write(self.draft(**more))
        submit_paper(paper, actor=self.secretary, version=paper.version, on=TODAY)
        return self.again(paper)

    def sign(self, paper=None, *, on=TODAY, **more):
        from sotay.approvals.queries import latest_for

        paper = paper or self.submit(**more)
        approval = latest_for(paper)
        approve(approval, actor=self.head, version=approval.version, on=on)
        return self.again(paper)

    def number(self, paper=None, number="05", *, on=TODAY, **more):
        paper = paper or self.sign()
        return number_paper(paper, actor=self.clerk, version=paper.version, number=number, on=on, **more)

    def issue(self, paper=None, *, on=TODAY, **more):
        paper = paper or self.number()
        return issue_paper(paper, actor=self.clerk, version=paper.version, on=on, **more)

    def again(self, paper):
        return type(paper).objects.select_related("agency").get(pk=paper.pk)


@pytest.fixture
def way(agency, secretary, clerk, head):
    return Way(agency, secretary, clerk, head)
