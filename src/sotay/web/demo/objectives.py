"""Objectives and their results in the demonstration agency: two years of them, as units would have written them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any, Protocol

import yaml

from sotay.agency.actor import Actor
from sotay.agency.holding import NOBODY, Owner
from sotay.agency.models import Agency, Unit, User
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.planning.objectives.commands import add_objective, add_plan_line, begin_set, confirm_reading, submit_sets
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.results.commands import send_report, write_results
from sotay.planning.results.lines import Given
from sotay.planning.results.queries import objectives_reporting, set_that_holds
from sotay.standard.reporting import reporting_periods
from sotay.work.notices.commands import mark_read

HEADS = {
    "office": "chanh-van-phong",
    "post": "truong-phong-bcvt",
    "it": "truong-phong-cntt",
    "inspectorate": "chanh-thanh-tra",
}
WRITTEN = frozenset({"statement", "formula", "data_source", "policy_link", "measure", "fact"})


class Stage(Protocol):
    """What of the building is needed here."""

    agency: Agency
    units: dict[str, Unit]
    people: dict[str, User]
    year: int
    today: date

    def actor(self, username: str) -> Actor:
        """Return the actor of one of the cast."""

    def day(self, month_day: str, *, years_back: int = 0) -> date:
        """Return a day of the demonstrated year, today at the latest."""


def build_objectives(stage: Stage) -> None:
    """Write the objectives of last year from papers, this year's on the system, and what was reported of both.

    What was told of it on the way counts as read, so that the first page shows what waits and no heap of old news.
    """
    play = yaml.safe_load(files(__package__).joinpath("objectives.yaml").read_text("utf-8"))
    _Play(stage, play).run()
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


class _Play:
    """The years and their sets as they come about."""

    def __init__(self, stage: Stage, play: dict[str, Any]) -> None:
        self.stage, self.play = stage, play
        self.by_key: dict[tuple[int, str], Objective] = {}

    def run(self) -> None:
        """Play last year, then this one."""
        for when, year in (("last", self.stage.year - 1), ("this", self.stage.year)):
            sets = [self._write(one, year) for one in self.play["sets"]]
            self._approve(sets, when)
            for one, made in zip(self.play["sets"], sets, strict=True):
                if when == "this":
                    self._read(made, one.get("readers", ()))
                for period, days in self._reported(one, when).items():
                    self._report(one, made, when, period, days)

    def _writer(self, unit: str) -> Actor:
        return self.stage.actor(HEADS.get(unit, "thu-ky"))

    def _owner(self, about: Mapping[str, str] | None) -> Owner:
        if not about:
            return NOBODY
        if "user" in about:
            return Owner(user=self.stage.people[about["user"]])
        return Owner(role=about["role"], unit=self.stage.units.get(about.get("unit", "")))

    def _write(self, one: dict[str, Any], year: int) -> ObjectiveSet:
        """Begin a set and write its objectives with their plans."""
        actor, unit = self._writer(one["unit"]), self.stage.units.get(one["unit"])
        made = begin_set(self.stage.agency, actor=actor, unit=unit, year=year, on=self.stage.day("01-05"))
        for about in one["objectives"]:
            objective = add_objective(
                made, actor=actor, owner=self._owner(about["owner"]), target_text=about["target"],
                periods=Objective.Periods.HALF, parent=self.by_key.get((year, about.get("parent", ""))),
                baseline=Decimal(str(about["baseline"])) if "baseline" in about else None,
                **{name: text for name, text in about.items() if name in WRITTEN},
            )  # fmt: skip
            if key := about.get("key"):
                self.by_key[year, key] = objective
            for line in about["plan"]:
                month, day = map(int, line["to"].split("-"))
                add_plan_line(
                    objective, actor=actor, owner=self._owner(line["owner"]), what=line["what"], resources=line["resources"],
                    from_date=date(year, 2, 1), to_date=date(year, month, day), judged_by=line["judged_by"],
                )  # fmt: skip
        return made

    def _approve(self, sets: list[ObjectiveSet], when: str) -> None:
        """Approve last year's sets by the paper that did, this year's on the system, all under one decision."""
        stage, papers = self.stage, self.play["approved"]
        day = stage.day(papers[when], years_back=when == "last")
        first = date(day.year, 1, 1)
        secretary, head = stage.actor("thu-ky"), stage.actor("giam-doc")
        entered = stage.today if when == "last" else day
        approval = submit_sets(
            sets, actor=secretary, note="", in_force_date=first if when == "last" else None, on=entered
        )
        if when == "last":
            approve_by_paper(
                approval, actor=secretary, version=approval.version, number=papers["number"], date=day,
                signer_name=head.person.full_name, signer_title="Giám đốc",
            )  # fmt: skip
        else:
            approve(approval, actor=head, version=approval.version, on=day)

    def _read(self, made: ObjectiveSet, readers: Iterable[str]) -> None:
        """Let some confirm that they have read the set; the others are still asked."""
        made.refresh_from_db()
        for username in readers:
            confirm_reading(made, actor=self.stage.actor(username), on=self.stage.day("02-01"))

    def _reported(self, one: dict[str, Any], when: str) -> dict[str, str]:
        """Return the periods a set was reported for, with the day."""
        return one.get("reports", {}).get(when, {})

    def _report(self, one: dict[str, Any], made: ObjectiveSet, when: str, kind: str, month_day: str) -> None:
        """Write and send a report, unless its day has not come; then take it, or return it with the reason given."""
        stage, unit = self.stage, self.stage.units.get(one["unit"])
        period = next(one for one in reporting_periods(stage.agency.pk, made.year) if one.kind == kind)
        month, day = map(int, month_day.split("-"))
        sent = date(period.due.year, month, day)
        if sent > stage.today:
            return
        actor, secretary = self._writer(one["unit"]), stage.actor("thu-ky")
        report = write_results(
            stage.agency, actor=actor, unit=unit, period=period.key, on=stage.today,
            results=[
                _given(objective, about[when], kind, made.year)
                for objective, about in self._told(made, one, kind)
            ],
        )  # fmt: skip
        on_paper = sent if when == "last" else None
        approval = send_report(
            report, actor=secretary if on_paper else actor, version=report.version, received_date=on_paper,
            on=stage.today if on_paper else sent,
        )  # fmt: skip
        if reason := one["reports"].get("returned", {}).get(kind) if when == "this" else None:
            return_with_reason(approval, actor=secretary, version=approval.version, reason=reason)
            return
        for username in ("thu-ky", "pho-giam-doc"):
            approval.refresh_from_db()
            approve(
                approval,
                actor=stage.actor(username),
                version=approval.version,
                on=max(sent, stage.today) if on_paper else sent,
            )

    def _told(self, made: ObjectiveSet, one: dict[str, Any], kind: str) -> list[tuple[Objective, dict[str, Any]]]:
        """Return the objectives that report in a period with what the play says of each."""
        holding = set_that_holds(self.stage.agency, unit=made.unit, year=made.year)
        said = {objective["statement"]: objective for objective in one["objectives"]}
        return [(each, said[each.statement]) for each in objectives_reporting(holding, kind)]


def _given(objective: Objective, told: dict[str, Any], kind: str, year: int) -> Given:
    """Return what was typed for an objective: a figure, a day, what is expected, and why it is missed."""
    figure, expected = told[kind], {"H1": "estimate", "Y": "estimate_y"}.get(kind, "")
    days = {
        name: _day(year, figure[name]) for name in ("day", "expected") if isinstance(figure, dict) and name in figure
    }
    return Given(
        key=objective.key,
        value=None if isinstance(figure, dict) else Decimal(str(figure)),
        done_date=days.get("day"),
        estimate=Decimal(str(told[expected])) if expected in told else None,
        estimate_date=days.get("expected"),
        cause=told.get("cause", ""),
        remedy=told.get("remedy", ""),
    )


def _day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, day)
