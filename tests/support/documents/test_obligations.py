"""Obligation 1, documents approved before they are in force: met, gap, edge date; and what waits with drafts."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.approvals.models import Approval, Item
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.support.documents.sight import TYPE
from sotay.support.models import Document, Revision
from sotay.work.waiting.registry import Asked, all_waiting
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, DecisionFactory, UnitFactory, UserFactory
from tests.factories.support import RevisionFactory

pytestmark = pytest.mark.django_db
CODE = "documents.approved"


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


def line(agency, on=TODAY):
    (one,) = standings_of(agency, on=on, codes={CODE})
    return one


def approved(agency, **values):
    """Return a revision in force with the round of approval that holds for it."""
    one = RevisionFactory(document__agency=agency, in_force=True, **values)
    approval = Approval.objects.create(
        agency=agency, purpose="support.documents", subject_type=TYPE, subject_uuid=one.uuid, title=str(one),
        state="APPROVED", way="SYSTEM", author=one.author, content_hash="x", approved_date=one.approved_date,
    )  # fmt: skip
    Item.objects.create(
        agency=agency, approval=approval, subject_type=TYPE, subject_uuid=one.uuid, title=str(one)[:300],
        content_hash=one.approved_hash,
    )  # fmt: skip
    return one


def test_it_is_met_by_the_approvals_of_what_is_in_force(agency):
    approved(agency)
    approved(agency, approved_date=date(2026, 2, 1))

    met = line(agency)

    assert (met.standing, met.evidence_date, met.count) == ("MET", date(2026, 2, 1), 2)


def test_without_any_document_in_force_it_is_a_gap(agency):
    RevisionFactory(document__agency=agency, approved=True)

    gap = line(agency)

    assert gap.standing != "MET"
    assert gap.why == "Chưa có tài liệu nào được phê duyệt và đang có hiệu lực."


def test_it_counts_from_the_day_in_force(agency):
    one = approved(agency)

    assert line(agency, one.in_force_date - timedelta(days=1)).standing != "MET"
    assert line(agency, one.in_force_date).standing == "MET"


def test_a_document_nobody_approved_is_named(agency):
    approved(agency)
    one = RevisionFactory(document__agency=agency, document__code="QT 99/X", in_force=True)

    gap = line(agency)

    assert gap.standing != "MET"
    assert "QT 99/X" in gap.why
    assert (gap.link, gap.link_kwargs) == ("support:document_detail", {"slug": one.document.slug})


def test_a_document_from_before_counts_by_its_decision(agency):
    RevisionFactory(document__agency=agency, in_force=True, decision=DecisionFactory(agency=agency))

    assert line(agency).standing == "MET"


def test_an_approval_of_another_title_or_content_is_a_gap(agency):
    one = approved(agency)
    Document.objects.filter(pk=one.document_id).update(title="Tên mới 100%_")
    assert one.document.code in line(agency).why

    Item.objects.update(title=f"{one.document.code} Tên mới 100%_ (lần ban hành 01)")
    assert line(agency).standing == "MET"
    Revision.objects.filter(pk=one.pk).update(approved_hash="f" * 64)
    assert line(agency).standing != "MET"


def test_thirty_agencies_take_as_many_queries_as_one(agency):
    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            list(judge_all(agencies, on=TODAY, codes={CODE}))
        return len(seen)

    approved(agency)
    RevisionFactory(document__agency=agency, in_force=True)
    one = asked([agency])
    others = AgencyFactory.create_batch(29, in_use_from_date=date(2020, 1, 1))
    for number, other in enumerate(others):
        approved(other)
        if number % 2:
            RevisionFactory(document__agency=other, in_force=True)
    assert asked([agency, *others]) == one


def waits(*agencies):
    asked = Asked(tuple(one.pk for one in agencies), TODAY)
    return [one for one in all_waiting(asked) if one.key.startswith("revision:")]


def test_a_draft_that_came_back_waits_for_its_author(agency):
    unit = UnitFactory(agency=agency)
    author, head = person(agency, Seat.Role.OFFICIAL, unit=unit), person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    kept = {"document__agency": agency, "document__unit": unit}
    RevisionFactory(**kept, author=author.user)
    mine = RevisionFactory(**kept, author=author.user, returned_reason="Thiếu biểu mẫu")
    gone = RevisionFactory(**kept, author=UserFactory(), returned_reason="Sai căn cứ")

    told = {one.link_kwargs["slug"]: one for one in waits(agency)}

    assert set(told) == {str(mine.uuid), str(gone.uuid)}
    assert told[str(mine.uuid)].user_ids == {author.user.pk}
    assert told[str(mine.uuid)].params == {"why": "Thiếu biểu mẫu"}
    assert told[str(gone.uuid)].user_ids == {head.user.pk}


def test_what_waits_takes_as_many_queries_for_thirty_agencies(agency):
    def asked(*agencies):
        with CaptureQueriesContext(connection) as seen:
            waits(*agencies)
        return len(seen)

    RevisionFactory(document__agency=agency, returned_reason="Sửa")
    one = asked(agency)
    others = AgencyFactory.create_batch(29)
    for other in others:
        RevisionFactory(document__agency=other, returned_reason="Sửa")
    assert asked(agency, *others) == one
