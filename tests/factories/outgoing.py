"""Factories of outgoing papers: each state with all that comes before it."""

import factory
from factory.django import DjangoModelFactory

from sotay.papers.kept import plain
from sotay.papers.model import Letterhead, Number, Paper, Paragraph, Signature
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper, SignatureCheck, SignedFile
from sotay.support.outgoing.writing import files_of
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, SeatFactory, UserFactory

State = OutgoingPaper.State
PINNED = (State.SUBMITTED, State.SIGNED, State.NUMBERED, State.ISSUED, State.WITHDRAWN)


def said(subject="Về việc thử nghiệm", *, words="Nội dung công văn thử nghiệm."):
    """Return a letter with a few words."""
    return Paper(
        abbreviation="CV", heading="", subject=subject, letterhead=Letterhead(agency="SỞ THỬ NGHIỆM"),
        number=Number(symbol="STN-VP"), place="Hà Nội", to=("Ủy ban nhân dân tỉnh",), blocks=(Paragraph(text=words),),
        recipients=("Như trên", "Lưu: VT"), signature=Signature(title="Giám đốc", name="Trần Thị Ký"),
    )  # fmt: skip


class NumberSeriesFactory(DjangoModelFactory):
    """A series of letters that lives in the agency's document system; `is_kept_here` for one that lives here."""

    class Meta:
        model = NumberSeries

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Sổ công văn {n}")
    slug = factory.Sequence(lambda n: f"so-cong-van-{n}")
    abbreviations = ["CV"]


class OutgoingPaperFactory(DjangoModelFactory):
    """A draft of a letter; `state` makes it what comes later, with words, days and number."""

    class Meta:
        model = OutgoingPaper

    agency = factory.SubFactory(AgencyFactory)
    slug = factory.Sequence(lambda n: f"cv-thu-{n}")
    form = "letter"
    abbreviation = "CV"
    subject = factory.Sequence(lambda n: f"Về việc thử nghiệm {n}")
    symbol = "STN-VP"
    drafted_by = factory.SubFactory(UserFactory)
    signer = factory.LazyAttribute(lambda one: SeatFactory(agency=one.agency, role="HEAD"))
    state = State.DRAFT

    @classmethod
    def _create(cls, model_class, *args, **values):
        state = values["state"]
        if state in PINNED or (state == State.CANCELLED and "number" in values):
            paper = said(values["subject"])
            files = files_of(paper, form=values["form"], agency=values["agency"])
            values = {"content": plain(paper), "pdf": files.pdf, "docx": files.docx} | values
        if state in PINNED[1:]:
            values = {"signed_date": TODAY} | values
        if state in PINNED[2:] or "number" in values:
            dated = values.get("dated", values["signed_date"] if state in PINNED else TODAY)
            values = {"number": 5, "series": None, "dated": dated, "number_year": dated.year} | values
            values["series"] = values["series"] or NumberSeriesFactory(agency=values["agency"])
        if state in PINNED[3:]:
            values = {"issued_date": values["dated"]} | values
        if state in {State.WITHDRAWN, State.CANCELLED}:
            values = {"ended_date": TODAY, "ended_reason": "Thử"} | values
        return super()._create(model_class, *args, **values)


class SignedFileFactory(DjangoModelFactory):
    """A signed copy whose one signature is not sure yet."""

    class Meta:
        model = SignedFile
        skip_postgeneration_save = True

    agency = factory.SelfAttribute("paper.agency")
    paper = factory.SubFactory(OutgoingPaperFactory, state=State.NUMBERED)
    file = factory.SelfAttribute("paper.pdf")
    name = "ban-ky.pdf"
    brought_by = factory.SubFactory(UserFactory)
    comparison = SignedFile.Comparison.SAME

    @factory.post_generation
    def check(self, create, _extracted, **_kwargs):
        if create:
            SignatureCheck.objects.create(
                agency=self.agency, signed_file=self, verdict=SignatureCheck.Verdict.UNCERTAIN,
                verdicts={"reason": "no_signature", "signatures": []},
            )  # fmt: skip
