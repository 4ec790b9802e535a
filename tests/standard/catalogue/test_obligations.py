"""The catalogue of obligations holds together: numbers, codes, clauses, addressees, parameters, words in two languages."""

import unicodedata

import pytest
from django.utils import translation

from sotay.agency.models import Agency
from sotay.standard.catalogue import obligations as reading
from sotay.standard.catalogue.obligations import Nature, Rule, named, obligation_of, obligations
from sotay.standard.catalogue.reading import CatalogueError, read
from sotay.standard.checks import registries_fit
from sotay.standard.registry.kinds import MonthDay, OnDate, Term
from sotay.standard.registry.parameters import parameter_of, parameters

ALL = list(obligations().values())


def by_code(one):
    return one.code


def test_the_published_table_and_the_eight_more_are_all_there_once():
    assert [one.number for one in ALL if not one.is_own] == list(range(1, 53))


def test_our_own_checks_have_no_number():
    assert {one.code for one in ALL if one.is_own} == {
        "own.statements",
        "own.exclusions",
        "own.seats",
        "own.unit_heads",
        "own.calendar",
        "own.objectives_known",
        "own.audit_units",
        "own.audit_clauses",
        "own.review_decisions",
    }


@pytest.mark.parametrize("one", ALL, ids=by_code)
def test_an_obligation_says_everything_in_both_languages(one):
    for words in (one.vi, one.en):
        assert words.title
        assert words.wording.endswith(".")
        assert words.evidence
    assert len(one.vi.title) <= 70
    assert one.basis
    assert unicodedata.is_normalized("NFC", repr(one))


@pytest.mark.parametrize("one", ALL, ids=by_code)
def test_an_obligation_names_its_addressees(one):
    with translation.override("vi"):
        assert all(one.who_names)
        assert one.who_names
        assert len(one.reported_to_names) == len(one.reported_to)


@pytest.mark.parametrize("one", [one for one in ALL if one.due.parameters], ids=by_code)
def test_the_parameters_of_a_due_rule_are_of_its_kind(one):
    wanted = {Rule.FIXED: MonthDay, Rule.DATE: OnDate, Rule.TERM: Term, Rule.USE: Term}[one.due.rule]
    for code in one.due.parameters:
        assert isinstance(parameter_of(code).kind, wanted)


def test_catalogue_and_registries_fit_together():
    assert registries_fit() == []


def test_every_parameter_of_the_catalogue_is_read_by_some_obligation_or_by_judging_itself():
    shipped = {row["code"] for row in read("parameters.yaml")["parameters"]}
    used = {code for one in ALL for code in one.all_parameters}

    of_periods = {code for code in shipped if code.startswith("reporting.")}  # read by standard/reporting.py
    of_laws = {"law.services.term"}  # read by context/laws/deadlines.py
    of_rates = {"dossiers.rate.denominator"}  # read by operation/statistics/rates.py
    of_codes = {"dossiers.unit_code"}  # read by operation/dossiers/codes.py
    of_people = {"dossiers.personal.months", "services.public"}  # read by operation/dossiers/personal and look_up
    of_audits = {"audit.notice.days", "audit.scale", "audit.report.term"}  # read by evaluation/audits/plan and report
    of_sheets = {code for code in shipped if code.startswith("nonconformity.")}  # read by improvement/nonconformities
    of_customers = {"survey.public", "survey.settled", "feedback.days"}  # read by evaluation/satisfaction and feedback
    other = of_sheets | of_periods | of_laws | of_rates | of_codes | of_people | of_audits | of_customers
    assert shipped - used - other == {"standing.warning"}
    assert shipped <= set(parameters())


def test_what_binds_other_bodies_is_owed_by_their_kinds_alone():
    owed = {one.number: one.kinds for one in ALL if one.kinds is not None}
    kind = Agency.Kind

    assert owed == {
        29: {kind.MINISTRY, kind.PROVINCE},
        31: {kind.OVERSEER, kind.MINISTRY},
        33: {kind.OVERSEER},
        34: {kind.PROVINCE, kind.MINISTRY},
    }


def test_what_other_systems_keep_has_a_source():
    sources = {one.number: one.source for one in ALL if one.source}

    assert sources == dict.fromkeys((35, 36, 37, 38), "dossiers.source") | dict.fromkeys(
        (39, 40, 41), "documents.source"
    )


def test_a_basis_in_law_makes_an_obligation_legal():
    for one in ALL:
        rests_on_law = any(
            word in one.basis for word in ("QĐ 19/2014", "TT 26/2014", "NĐ ", "TT 01/2018", "Luật 91", "QCVN")
        )
        if rests_on_law and not one.is_own:
            assert one.legal, one.code
    assert not obligation_of("survey.share").legal


def test_a_rule_of_one_agency_alone_is_marked_local():
    for one in ALL:
        assert one.local == (
            not one.legal and ("262/SLĐTBXH" in one.basis or "của một sở" in one.basis or "Thông lệ" in one.basis)
        ), one.code


def test_who_may_be_a_seat_or_a_body():
    with translation.override("vi"):
        assert named("SECRETARY") == "Thư ký ISO"
        assert named("OVERSEER") == "Sở Khoa học và Công nghệ"
    with pytest.raises(KeyError):
        named("NOBODY")


def row(**changes):
    words = {"title": "Việc", "wording": "Việc.", "evidence": "Giấy"}
    return {
        "number": 99, "code": "test.row", "clause": "9.2", "basis": "x", "who": ["HEAD"], "nature": "EVENT",
        "vi": words, "en": words,
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"clause": "9.9"}, "clause"),
        ({"who": ["KING"]}, "who"),
        ({"kinds": ["KINGDOM"]}, "kinds"),
        ({"owed": "person"}, "owed"),
        ({"per": "week"}, "per"),
        ({"due": {"rule": "fixed", "parameter": "audit.yearly.due"}}, "needs a period"),
        ({"per": "half", "due": {"rule": "fixed", "parameter": "audit.yearly.due"}}, "parameters"),
        ({"due": {"rule": "term"}}, "parameters"),
        ({"number": None}, "own.*"),
        ({"number": None, "code": "own.x", "legal": True}, "no law"),
        ({"colour": "red"}, "unknown keys"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_at_start(changes, what):
    with pytest.raises(CatalogueError, match=what):
        reading._obligation(row(**changes), 0)


def test_a_row_that_fits_is_taken():
    made = reading._obligation(row(per="year", due={"rule": "fixed", "parameter": "audit.yearly.due"}), 0)

    assert made.nature is Nature.EVENT
    assert made.serves("9")
    assert not made.serves("9.3")
