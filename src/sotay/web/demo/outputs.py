"""Nonconforming outputs in the demonstration agency: one in every state, and a kind that repeats itself."""

from importlib.resources import files
from typing import Any

import yaml

from sotay.operation.outputs.commands import cancel_output, check_output, decide_output, finish_output, log_output
from sotay.web.demo.objectives import HEADS, Stage
from sotay.work.notices.commands import mark_read


def build_outputs(stage: Stage) -> None:
    """Log the outputs and let happen to each what happened; what was told of it on the way counts as read."""
    play = yaml.safe_load(files(__package__).joinpath("outputs.yaml").read_text("utf-8"))
    for about in play["outputs"]:
        _keep(stage, about)
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


def _keep(stage: Stage, about: dict[str, Any]) -> None:
    logger, on = stage.actor("mot-cua"), stage.today
    one = log_output(
        stage.agency, actor=logger, on=on, kind=about["kind"], what=about["what"], found_date=stage.day(about["found"]),
        unit=stage.units[about["unit"]],
    )  # fmt: skip
    if told := about.get("decided"):
        one = decide_output(
            one, actor=stage.actor(told["by"]), version=one.version, on=on, action=told["action"],
            action_text=told["text"], decided_date=stage.day(told["day"]),
        )  # fmt: skip
    if told := about.get("done"):
        one = finish_output(
            one, actor=stage.actor(told["by"]), version=one.version, on=on, done_date=stage.day(told["day"]),
            done_text=told["text"],
        )  # fmt: skip
    if told := about.get("checked"):
        one = check_output(
            one, actor=stage.actor(told["by"]), version=one.version, on=on, conforms=told["conforms"],
            checked_date=stage.day(told["day"]), checked_text=told["text"],
        )  # fmt: skip
    if reason := about.get("cancelled"):
        cancel_output(one, actor=stage.actor(HEADS[about["unit"]]), version=one.version, reason=reason)
