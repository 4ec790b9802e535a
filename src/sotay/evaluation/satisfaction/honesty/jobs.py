"""Looks for patterns among answers: each night what came in lately, and a batch of sheets as soon as it is done."""

from typing import Any

from procrastinate.contrib.django import app

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.commands import follow
from sotay.config.schedule import every
from sotay.evaluation.satisfaction.honesty.commands import JOB, flag_answers
from sotay.evaluation.satisfaction.honesty.looking import find_groups
from sotay.evaluation.satisfaction.models import AnswerBatch

AFTER_A_BATCH = f"{JOB}.batch"


@every(at="01:35", name=JOB)
def look_for_patterns() -> None:
    """Look at what came in lately in every agency; each agency is one command."""
    for agency in Agency.objects.order_by("pk"):
        look_at(agency)


@app.task(name=AFTER_A_BATCH)
def look_at_batch(agency: int) -> None:
    """Look at what came in lately in one agency (by key)."""
    look_at(Agency.objects.get(pk=agency))


def look_at(agency: Agency) -> None:
    """Flag what is found in an agency."""
    on = today()
    if groups := find_groups(agency.pk, on=on):
        flag_answers(agency, actor=Actor.system(JOB, agency=agency), on=on, groups=groups)


@follow
def _look_after_a_batch(records: list[Any]) -> None:
    """Put the look into the queue in the transaction of the command that finished a batch."""
    done = {one.agency_id for one in records if isinstance(one, AnswerBatch) and one.state == AnswerBatch.State.DONE}
    for agency_id in sorted(done):
        app.configure_task(AFTER_A_BATCH).defer(agency=agency_id)
