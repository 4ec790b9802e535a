"""The sample is complete, in the safe subset, in the agency's names, and nobody else's text."""

import re

import pytest

from sotay.manual.statements.sample import sample_manual, sample_policy, sample_processes, sample_scope
from sotay.ui.markdown import plain, render
from tests.manual.statements.reading.conftest import KNOWN, LEVEL_2, REAL_MANUAL

AGENCY = "Sở Thông tin và Truyền thông Lam Giang"


@pytest.fixture(scope="module")
def manual():
    return sample_manual(AGENCY)


def test_every_clause_of_level_2_has_a_statement_worth_reading(manual):
    assert [statement.clause for statement in manual.statements] == LEVEL_2
    for statement in manual.statements:
        assert statement.title == KNOWN[statement.clause]
        assert len(plain(statement.markdown).split()) > 50


def test_front_matter_annex_and_exclusion(manual):
    assert [section.key for section in manual.sections] == ["INTRODUCTION", "SCOPE", "REFERENCES"]
    assert [annex.number for annex in manual.annexes] == ["1"]
    [exclusion] = manual.exclusions
    assert exclusion.clause == "8.3"
    assert exclusion.reason in plain(manual.statement("8.3").markdown)


def test_names_of_the_agency_stand_in_every_place():
    manual = sample_manual("Chi cục Kiểm lâm Lam Giang", short_name="Chi cục", head_title="Chi cục trưởng")
    whole = "".join(part.title + part.markdown for part in (*manual.sections, *manual.statements, *manual.annexes))
    assert "{" not in whole
    assert "Chi cục trưởng chịu trách nhiệm" in whole
    assert manual.annexes[0].title.endswith("của Chi cục Kiểm lâm Lam Giang")
    assert "Giám đốc" not in whole


def test_it_cites_documents_laws_in_force_and_a_dead_law(manual):
    cited = {citation.normalized for part in (*manual.sections, *manual.statements) for citation in part.citations}
    assert {"QT BIS 01", "QT VP 01", "CSCL", "MTCL", "STCL"} <= cited
    assert {"118/2025/NĐ-CP", "19/2014/QĐ-TTg", "30/2020/NĐ-CP", "61/2018/NĐ-CP"} <= cited
    assert manual.statement("8.7").references == ("QT BIS 01",)


def test_it_renders_without_a_mark_left_over(manual):
    for part in (*manual.sections, *manual.statements, *manual.annexes):
        words = re.sub(r"<[^>]*>", "", render(part.markdown))
        assert not re.search(r"\*\*|^#|^\||---|^- ", words, re.MULTILINE), part.title


def test_policy_and_scope():
    policy, scope = sample_policy(AGENCY), sample_scope(AGENCY)
    assert policy.text.startswith(f"{AGENCY} cam kết")
    assert "{" not in policy.text
    assert len(scope.fields) == 7
    assert scope.places[0] == f"Trụ sở của {AGENCY}"
    assert scope.excluded_clauses == ("8.3",)


def test_processes_name_known_clauses_and_each_other():
    processes = sample_processes()
    codes = {process.code for process in processes}
    assert len(codes) == len(processes) == 12
    assert {process.kind for process in processes} == {"MANAGEMENT", "CORE", "SUPPORT"}
    for process in processes:
        assert set(process.clauses) <= set(KNOWN)
        assert set(process.feeds) <= codes - {process.code}
        assert process.inputs
        assert process.outputs
        assert process.unit_name


def test_no_run_of_words_is_taken_from_the_real_manual(manual):
    if not REAL_MANUAL.is_file():
        pytest.skip("the real quality manual does not stand beside the repository (../shared/seeds)")
    length = 15  # longer than any title of a clause or formula of the law

    def runs(text):
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[place : place + length]) for place in range(len(words) - length + 1)}

    ours = [plain(part.markdown) for part in (*manual.sections, *manual.statements, *manual.annexes)]
    taken = runs(REAL_MANUAL.read_text("utf-8")) & set().union(*map(runs, ours))
    assert not {" ".join(run) for run in taken}
