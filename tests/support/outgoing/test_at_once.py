"""Two clerks in the same moment: no number twice, no paper numbered or issued twice; forms sent twice count once."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from sotay.agency.models import Decision, Seat
from sotay.commands import Refused, Stale
from sotay.journal.models import Entry
from sotay.journal.queries import verify_chain
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.numbering.commands import issue_paper, number_paper
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.outgoing import NumberSeriesFactory, OutgoingPaperFactory

State = OutgoingPaper.State


def at_once(*acts):
    """Run acts in threads that start together; return what each came to, a result or a refusal."""
    start, found = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            found[place] = act()
        except (Refused, Stale) as refusal:
            found[place] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


@pytest.fixture
def cast(fresh_database):
    agency = AgencyFactory(letter_code="STN")
    return agency, [person(agency, Seat.Role.CLERK) for _n in (1, 2)]


def numbered(paper, clerk, number):
    return number_paper(paper, actor=clerk, version=paper.version, number=number, on=TODAY)


@pytest.mark.parametrize("kept", [True, False])
def test_two_clerks_never_get_one_number(cast, kept):
    agency, clerks = cast
    if kept:
        NumberSeriesFactory(agency=agency, is_kept_here=True)
    papers = [OutgoingPaperFactory(agency=agency, state=State.SIGNED) for _n in (1, 2)]
    given = "" if kept else "5"

    found = at_once(*(lambda one=one, by=by: numbered(one, by, given) for one, by in zip(papers, clerks, strict=True)))

    done = [one for one in found if isinstance(one, OutgoingPaper)]
    if kept:
        assert sorted(one.number for one in done) == [1, 2]
    else:
        assert len(done) == 1
        assert [one.codes for one in found if isinstance(one, Refused)] == [("number_taken",)]
        assert NumberSeries.objects.filter(agency=agency).count() == 1
    assert verify_chain(agency).broken_at is None


def test_one_paper_takes_one_number_and_goes_out_once(cast):
    agency, (one, other) = cast
    paper = OutgoingPaperFactory(agency=agency, state=State.SIGNED)

    found = at_once(lambda: numbered(paper, one, "1"), lambda: numbered(paper, other, "2"))
    assert sorted(isinstance(result, Stale) for result in found) == [False, True]
    assert Decision.objects.filter(agency=agency).count() == 1

    paper = OutgoingPaper.objects.get(pk=paper.pk)
    send = [lambda by=by: issue_paper(paper, actor=by, version=paper.version, on=TODAY) for by in (one, other)]
    assert sorted(isinstance(result, Stale) for result in at_once(*send)) == [False, True]
    assert Entry.objects.filter(action="support.paper.issued").count() == 1
