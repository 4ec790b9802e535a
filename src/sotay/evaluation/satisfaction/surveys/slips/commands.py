"""Writes upon slips: made for settled dossiers, and what became of the links that were mailed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import command, lock, refuse, require, upkeep
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models import Channel, Slip, SlipBatch, Survey
from sotay.evaluation.satisfaction.surveys import tokens
from sotay.evaluation.satisfaction.surveys.slips import guards
from sotay.evaluation.satisfaction.surveys.slips.queries import FAILED, dossiers_to_ask
from sotay.journal.recording import record

MOST: Final = 800
"""How many slips one batch holds, a hundred sheets; what is left makes the next one."""
FAILURE: Final = 200


@command
def make_slips(
    survey: Survey,
    *,
    actor: Actor,
    on: date,
    from_date: date,
    to_date: date,
    channel: str = Channel.QR,
    unit: Unit | None = None,
    services: Iterable[Service] = (),
) -> SlipBatch:
    """Make a slip for every dossier settled from a day to a day that was not asked yet; by LINK they are mailed by the job."""
    require(actor, "evaluation.run_surveys" if channel == Channel.LINK else "evaluation.hand_out_slips", survey)
    survey = lock(survey)
    rows = dossiers_to_ask(
        survey, channel=channel, from_date=from_date, to_date=to_date, on=on, unit=unit, services=services
    )
    dossiers = list(rows[:MOST])
    refuse(
        guards.why_not_make(survey, channel=channel, from_date=from_date, to_date=to_date, count=len(dossiers), on=on)
    )

    batch = SlipBatch(
        agency=survey.agency, survey=survey, channel=channel, unit=unit, made_date=on, made_by=actor.person
    )
    batch.save()
    slips = [Slip(agency=survey.agency, batch=batch, dossier=dossier) for dossier in dossiers]
    for slip in slips:
        slip.token_hash = tokens.hash_of(tokens.draw(slip))
    Slip.objects.bulk_create(slips)

    record(
        "evaluation.slips.mailed" if channel == Channel.LINK else "evaluation.slips.made",
        actor=actor,
        subject=batch,
        count=len(slips),
        settled_from=from_date,
        settled_to=to_date,
        unit=str(unit or ""),
    )
    return batch


@command
def send_again(batch: SlipBatch, *, actor: Actor, on: date) -> SlipBatch:
    """Let the job try the links of a batch again that could not be sent."""
    require(actor, "evaluation.run_surveys", batch)
    batch = lock(batch)
    failed = Slip.objects.filter(FAILED, batch=batch)
    count = failed.count()
    refuse(guards.why_not_send_again(batch, failed=count, on=on))

    failed.update(failure="")

    record("evaluation.slips.sent_again", actor=actor, subject=batch, count=count)
    return batch


@upkeep
def draw_anew(slip: Slip) -> str:
    """Return another token for a slip nobody holds yet, where the key its token was drawn from is gone."""
    token = tokens.draw(slip)
    Slip.objects.filter(pk=slip.pk).update(token_hash=tokens.hash_of(token))
    return token


@upkeep
def note_sent(slip: Slip, *, now: datetime) -> None:
    """Keep that the link of a slip went out."""
    Slip.objects.filter(pk=slip.pk).update(sent_at=now, failure="")


@upkeep
def note_failure(slip: Slip, *, failure: str) -> None:
    """Keep why the link of a slip could not be sent."""
    Slip.objects.filter(pk=slip.pk).update(failure=failure[:FAILURE])
