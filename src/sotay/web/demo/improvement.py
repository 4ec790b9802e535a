"""Nonconformities and proposals in the demonstration agency: one in every state, one that needed a second round."""

from importlib.resources import files
from typing import Any

import yaml

from sotay.agency.holding import Owner
from sotay.evaluation.models import Finding, Inspection
from sotay.improvement.models import Nonconformity, Proposal
from sotay.improvement.nonconformities import commands
from sotay.improvement.nonconformities.origins import brought_by
from sotay.improvement.nonconformities.rounds import commands as rounds
from sotay.improvement.proposals import commands as proposals
from sotay.web.demo.audits import Told, approve_on, when
from sotay.web.demo.objectives import Stage
from sotay.work.assignments.commands import confirm_assignment, finish_assignment
from sotay.work.models import Assignment

SAID = frozenset({"what", "evidence", "clause", "source"})
BROUGHT = ("what", "evidence", "clause", "unit", "found_date")
WRITTEN = frozenset({"title", "what", "benefit", "measure", "before"})


def build_improvement(stage: Stage) -> None:
    """Log the sheets and the proposals and let happen to each what happened."""
    play = yaml.safe_load(files(__package__).joinpath("improvement.yaml").read_text("utf-8"))
    for about in play["sheets"]:
        _Sheet(stage, about).play()
    for about in play["proposals"]:
        _propose(stage, about)


def carry_out(stage: Stage, work: Assignment, told: Told, *, by: str, confirmed_by: str) -> None:
    """Report work as done on its day, and have it confirmed by who gave it; what one gave to oneself is with it."""
    day = when(stage, told["done"])
    work = finish_assignment(
        work, actor=stage.actor(by), version=work.version, result=told["result"], done_date=day, on=day
    )
    if work.state == Assignment.State.DONE:
        confirm_assignment(work, actor=stage.actor(confirmed_by), version=work.version, on=day)


