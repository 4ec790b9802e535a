"""Reports, letters of bodies above and outgoing papers on their way, for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.manual.models import Directive, Report
from sotay.papers.kept import plain
from sotay.papers.model import Letterhead, Paper
from sotay.support.models import NumberSeries, OutgoingPaper
from tests.factories.agency import AgencyFactory, UserFactory
from tests.factories.blobs import stored


def said():
    """Return the plainest paper there is, as it is pinned."""
    return plain(Paper(abbreviation="BC", heading="BÁO CÁO", letterhead=Letterhead(agency="Sở Thử nghiệm")))


class DirectiveFactory(DjangoModelFactory):
    """A letter of the lead body of last year that is still cited."""

    class Meta:
        model = Directive

    agency = factory.SubFactory(AgencyFactory)
    number = factory.Sequence(lambda n: f"{n + 128}/SKHCN-TĐC")
    dated = date(2025, 3, 13)
    issuer = "Sở Khoa học và Công nghệ"
    summary = "Hướng dẫn duy trì hệ thống quản lý chất lượng"
    asks = "Đánh giá nội bộ trước tháng 10"
    slug = factory.Sequence(lambda n: f"van-ban-{n}")


class OutgoingPaperFactory(DjangoModelFactory):
    """A draft of a report of the year; `issued` went out on 15 June 2026 as number 12."""

    class Meta:
        model = OutgoingPaper

    class Params:
        pinned = factory.Trait(
            content=factory.LazyFunction(said), pdf=factory.LazyFunction(lambda: stored(b"Bao cao", name="bao-cao.txt"))
        )
        issued = factory.Trait(
            state="ISSUED",
            content=factory.LazyFunction(said),
            pdf=factory.LazyFunction(lambda: stored(b"Bao cao", name="bao-cao.txt")),
            signed_date=factory.SelfAttribute("issued_date"),
            issued_date=date(2026, 6, 15),
            dated=factory.SelfAttribute("issued_date"),
            number=factory.Sequence(lambda n: n + 12),
            number_year=factory.LazyAttribute(lambda one: one.issued_date.year),
            symbol="BC-STN",
            series=factory.LazyAttribute(lambda one: series_of(one.agency)),
        )

    agency = factory.SubFactory(AgencyFactory)
    slug = factory.Sequence(lambda n: f"bao-cao-{n}")
    form = "COMMITTEE"
    abbreviation = "BC"
    subject = "Kết quả duy trì hệ thống"
    drafted_by = factory.SubFactory(UserFactory)


def series_of(agency):
    """Return the series of an agency's papers, made when there is none."""
    return NumberSeries.objects.get_or_create(
        agency=agency, slug="van-ban-di", defaults={"name": "Văn bản đi", "abbreviations": ["BC", "KH", "CV"]}
    )[0]


class ReportFactory(DjangoModelFactory):
    """A report of six months of 2026 to the committee, its paper a draft; `out` went out on 15 June 2026."""

    class Meta:
        model = Report

    class Params:
        out = factory.Trait(
            paper=factory.SubFactory(OutgoingPaperFactory, issued=True, agency=factory.SelfAttribute("..agency"))
        )

    agency = factory.SubFactory(AgencyFactory)
    kind = "COMMITTEE"
    year = 2026
    half = factory.LazyAttribute(lambda one: int(one.kind in {"COMMITTEE", "PROVINCE"}))
    slug = factory.LazyAttribute(lambda one: f"{one.year}-{one.kind.lower()}-{one.half}")
    paper = factory.SubFactory(OutgoingPaperFactory, agency=factory.SelfAttribute("..agency"))
