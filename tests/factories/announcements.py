"""Announcements, where they hang, and what they rest on, for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.models import Confirmation
from sotay.manual.models import AnnouncedService, Announcement, Posting
from sotay.papers import kept
from sotay.papers.model import Letterhead, Paper
from sotay.support.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.following import tell
from tests.factories.agency import AgencyFactory, UserFactory
from tests.factories.blobs import stored
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


def issue(paper, *, actor, on, number=12):
    """Bring a drafted paper to its issue on a day, as the commands of outgoing papers leave it, and tell its followers."""
    series, _made = NumberSeries.objects.get_or_create(
        agency=paper.agency, slug="so", defaults={"name": "Sổ", "abbreviations": ["QĐ", "CV", "CB"]}
    )
    content = kept.plain(Paper(abbreviation=paper.abbreviation, heading="", letterhead=Letterhead(agency="A")))
    OutgoingPaper.objects.filter(pk=paper.pk).update(
        state="ISSUED", content=content, pdf=stored(b"%PDF-1.4\n%%EOF\n", name="a.pdf"), series=series, number=number,
        number_year=on.year, dated=on, signed_date=on, issued_date=on, symbol="QĐ-STN",
    )  # fmt: skip
    paper.refresh_from_db()
    tell(paper, "issued", actor=actor, on=on)
    return paper


def withdraw(paper, *, actor, on, reason="Sai nội dung"):
    """Withdraw an issued paper, and tell its followers."""
    OutgoingPaper.objects.filter(pk=paper.pk).update(state="WITHDRAWN", ended_date=on, ended_reason=reason)
    paper.refresh_from_db()
    tell(paper, "withdrawn", actor=actor, on=on)
    return paper