class _Sheet:
    """A sheet as it comes about: each act on its day, by whom the play names."""

    def __init__(self, stage: Stage, about: Told) -> None:
        self.stage, self.about = stage, about
        self.sheet = self._log()

    def play(self) -> None:
        """Do what the play tells, in the order of the standard."""
        about, stage = self.about, self.stage
        if reason := about.get("rejected"):
            self._do(commands.reject_nonconformity, "thu-ky", reason=reason)
        if told := about.get("accepted"):
            due = when(stage, told["due"]) if "due" in told else None
            day = when(stage, told["day"]) if "day" in told else self.sheet.found_date
            self._do(
                commands.accept_nonconformity, "thu-ky", on=day, grade=told["grade"],
                owner=Owner(stage.people[told["owner"]]), accepted_date=day, due_date=due,
            )  # fmt: skip
        if told := about.get("corrected"):
            day = when(stage, told["day"])
            self._do(
                commands.correct_nonconformity, told["by"], on=day, correction=told["text"], correction_date=day
            )  # fmt: skip
        if told := about.get("needed"):
            day = when(stage, told["day"])
            self._do(commands.evaluate_need, told["by"], on=day, need="ACTION", need_date=day)
        for told in about.get("rounds", ()):
            self._round(told)

    def _log(self) -> Nonconformity:
        stage, told = self.stage, self.about["logged"]
        values: dict[str, Any] = {name: value for name, value in self.about.items() if name in SAID}
        origin = self._origin()
        if origin is not None:
            brought = brought_by(origin)
            values = {name: getattr(brought, name) for name in BROUGHT}
        else:
            values["unit"] = stage.units[self.about["unit"]]
        day = when(stage, told["day"]) if "day" in told else values["found_date"]
        values = {"found_date": day} | values
        return commands.log_nonconformity(stage.agency, actor=stage.actor(told["by"]), on=day, origin=origin, **values)

    def _origin(self) -> Finding | Any | None:
        agency = self.stage.agency
        if number := self.about.get("finding"):
            return Finding.objects.get(agency=agency, audit__year=self.stage.year - 1, number=number)
        if line := self.about.get("inspection"):
            waits = Inspection.objects.get(agency=agency, state=Inspection.State.MINUTES)
            return waits.findings.get(line=line)
        return None

    def _round(self, told: Told) -> None:
        """Analyse, plan, have the plan approved, carry it out and verify its effect, as far as the round came."""
        stage, by = self.stage, self.about["needed"]["by"]
        causes = [(one["branch"], one["text"]) if isinstance(one, dict) else ("", one) for one in told["causes"]]
        similar = bool(told.get("similar"))
        self._do(
            rounds.write_analysis, by, method=told["method"], causes=causes, root_cause=told["root"], has_similar=similar
        )  # fmt: skip
        for one in told.get("actions", ()):
            planned = when(stage, told["submitted"])
            rounds.add_action(
                self._now(), actor=stage.actor(by), version=self._now().version, on=planned, what=one["what"],
                owner=Owner(stage.people[one["owner"]]), due_date=when(stage, one["due"]),
            )  # fmt: skip
        if "submitted" not in told:
            return
        day = when(stage, told["submitted"])
        approval = self._do(rounds.submit_plan, by, on=day)
        if "approved" not in told:
            return
        approve_on(stage, approval, when(stage, told["approved"]))
        self._act(told["actions"])
        if told_changes := self.about.get("changes"):
            self._do(
                rounds.tell_changes, by, changes_risks=told_changes["risks"], changes_system=told_changes["system"]
            )
        if verified := told.get("verified"):
            day = when(stage, verified["day"])
            self._do(
                rounds.verify_effect, verified["by"], on=day, verdict=verified["verdict"], verified_date=day,
                verdict_text=verified["text"],
            )  # fmt: skip

    def _act(self, actions: list[Told]) -> None:
        works = {
            one.title: one for one in Assignment.objects.filter(agency=self.stage.agency, origin_uuid=self.sheet.uuid)
        }
        for one in actions:
            if "done" in one:
                carry_out(self.stage, works[one["what"]], one, by=one["owner"], confirmed_by="pho-giam-doc")

    def _do(self, command: Any, by: str, **values: Any) -> Any:
        """Let somebody do something to the sheet as it stands now."""
        now = self._now()
        return command(now, actor=self.stage.actor(by), version=now.version, **values)

    def _now(self) -> Nonconformity:
        return Nonconformity.objects.select_related("agency", "unit").get(pk=self.sheet.pk)


def _propose(stage: Stage, about: Told) -> None:
    """Make a proposal and let happen to it what happened."""
    one = proposals.make_proposal(
        stage.agency, actor=stage.actor(about["by"]), on=when(stage, about["day"]), unit=stage.units[about["unit"]],
        **{name: value for name, value in about.items() if name in WRITTEN},
    )  # fmt: skip
    if reason := about.get("withdrawn"):
        proposals.withdraw_proposal(one, actor=stage.actor(about["by"]), version=one.version, reason=reason)
    if told := about.get("rejected"):
        proposals.reject_proposal(
            one, actor=stage.actor(told["by"]), version=one.version, text=told["text"], on=when(stage, told["day"])
        )
    if told := about.get("accepted"):
        one = proposals.accept_proposal(
            one, actor=stage.actor(told["by"]), version=one.version, owner=Owner(stage.people[told["owner"]]),
            due_date=when(stage, told["due"]), on=when(stage, told["day"]),
        )  # fmt: skip
        if done := about.get("done"):
            assert one.assignment is not None  # noqa: S101  accepted is given as work
            done = {"done": done["day"], "result": done["result"]}
            carry_out(stage, one.assignment, done, by=told["owner"], confirmed_by=told["by"])
    if told := about.get("measured"):
        one = Proposal.objects.select_related("agency", "unit", "assignment").get(pk=one.pk)
        proposals.measure_proposal(
            one, actor=stage.actor(told["by"]), version=one.version, before=told["before"], after=told["after"],
            outcome=told["outcome"], measured_date=when(stage, told["day"]), outcome_text=told["text"],
            on=when(stage, told["day"]),
        )  # fmt: skip
