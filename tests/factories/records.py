"""Classes, lists, files and transfers of records for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.support.records.models import RecordClass, RecordFile, RecordLine, RecordList, Transfer, TransferItem
from tests.factories.agency import AgencyFactory, DecisionFactory, UnitFactory


class RecordClassFactory(DjangoModelFactory):
    """Audits, kept for five years."""

    class Meta:
        model = RecordClass

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"DG-{n}")
    slug = factory.Sequence(lambda n: f"dg-{n}")
    heading = "Đánh giá / Đánh giá nội bộ"
    title = "Hồ sơ đánh giá nội bộ"
    years = 5
    basis = "Quyết định 12/QĐ-STN"
    clauses = "9.2.2"


class RecordListFactory(DjangoModelFactory):
    """The draft of 2026; `issued=True` gives one issued in January."""

    class Meta:
        model = RecordList

    class Params:
        issued = factory.Trait(state=RecordList.State.ISSUED, issued_date=date(2026, 1, 15))

    agency = factory.SubFactory(AgencyFactory)
    year = 2026
    slug = factory.LazyAttribute(lambda one: str(one.year))


class RecordLineFactory(DjangoModelFactory):
    """A line of the issued list of 2026, of a unit."""

    class Meta:
        model = RecordLine

    list = factory.SubFactory(RecordListFactory, issued=True)
    agency = factory.SelfAttribute("list.agency")
    record_class = factory.SubFactory(RecordClassFactory, agency=factory.SelfAttribute("..agency"))
    order = factory.Sequence(lambda n: n % 30_000)
    number = factory.Sequence(lambda n: f"{n:02d}.NN")
    heading = factory.SelfAttribute("record_class.heading")
    title = "Đánh giá nội bộ năm 2026"
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
    issued_date = factory.SelfAttribute("list.issued_date")
    issued_years = factory.LazyAttribute(lambda line: line.record_class.years if line.issued_date else None)


class RecordFileFactory(DjangoModelFactory):
    """An open file; `closed=True` gives one whose work ended in 2025, `handed_over` one in the archive since then."""

    class Meta:
        model = RecordFile

    class Params:
        closed = factory.Trait(state=RecordFile.State.CLOSED, closed_date=date(2025, 11, 20))
        handed_over = factory.Trait(state=RecordFile.State.HANDED_OVER, closed_date=date(2025, 11, 20))

    line = factory.SubFactory(RecordLineFactory)
    agency = factory.SelfAttribute("line.agency")
    record_class = factory.SelfAttribute("line.record_class")
    number = factory.Sequence(lambda n: f"{n}.DG/2025")
    slug = factory.Sequence(lambda n: f"ho-so-{n}")
    title = "Đánh giá nội bộ năm 2025"
    unit = factory.SelfAttribute("line.unit")
    opened_date = date(2025, 3, 1)


class TransferFactory(DjangoModelFactory):
    """A list of hand-over that is being made; `disposal=True` gives one of disposal, `done=True` one with minutes."""

    class Meta:
        model = Transfer

    class Params:
        disposal = factory.Trait(manner=Transfer.Manner.DISPOSE)
        done = factory.Trait(
            state=Transfer.State.DONE,
            done_date=date(2026, 3, 10),
            minutes=factory.SubFactory(DecisionFactory, agency=factory.SelfAttribute("..agency")),
            received_by="Lưu trữ cơ quan",
        )

    agency = factory.SubFactory(AgencyFactory)
    manner = Transfer.Manner.ARCHIVE
    code = factory.Sequence(lambda n: f"NL-2026-{n:02d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    reason = "Đến hạn nộp lưu"


class TransferItemFactory(DjangoModelFactory):
    """A closed file in a list."""

    class Meta:
        model = TransferItem

    transfer = factory.SubFactory(TransferFactory)
    agency = factory.SelfAttribute("transfer.agency")
    file = factory.SubFactory(
        RecordFileFactory,
        closed=True,
        line=factory.SubFactory(
            RecordLineFactory,
            list=factory.SubFactory(RecordListFactory, issued=True, agency=factory.SelfAttribute("....agency")),
        ),
    )
