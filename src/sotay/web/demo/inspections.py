"""Inspections in the demonstration agency: one closed, one whose fixes are awaited, one announced."""

from datetime import timedelta
from importlib.resources import files
from typing import Any

import yaml

from sotay.evaluation.inspections.commands import (
    add_inspection,
    close_inspection,
    enter_minutes,
    hold_inspection,
    note_answer,
    report_fixes,
)
from sotay.evaluation.inspections.contents import LINES
from sotay.evaluation.inspections.findings.commands import keep_lines, note_finding
from sotay.evaluation.models import Inspection, InspectionLine
from sotay.organisation.decisions.queries import NewDecision
from sotay.web.demo.objectives import Stage
from sotay.work.notices.commands import mark_read


def build_inspections(stage: Stage) -> None:
    """Enter the inspections and let happen to each what happened; what was told of it on the way counts as read."""
    play = yaml.safe_load(files(__package__).joinpath("inspections.yaml").read_text("utf-8"))
    for about in play["inspections"]:
        _keep(stage, about)
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


def _keep(stage: Stage, about: dict[str, Any]) -> None:
    secretary, on, back = stage.actor("thu-ky"), stage.today, about.get("years_back", 0)
    told = {name: about[name] for name in ("body", "manner", "plan")} | {"team": about.get("team", "")}
    if ahead := about.get("ahead"):
        add_inspection(stage.agency, actor=secretary, on=on, from_date=on + timedelta(days=ahead), **told)
        return
    first, last = (stage.day(about[name], years_back=back) for name in ("from", "to"))
    one = add_inspection(stage.agency, actor=secretary, on=on, from_date=first, **told)
    one = hold_inspection(one, actor=secretary, version=one.version, on=on, to_date=last)
    one = enter_minutes(
        one, actor=secretary, version=one.version, on=on, decision=_paper(stage, about["minutes"], back),
        conclusion=about["minutes"]["conclusion"],
    )  # fmt: skip
    said = {line.key: (InspectionLine.Verdict.CONFORMS, "") for line in LINES} | about["lines"]
    one = keep_lines(one, actor=secretary, version=one.version, lines=said)
    for row in about["findings"]:
        unit = stage.units[row["unit"]] if "unit" in row else None
        note_finding(
            one, actor=secretary, version=_version(one), what=row["what"], line=row["line"], unit=unit
        )  # fmt: skip
    if fixes := about.get("fixes"):
        one = report_fixes(
            one, actor=secretary, version=_version(one), on=on, decision=_paper(stage, fixes, back)
        )  # fmt: skip
        answer = about["answer"]
        one = note_answer(
            one, actor=secretary, version=one.version, on=on, answer=answer["text"],
            answer_date=stage.day(answer["day"], years_back=back),
        )  # fmt: skip
        closed = stage.day(about["closed"], years_back=back)
        close_inspection(one, actor=secretary, version=one.version, on=on, closed_date=closed)


def _paper(stage: Stage, about: dict[str, Any], back: int) -> NewDecision:
    return NewDecision(number=about["number"], date=stage.day(about["day"], years_back=back))


def _version(one: Inspection) -> int:
    """Return the version a record has come to, as a page read anew would show it."""
    one.refresh_from_db(fields=["version"])
    return one.version
