"""Feedback in the demonstration agency: one in every state, one that concerns an official, complaints only noted."""

from importlib.resources import files
from typing import Any
from uuid import UUID

import yaml

from sotay.evaluation.feedback import commands
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.feedback.public.commands import take_feedback
from sotay.evaluation.feedback.said import Said
from sotay.web.demo.objectives import HEADS, Stage
from sotay.work.notices.commands import mark_read

NONCE = UUID("5c0f2a52-8a51-4b7e-9a40-3f1d2f6f7a01")


def build_feedback(stage: Stage) -> None:
    """Take in what people said and let happen to each what happened; what was told of it on the way counts as read."""
    play = yaml.safe_load(files(__package__).joinpath("feedback.yaml").read_text("utf-8"))
    for about in play["feedback"]:
        _keep(stage, about)
    for about in play["noted"]:
        commands.note_feedback(
            stage.agency, actor=stage.actor("thu-ky"), on=stage.today, kind=about["kind"],
            received_date=stage.day(about["received"]), reference_number=about.get("number", ""),
            field=about.get("field", ""),
        )  # fmt: skip
    sent = play["sent"]
    take_feedback(stage.agency, kind=sent["kind"], said=Said(sent["text"]), nonce=NONCE, on=stage.today)
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


def _keep(stage: Stage, about: dict[str, Any]) -> None:
    desk, secretary, on = stage.actor("mot-cua"), stage.actor("thu-ky"), stage.today
    one = commands.receive_feedback(
        stage.agency,
        actor=secretary if about.get("concerns") else desk,
        on=on,
        channel=about["channel"],
        kind=about["kind"],
        received_date=stage.day(about["received"]),
        text=about["text"],
        name=about.get("name", ""),
        phone=about.get("phone", ""),
        reference_number=about.get("number", ""),
        field=about.get("field", ""),
        about_unit=stage.units.get(about.get("about_unit", "")),
        concerns_official=about.get("concerns", False),
        about_official=stage.people.get(about.get("about", "")),
    )
    if given := about.get("given"):
        one = commands.assign_feedback(
            one, actor=secretary, version=one.version, on=on, unit=stage.units[given],
            assigned_date=stage.day(about["given_day"]),
        )  # fmt: skip
    _end(stage, one, about)


def _end(stage: Stage, one: Feedback, about: dict[str, Any]) -> None:
    secretary, on = stage.actor("thu-ky"), stage.today
    if about.get("thanked"):
        commands.thank_for_feedback(one, actor=secretary, version=one.version, on=on)
    for act, name in ((commands.forward_feedback, "forwarded"), (commands.refuse_feedback, "refused")):
        if name in about:
            day = stage.day(about[name])
            act(one, actor=secretary, version=one.version, on=on, reason=about["reason"], ended_date=day)
    if "answer" not in about:
        return
    one = commands.answer_feedback(
        one, actor=stage.actor(HEADS.get(about["given"], "thu-ky")), version=one.version, on=on, answer=about["answer"],
        answered_date=stage.day(about["answered"]),
    )  # fmt: skip
    commands.publish_feedback(
        one, actor=secretary, version=one.version, on=on, public_text=about["public"],
        published_date=stage.day(about["published"]),
    )  # fmt: skip
