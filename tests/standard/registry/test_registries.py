"""The registries: duplicates, unknown codes and contradictions fail at once; gates and facts collect."""

from datetime import date
from types import SimpleNamespace

import pytest

from sotay.commands import Reason
from sotay.standard.catalogue.periods import period_of
from sotay.standard.catalogue.reading import CatalogueError
from sotay.standard.checks import registries_fit
from sotay.standard.registry import facts, gates, obligations, parameters
from sotay.standard.registry.kinds import Days, MonthDay


@pytest.fixture
def judges(monkeypatch):
    """Judges registered in a test are forgotten after it."""
    others = {code: judge for code, judge in obligations.judges().items() if code != "audit.yearly"}
    monkeypatch.setattr(obligations, "_judges", others)
    return obligations


@pytest.fixture
def known_parameters(monkeypatch):
    monkeypatch.setattr(parameters, "_known", dict(parameters._known))


@pytest.fixture
def known_facts(monkeypatch):
    monkeypatch.setattr(facts, "_facts", {})


@pytest.fixture
def known_gates(monkeypatch):
    monkeypatch.setattr(gates, "_declared", set())
    monkeypatch.setattr(gates, "_bars", type(gates._bars)(list))


def test_a_judge_wakes_on_the_acts_it_watches(judges):
    @judges.obligation("audit.yearly", number=11, owed="agency", per="year", watches=("evaluation.audit",))
    def judge(scope):
        return scope.judge()

    assert judges.judges()["audit.yearly"].judge is judge
    assert "audit.yearly" in judges.woken_by(["evaluation.audit.closed", "context.law.added"])
    assert "audit.yearly" not in judges.woken_by(["evaluation.auditor.named"])
    assert judges.woken_by([]) == frozenset()


def test_a_judge_of_an_unknown_obligation_fails_at_once(judges):
    with pytest.raises(CatalogueError, match=r"audit\.weekly"):
        judges.obligation("audit.weekly", watches=())(lambda scope: scope.judge())


def test_a_second_judge_of_one_obligation_fails_at_once(judges):
    with pytest.raises(CatalogueError, match="seats_are_held"):
        judges.obligation("own.seats", watches=())(lambda scope: scope.judge())


@pytest.mark.parametrize("said", [{"number": 12}, {"owed": "unit"}, {"per": "half"}])
def test_a_judge_that_contradicts_the_catalogue_fails_at_once(judges, said):
    with pytest.raises(CatalogueError, match=next(iter(said))):
        judges.obligation("audit.yearly", watches=(), **said)(lambda scope: scope.judge())


def test_a_parameter_may_be_registered_once_with_a_default_of_its_kind(known_parameters):
    parameters.parameter("test.days", kind=Days, default="7", basis="x", title="Bảy ngày")

    assert parameters.parameter_of("test.days").value(None) == 7
    assert parameters.parameter_of("test.days").value("9") == 9
    with pytest.raises(CatalogueError, match="twice"):
        parameters.parameter("test.days", kind=Days, default="7", basis="x", title="Bảy ngày")
    with pytest.raises(CatalogueError, match="09-05"):
        parameters.parameter("test.day", kind=MonthDay(), default="5/9", basis="x", title="Ngày")
    with pytest.raises(LookupError):
        parameters.parameter_of("test.nothing")


def test_a_fact_counts_for_all_agencies_asked_about(known_facts):
    @facts.fact("audits.open", title="Cuộc đánh giá chưa đóng", measure="cuộc")
    def count(asked):
        for pk in asked.agency_ids:
            yield facts.Number(agency_id=pk, value=pk * 2)

    asked = facts.Asked(agency_ids=(1, 2), period=period_of("2026"), on=date(2026, 6, 1))
    found = facts.numbers("audits.open", asked)

    assert {place: number.value for place, number in found.items()} == {(1, None): 2, (2, None): 4}
    assert facts.facts()["audits.open"].title == "Cuộc đánh giá chưa đóng"
    with pytest.raises(CatalogueError, match="twice"):
        facts.fact("audits.open", title="x")(count)
    with pytest.raises(LookupError):
        facts.numbers("audits.closed", asked)


def test_a_gate_collects_the_reasons_of_every_area(known_gates):
    gates.declare_gate("document.withdraw")

    @gates.bars("document.withdraw")
    def cited(subject):
        if subject.cited:
            yield Reason("Sổ tay còn viện dẫn.", code="cited")

    @gates.bars("document.withdraw")
    def in_audit(_subject):
        yield Reason("Đang được đánh giá.", code="in_audit")

    def codes(**subject):
        return [reason.code for reason in gates.gate("document.withdraw", SimpleNamespace(**subject))]

    assert codes(cited=True) == ["cited", "in_audit"]
    assert codes(cited=False) == ["in_audit"]


def test_a_gate_nobody_declared_is_found_when_asked_and_at_start(known_gates):
    with pytest.raises(LookupError):
        list(gates.gate("document.withdraw", None))
    gates.bars("document.withdrawn")(lambda _subject: ())

    assert [error.id for error in registries_fit()] == ["standard.E002"]


def test_a_gate_is_declared_once(known_gates):
    gates.declare_gate("document.withdraw")

    with pytest.raises(CatalogueError):
        gates.declare_gate("document.withdraw")
