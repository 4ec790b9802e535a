"""A list of files whose time is over, and how files are made."""

from datetime import date

import pytest

from sotay.support.records.models import RecordFile, Transfer
from sotay.support.records.transfers.commands import begin_transfer
from tests.conftest import TODAY
from tests.factories.records import RecordClassFactory, RecordFileFactory, RecordLineFactory, RecordListFactory

FileState, Manner = RecordFile.State, Transfer.Manner


@pytest.fixture
def line(agency):
    return RecordLineFactory(list=RecordListFactory(agency=agency, issued=True))


@pytest.fixture
def make(agency, line):
    """Make a closed file."""

    def file(day=date(2025, 5, 1), *, state=FileState.CLOSED, **retention):
        one = RecordClassFactory(agency=agency, **({"years": 5} | retention))
        return RecordFileFactory(
            line=line, record_class=one, state=state, opened_date=date(2000, 1, 1), closed_date=day
        )

    return file


@pytest.fixture
def over(make):
    """Two files whose time is over."""
    return [make(date(2015, 5, 1)) for _ in range(2)]


@pytest.fixture
def disposal(agency, secretary, head, over):
    """A list of both, complete."""
    return begin_transfer(
        agency, actor=secretary, manner=Manner.DISPOSE, files=over, reason="Hết thời hạn bảo quản", on=TODAY
    )
