"""Letters of the demonstration agency on their way out, one in every state a paper passes; the issued one with its signed copy."""

from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import yaml
from django.core.files.base import ContentFile

from sotay.approvals.commands import approve
from sotay.blobs.storage import open_blob
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.commands import draft_paper, submit_paper, write_paper
from sotay.support.outgoing.numbering.commands import issue_paper, number_paper, withdraw_paper
from sotay.support.outgoing.signing.commands import bring_signed
from sotay.web.demo.objectives import Stage
from sotay.web.demo.signature import signed

State = OutgoingPaper.State
HEAD, CLERK, SECRETARY = "giam-doc", "van-thu", "thu-ky"
Told = dict[str, Any]


def build_outgoing(stage: Stage) -> None:
    """Take every letter of the file as far as it has come."""
    told: Told = yaml.safe_load(files(__package__).joinpath("outgoing.yaml").read_text("utf-8"))
    for letter in told["letters"]:
        _go(stage, letter, day=stage.day(letter["day"]) if "day" in letter else stage.today)


def _go(stage: Stage, told: Told, *, day: date) -> None:
    until, secretary = State(told["until"]), stage.actor(SECRETARY)
    paper = draft_paper(stage.agency, actor=secretary, form="letter", subject=told["subject"], on=day)
    paper = write_paper(
        paper, actor=secretary, version=paper.version, subject=paper.subject, words={"body": told["body"]},
        signer=stage.people[HEAD].seats.get(agency=stage.agency, role="HEAD"), to=told["to"], on=day,
    )  # fmt: skip
    if until == State.DRAFT:
        return
    approval = submit_paper(paper, actor=secretary, version=paper.version, on=day)
    if until == State.SUBMITTED:
        return
    approve(approval, actor=stage.actor(HEAD), version=approval.version, on=day)
    if until != State.SIGNED:
        _send(stage, OutgoingPaper.objects.get(pk=paper.pk), told, day=day)


def _send(stage: Stage, paper: OutgoingPaper, told: Told, *, day: date) -> None:
    """Number a signed letter and issue it; bring its signed copy, or withdraw it, where the file says so."""
    clerk = stage.actor(CLERK)
    paper = number_paper(paper, actor=clerk, version=paper.version, number=told["number"], dated=day, on=stage.today)
    if told["until"] == State.NUMBERED:
        return
    if told.get("signed") and paper.pdf is not None:
        with open_blob(paper.pdf) as file:
            copy = ContentFile(signed(file.read(), by=stage.people[HEAD].full_name), name=f"{told['number']}-da-ky.pdf")
        bring_signed(paper, actor=clerk, file=copy, on=stage.today)
    paper = issue_paper(
        paper, actor=clerk, version=paper.version, issued_date=day, copies=told.get("copies"), sent_date=day,
        kept_by=told.get("kept_by", ""), on=stage.today,
    )  # fmt: skip
    if told["until"] == State.WITHDRAWN:
        ended = min(day + timedelta(days=6), stage.today)
        withdraw_paper(
            paper, actor=clerk, version=paper.version, reason=told["reason"], ended_date=ended, on=stage.today
        )  # fmt: skip
