"""The library of questions: every auditable clause, both languages, nothing twice."""

import re

import pytest

from sotay.evaluation.audits.checklists.library import about, auditable, questions
from sotay.standard.catalogue.clauses import clauses, covers


def test_every_auditable_clause_has_two_questions_in_both_languages():
    asked = [one.clause for one in questions().values()]
    assert not [number for number in auditable() if asked.count(number) < 2]
    assert set(asked) == set(auditable())
    for one in questions().values():
        assert all(text.strip() for text in (one.vi, one.en, one.look_vi, one.look_en)), one.code
        assert one.vi.endswith("?")
        assert one.en.endswith("?")
        assert re.search("[à-ỹđ]", one.vi), one.code


def test_no_question_is_there_twice():
    texts = [one.vi for one in questions().values()]
    assert len(set(texts)) == len(texts)
    assert len(texts) > 120


def test_those_about_a_clause_are_those_below_it():
    found = about(["7.5"], applicable=clauses())
    assert {one.clause for one in found} == {"7.5.1", "7.5.2", "7.5.3"}


def test_all_are_offered_where_no_clause_is_named():
    assert len(about([], applicable=clauses())) == len(questions())


def test_clauses_that_do_not_apply_are_left_out():
    applicable = [number for number in clauses() if not covers("8.3", number)]
    assert not [one for one in about(["8"], applicable=applicable) if covers("8.3", one.clause)]


def test_an_edition_that_is_not_shipped_is_told():
    with pytest.raises(LookupError):
        questions("9001:1999")
