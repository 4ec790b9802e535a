"""Announcements, where they hang, and what they rest on, for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.agency.actor import actor_of
from sotay.agency.models import Seat
from sotay.approvals.commands import approve
from sotay.evaluation.models import Confirmation
from sotay.manual.models import AnnouncedService, Announcement, Posting
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.commands import submit_paper, write_paper
from sotay.support.outgoing.numbering.commands import issue_paper, number_paper, withdraw_paper
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory, UserFactory
from tests.factories.context import ScopeFactory, ScopeItemFactory
from tests.factories.findings import AuditFactory
from tests.factories.reviews import ReviewFactory
from tests.factories.services import ServiceFactory

ISSUED = date(2026, 6, 1)


class AnnouncementFactory(DjangoModelFactory):
    """One from before Sotay that stands since the first of June 2026, for the field Báo chí and no service."""

    class Meta:
        model = Announcement

    agency = factory.SubFactory(AgencyFactory)
    edition = factory.Sequence(lambda n: n % 30000 + 1)
    slug = factory.LazyAttribute(lambda one: f"2026-{one.edition}")
    state = Announcement.State.ISSUED
    is_from_before = True
    number = "12/QĐ-STN"
    issued_date = ISSUED
    effective_date = factory.SelfAttribute("issued_date")


class AnnouncedServiceFactory(DjangoModelFactory):
    """A service in the list of an announcement."""

    class Meta:
        model = AnnouncedService

    announcement = factory.SubFactory(AnnouncementFactory)
    agency = factory.SelfAttribute("announcement.agency")
    position = factory.Sequence(lambda n: n % 30000 + 1)
    code = factory.Sequence(lambda n: f"2.{n + 100000:06d}")
    key = factory.SelfAttribute("code")
    name = factory.Sequence(lambda n: f"Cấp giấy phép xuất bản {n}")


class PostingFactory(DjangoModelFactory):
    """A posting at the office."""

    class Meta:
        model = Posting

    announcement = factory.SubFactory(AnnouncementFactory)
    agency = factory.SelfAttribute("announcement.agency")
    kind = Posting.Kind.OFFICE
    place = "Bộ phận Một cửa"
    posted_date = factory.SelfAttribute("announcement.issued_date")
    posted_by = factory.SubFactory(UserFactory)


def grounds(agency, *, services=2, reported=date(2026, 5, 28), concluded=date(2026, 6, 8)):
    """Give an agency all an announcement rests on: audit, review, confirmation, a scope in force, services."""
    audit = AuditFactory(agency=agency, reported=True, reported_date=reported)
    review = ReviewFactory(agency=agency, concluded=True, concluded_date=concluded)
    confirmation = Confirmation.objects.create(
        agency=agency, slug=f"xn-{audit.number}", text="Có hiệu lực", state="CONFIRMED", confirmed_date=concluded,
        audit=audit, review=review,
    )  # fmt: skip
    scope = ScopeFactory(agency=agency, state="IN_FORCE", approved_date=date(2026, 1, 10))
    ScopeItemFactory(scope=scope)
    ScopeItemFactory(scope=scope, kind="PLACE", name="Số 6 Trần Phú")
    for _one in range(services):
        ServiceFactory(agency=agency)
    return audit, review, confirmation, scope


def issue(paper, *, on, number="12"):
    """Bring a drafted paper to its issue on a day by the commands of outgoing papers: submitted, signed, numbered, issued."""
    agency = paper.agency
    head, clerk, secretary = (_seated(agency, role, on=on) for role in ("HEAD", "CLERK", "SECRETARY"))
    signer = Seat.objects.get(agency=agency, role="HEAD")
    write_paper(paper, actor=secretary, version=paper.version, subject=paper.subject, signer=signer, on=on)
    paper = OutgoingPaper.objects.select_related("agency").get(pk=paper.pk)
    approval = submit_paper(paper, actor=secretary, version=paper.version, on=on)
    approve(approval, actor=head, version=approval.version, on=on)
    paper = OutgoingPaper.objects.select_related("agency").get(pk=paper.pk)
    paper = number_paper(paper, actor=clerk, version=paper.version, number=number, on=on)
    return issue_paper(paper, actor=clerk, version=paper.version, on=on)


def withdraw(paper, *, on, reason="Sai nội dung"):
    """Withdraw an issued paper."""
    paper = OutgoingPaper.objects.select_related("agency").get(pk=paper.pk)
    clerk = _seated(paper.agency, "CLERK", on=on)
    return withdraw_paper(paper, actor=clerk, version=paper.version, reason=reason, ended_date=on, on=on)


def _seated(agency, role, *, on):
    """Return the actor who holds a seat, somebody new where nobody does."""
    seat = Seat.objects.filter(agency=agency, role=role).first() or SeatFactory(
        agency=agency, role=role, unit=UnitFactory(agency=agency) if role in Seat.IN_A_UNIT else None
    )
    return actor_of(seat.user, agency=agency, on=on)
