"""The table packs are made by: every kind of record has a place or a reason, every obligation that is judged its evidence."""

import pytest
from django.apps import apps

from sotay.agency import subjects
from sotay.manual.packs.chapters import line_for
from sotay.manual.packs.matrix import NO_EVIDENCE, PLACES, place_of
from sotay.manual.packs.places import NONE, answers
from sotay.manual.selfcheck.proofs import PROOFS
from sotay.standard.catalogue.clauses import clauses
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.catalogue.periods import period_of
from sotay.standard.registry.obligations import judges

TOLD_BY_THEIR_STANDING = {
    "own.calendar": "a setting of the agency",
    "infrastructure.review": "no feature keeps it yet",
}
"""Judged obligations of which no record is given, and why."""
YEAR = period_of("2026")


def test_every_kind_of_record_has_its_place_or_a_reason_for_none():
    known = set(subjects.kinds())
    placed = [one.type for one in PLACES]

    assert len(placed) == len(set(placed))
    assert not set(placed) & set(NO_EVIDENCE)
    assert known - set(placed) - set(NO_EVIDENCE) == set()


def test_every_judged_obligation_has_records_that_prove_it():
    proved = {code for place in PLACES for code in place.proves}

    assert proved <= set(obligations())
    assert set(judges()) - proved - set(TOLD_BY_THEIR_STANDING) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.type)
def test_a_place_names_clauses_and_columns_that_are_there(place):
    model = apps.get_model(place.type)
    rows = model._default_manager.all()

    assert set(place.clauses) <= set(clauses())
    assert place.clauses or place.own
    assert not rows.filter(place.only & place.when(YEAR)).exists()
    assert not rows.filter(place.for_clause("8.5.1")).exists()
    assert {field.name for field in model._meta.get_fields()} >= set(place.day)


def test_the_matrix_of_the_law_is_kept():
    """The clauses an auditor asks for (law.md: clause → record matrix), each with a kind of record at least."""
    asked = (
        ["4.3", "4.4", "5.2", "5.3", "6.2", "6.3", "7.5", "8.1", "8.2", "8.4", "8.5", "8.6", "8.7", "9.1.2", "9.1.3"],
        ["9.2", "9.3", "10.2", "10.3"],
    )
    for clause in (one for some in asked for one in some):
        assert [place.type for place in PLACES if place.for_clause(clause) != NONE], clause


def test_every_line_an_inspection_looks_at_has_evidence_laid_under_it_or_is_checked_on_paper():
    laid = {line_for(place.proves) for place in PLACES} - {""}

    for key, proof in PROOFS.items():
        mine = [place for place in PLACES if set(place.proves) & set(proof.obligations)]
        assert mine or proof.on_paper or key in laid, key


def test_a_clause_is_answered_by_what_stands_below_it_and_from_the_second_level_above_it():
    assert answers("9.2", "9")
    assert answers("8.5.1", "8.5")
    assert answers("8.5", "8.5.1")
    assert not answers("8", "8.5")
    assert not answers("8.50", "8.5")
    assert place_of("evaluation.audit").clauses == ("9.2",)
