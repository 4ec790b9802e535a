"""Obligation 9, the three months: met, gap, edge date, and one number of queries for any number of agencies."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.context.laws.told import followed
from sotay.context.models import Law, LawReview
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.support.documents.models import LegalBasis, Revision
from sotay.support.models import AffectedDocument
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory
from tests.factories.context import LawFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.soaking import tries

pytestmark = pytest.mark.django_db
EFFECT, RAW, LAST = date(2025, 11, 30), date(2026, 2, 28), date(2026, 3, 2)


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


def lines(agency, on):
    return standings_of(agency, on=on, codes={"law.update"})


def line(agency, on):
    (one,) = lines(agency, on)
    return one


def reviewed(agency, unit, finding="WAITING", *, day=date(2025, 12, 1), reason="", **law):
    law = LawFactory(agency=agency, **{"effective_date": EFFECT, "issued_date": date(2025, 10, 1)} | law)
    decided = {} if finding == "WAITING" else {"decided_by": UserFactory(), "decided_date": day}
    return LawReview.objects.create(agency=agency, law=law, unit=unit, finding=finding, reason=reason, **decided)


def affected(review, **document):
    document = DocumentFactory(agency=review.agency, unit=review.unit, **document)
    RevisionFactory(document=document, in_force=True, approved_date=date(2020, 1, 1), in_force_date=date(2020, 1, 2))
    AffectedDocument.objects.create(agency=review.agency, law=review.law, review=review, document=document)
    return document


def naming(document, law, day, **more):
    """Put a further revision that names a law into force on a day."""
    Revision.objects.filter(document=document, state="IN_FORCE").update(state="SUPERSEDED", ended_date=day)
    order = document.revisions.count() + 1
    revision = RevisionFactory(
        document=document, amendment=order, order=order, in_force=True, approved_date=day, in_force_date=day, **more
    )
    if law:
        LegalBasis.objects.create(agency=document.agency, revision=revision, law=law)
    return revision


def test_without_any_law_nothing_has_arisen(agency, unit):
    assert line(agency, EFFECT).standing == "NOT_ARISEN"


def test_a_law_with_effect_on_30_november_alarms_after_28_february_though_2_march_is_in_time(agency, unit):
    review = reviewed(agency, unit)

    found = {
        day: line(agency, day)
        for day in (date(2025, 12, 5), RAW, RAW + timedelta(days=1), LAST, LAST + timedelta(days=1))
    }

    assert [one.standing for one in found.values()] == ["OPEN", "DUE_SOON", "OVERDUE", "OVERDUE", "OVERDUE"]
    assert {one.due for one in found.values()} == {RAW}
    one = found[RAW]
    assert (one.unit_id, one.why, one.link_kwargs) == (
        unit.pk,
        f"{review.law}: đơn vị chưa rà soát.",
        {"slug": review.law.slug},
    )
    in_time = "Ngày cuối 28/02/2026 là ngày nghỉ: xong trong ngày 02/03/2026 vẫn đúng hạn."
    assert [in_time in one.why for one in found.values()] == [False, False, True, True, False]


def test_in_a_leap_year_the_term_ends_on_29_february(agency, unit):
    reviewed(agency, unit, effective_date=date(2027, 11, 30))

    assert line(agency, date(2028, 2, 1)).due == date(2028, 2, 29)


def test_a_law_that_expired_is_not_followed_any_more_and_what_was_done_stays(agency, unit):
    waiting = reviewed(agency, unit, expiry_date=date(2026, 2, 1))
    affects = reviewed(agency, unit, "AFFECTS", expiry_date=date(2026, 2, 1))
    affected(affects)

    assert {one.standing for one in lines(agency, date(2026, 1, 31))} == {"DUE_SOON"}
    assert line(agency, date(2026, 2, 1)).standing == "NOT_ARISEN"
    assert line(agency, date(2026, 6, 1)).standing == "NOT_ARISEN"
    LawReview.objects.filter(pk=waiting.pk).update(
        finding="NO_EFFECT", reason="Không có", decided_by=UserFactory(), decided_date=date(2026, 1, 5)
    )
    assert line(agency, date(2026, 2, 1)).standing == "MET"


def test_two_units_that_name_one_document_are_both_done_with_its_revision(agency, unit):
    review = reviewed(agency, unit, "AFFECTS")
    document = affected(review)
    second = LawReview.objects.create(
        agency=agency, law=review.law, unit=UnitFactory(agency=agency), finding="AFFECTS",
        decided_by=UserFactory(), decided_date=date(2025, 12, 1),
    )  # fmt: skip
    AffectedDocument.objects.create(agency=agency, law=review.law, review=second, document=document)
    assert [one.unit_id for one in lines(agency, date(2026, 1, 5))] == [unit.pk, second.unit_id]

    naming(document, review.law, date(2026, 1, 10))

    assert line(agency, date(2026, 1, 10)).standing == "MET"
    told = followed([review.law_id], agency_id=agency.pk, on=date(2026, 1, 10))[review.law_id]
    assert (told.documents, told.done) == (1, 1)


@pytest.mark.parametrize(("day", "late"), [(RAW, False), (LAST, False), (LAST + timedelta(days=1), True)])
def test_it_is_met_when_a_revision_that_names_the_law_came_into_force(agency, unit, day, late):
    review = reviewed(agency, unit, "AFFECTS")
    document = affected(review)
    naming(document, review.law, day)

    before, met = line(agency, day - timedelta(days=1)), line(agency, day)

    assert before.standing in {"DUE_SOON", "OVERDUE"}
    assert (met.standing, met.evidence_date, met.late) == ("MET", day, late)


def test_a_revision_in_force_before_the_law_took_effect_counts(agency, unit):
    review = reviewed(agency, unit, "AFFECTS", day=date(2025, 11, 1))
    naming(affected(review), review.law, date(2025, 11, 10))

    assert (line(agency, EFFECT).standing, line(agency, EFFECT).evidence_date) == ("MET", date(2025, 11, 10))


def test_a_revision_that_names_another_law_or_none_does_not_count(agency, unit):
    review = reviewed(agency, unit, "AFFECTS")
    document = affected(review, code="QT 31")
    naming(document, None, date(2026, 1, 10))
    naming(document, LawFactory(agency=agency, is_unrelated=True, unrelated_reason="x"), date(2026, 1, 11))
    draft = RevisionFactory(document=document, amendment=50, order=50)
    LegalBasis.objects.create(agency=agency, revision=draft, law=review.law)

    gap = line(agency, date(2026, 1, 12))

    assert gap.standing in {"OPEN", "DUE_SOON"}
    assert gap.why == f"{review.law}: chưa có bản nêu văn bản này đang hiệu lực của QT 31."


def test_every_document_has_to_follow_and_a_withdrawn_one_has(agency, unit):
    review = reviewed(agency, unit, "AFFECTS")
    first, second = affected(review, code="QT 41"), affected(review, code="QT 42")
    naming(first, review.law, date(2026, 1, 10))
    assert "QT 42" in line(agency, date(2026, 1, 20)).why

    second.state, second.withdrawn_date, second.withdrawn_reason = "WITHDRAWN", date(2026, 1, 25), "Hết việc"
    second.save()

    assert line(agency, date(2026, 1, 24)).standing != "MET"
    assert (line(agency, date(2026, 1, 25)).standing, line(agency, date(2026, 1, 25)).evidence_date) == (
        "MET", date(2026, 1, 25),
    )  # fmt: skip


def test_a_later_revision_without_the_law_does_not_undo_it(agency, unit):
    review = reviewed(agency, unit, "AFFECTS")
    document = affected(review)
    naming(document, review.law, date(2026, 1, 10))
    naming(document, None, date(2026, 2, 10))

    assert line(agency, date(2026, 6, 1)).standing == "MET"


def test_no_effect_with_the_reason_meets_it_from_the_day_it_was_said(agency, unit):
    reviewed(agency, unit, "NO_EFFECT", reason="Không có quy trình", day=date(2026, 1, 5))

    assert line(agency, date(2026, 1, 4)).standing in {"OPEN", "DUE_SOON"}
    assert (line(agency, date(2026, 1, 5)).standing, line(agency, date(2026, 1, 5)).evidence_date) == (
        "MET", date(2026, 1, 5),
    )  # fmt: skip


def test_before_it_takes_effect_the_row_prepares(agency, unit):
    review = reviewed(agency, unit)

    row = line(agency, date(2025, 11, 1))

    assert (row.standing, row.due) == ("OPEN", RAW)
    assert row.why == f"Chuẩn bị: {review.law} có hiệu lực từ 30/11/2025."


def test_each_unit_has_its_row_and_one_nobody_was_asked_about_stands_with_the_agency(agency, unit):
    other = UnitFactory(agency=agency)
    review = reviewed(agency, unit)
    LawReview.objects.create(agency=agency, law=review.law, unit=other)
    unasked = LawFactory(agency=agency, effective_date=EFFECT)
    LawFactory(agency=agency, effective_date=EFFECT, is_unrelated=True, unrelated_reason="Không thuộc chức năng")
    LawFactory(agency=agency, effective_date=EFFECT, expiry_date=date(2026, 1, 1))
    LawFactory(agency=agency, effective_date=date(2010, 1, 1))

    found = lines(agency, date(2026, 1, 10))

    assert {(one.unit_id, one.link) for one in found} == {
        (unit.pk, "support:lawful_review"), (other.pk, "support:lawful_review"), (None, "context:law_detail"),
    }  # fmt: skip
    assert f"{unasked}: chưa phân công đơn vị rà soát." in {one.why for one in found}


def test_a_list_of_services_has_its_own_thirty_days(agency, unit):
    reviewed(agency, unit, publishes_services=True, effective_date=None, issued_date=date(2026, 1, 5))

    assert line(agency, date(2026, 1, 10)).due == date(2026, 2, 4)


def test_a_law_without_a_day_of_effect_stays_open(agency, unit):
    reviewed(agency, unit, effective_date=None)

    assert (line(agency, date(2026, 6, 1)).standing, line(agency, date(2026, 6, 1)).due) == ("OPEN", None)


def test_thirty_agencies_are_judged_with_the_queries_of_one(db):
    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            assert list(judge_all(agencies, on=RAW, codes={"law.update"}))
        return len(seen)

    def with_law():
        own = AgencyFactory(in_use_from_date=date(2020, 1, 1))
        review = reviewed(own, UnitFactory(agency=own), "AFFECTS")
        naming(affected(review), review.law, RAW)
        affected(review)
        LawFactory(agency=own, effective_date=EFFECT)
        return own

    one = [with_law()]
    many = [with_law() for _number in range(30)]
    asked(one)

    assert asked(one) == asked(many)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=tries(40))
@given(
    effective=st.dates(date(2021, 1, 1), date(2027, 6, 30)),
    done=st.none() | st.integers(-60, 200),
    on=st.integers(-60, 260),
)
def test_the_word_follows_from_the_days_alone(agency, unit, effective, done, on):
    LawReview.objects.all().delete()
    Law.objects.filter(agency=agency).delete()
    decided = effective + timedelta(days=done) if done is not None else None
    finding = "NO_EFFECT" if decided else "WAITING"
    reviewed(agency, unit, finding, reason="x" if decided else "", day=decided, effective_date=effective)
    asked = effective + timedelta(days=on)

    word = line(agency, asked).standing

    last = line(agency, asked).due
    if decided and decided <= asked:
        assert word == "MET"
    else:
        assert word in ({"OPEN", "DUE_SOON"} if asked <= last else {"OVERDUE"})
