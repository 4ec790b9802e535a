"""Writes upon batches of sheets: begun, entered sheet by sheet, a wrong sheet set invalid, finished."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Max

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.subjects import ref_of
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, Refused, command, lock, refuse, require, why_no_reason
from sotay.evaluation.satisfaction.entering import guards
from sotay.evaluation.satisfaction.entering.matching import matched, why_not_tie
from sotay.evaluation.satisfaction.marks import Marked
from sotay.evaluation.satisfaction.models import Answer, AnswerBatch, Proof
from sotay.evaluation.satisfaction.public.commands import AnsweredAlready, Contact, take_answer
from sotay.journal.recording import record
from sotay.search import index
from sotay.work.numbers import next_number

SERIES: Final = "evaluation.batches"
PLAIN: Final = ("survey", "channel", "unit", "service", "given_date", "expected", "note")
REASON: Final = 300


@command
def open_batch(agency: Agency, *, actor: Actor, on: date, **values: Any) -> AnswerBatch:
    """Begin a batch of sheets of a survey (`survey`, `channel`, `given_date`; unit, service, how many where known)."""
    batch = AnswerBatch(agency=agency, entered_by=actor.person)
    _fill(batch, values)
    require(actor, "evaluation.enter_answers", batch)
    refuse(
        guards.why_not_typed(batch.channel),
        guards.why_not_take(batch.survey, batch.channel),
        guards.why_not_dated(batch.survey, batch.given_date, on=on),
    )

    batch.code = next_batch_code(agency, on=on)
    batch.slug = free_slug(AnswerBatch.objects.filter(agency=agency), batch.code)
    batch.save()

    record("evaluation.batch.opened", actor=actor, subject=batch, survey=batch.survey.code, channel=batch.channel)
    return batch


@command
def change_batch(batch: AnswerBatch, *, actor: Actor, on: date, version: int, **values: Any) -> AnswerBatch:
    """Change what is said of a batch; what its sheets rest on only while there is none."""
    require(actor, "evaluation.enter_answers", batch)
    batch = lock(batch, version=version)
    before = {name: getattr(batch, name) for name in PLAIN}
    _fill(batch, values)
    changed = [name for name in PLAIN if getattr(batch, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    refuse(
        guards.why_not_kept(batch, has_sheets=batch.answers.exists(), changed=changed),
        guards.why_not_typed(batch.channel),
        guards.why_not_take(batch.survey, batch.channel),
        guards.why_not_dated(batch.survey, batch.given_date, on=on),
    )

    batch.save()

    record("evaluation.batch.changed", actor=actor, subject=batch, fields=changed)
    return batch


@command
def enter_sheet(
    batch: AnswerBatch,
    *,
    actor: Actor,
    on: date,
    nonce: UUID,
    given_date: date,
    marks: list[int | None],
    texts: dict[int, str],
    code: str = "",
    invalid_reason: str = "",
    is_english: bool = False,
    contact: Contact | None = None,
) -> Answer:
    """Enter a sheet as it lies there; with a reason it is invalid and counts among those that came back alone.

    `code` ties it to a settled dossier (proof CODE), which has one valid answer at most. The same `nonce` again is the
    sheet entered before. `marks` and `texts` as `marks.read` gives them.
    """
    require(actor, "evaluation.enter_answers", batch)
    batch = lock(batch)
    if Answer.objects.filter(agency_id=batch.agency_id, nonce=nonce).exists():
        return UNCHANGED  # type: ignore[return-value]  # sent again after the connection broke
    invalid_reason = one_line(nfc(invalid_reason))[:REASON]
    found = matched(batch.agency, code)
    refuse(
        guards.why_not_enter(batch),
        guards.why_not_take(batch.survey, batch.channel),
        guards.why_not_dated(batch.survey, given_date, on=on),
        guards.why_not_received(found.dossier, given_date),
        guards.why_empty(marks=marks, texts=texts, invalid_reason=invalid_reason),
        () if invalid_reason and found.dossier else why_not_tie(found),
    )

    number = (batch.answers.aggregate(last=Max("sheet"))["last"] or 0) + 1
    try:
        answer = take_answer(
            batch.survey,
            channel=batch.channel,
            marked=Marked(marks, texts),
            nonce=nonce,
            given_date=given_date,
            dossier=found.dossier,
            proof=Proof.CODE if found.dossier and found.dossier.settled_date else Proof.NONE,
            unit=batch.unit,
            service=batch.service,
            batch=batch,
            sheet=number,
            entered_by=actor.user,
            is_english=is_english,
            invalid_reason=invalid_reason,
            contact=contact,
        )
    except AnsweredAlready as there:  # the citizen was quicker by a second
        raise Refused(*why_not_tie(matched(batch.agency, code))) from there

    told: Any = {"invalid": invalid_reason} if invalid_reason else {}
    record("evaluation.sheet.entered", actor=actor, subject=batch, sheet=number, answer=str(answer.uuid), **told)
    return answer


@command
def set_invalid(answer: Answer, *, actor: Actor, reason: str) -> Answer:
    """Say that a sheet that was entered does not count, and why; it stays as it is and its dossier may be answered anew."""
    require(actor, "evaluation.enter_answers", answer)
    answer = lock(answer)
    refuse(guards.why_not_invalid(answer), why_no_reason(reason))

    answer.invalid_reason, answer.invalid_by = one_line(nfc(reason))[:REASON], actor.person
    answer.save(update_fields=["invalid_reason", "invalid_by"])

    batch = answer.batch
    record(
        "evaluation.sheet.set_invalid",
        actor=actor,
        subject=batch,
        sheet=answer.sheet,
        answer=str(answer.uuid),
        reason=answer.invalid_reason,
    )
    return answer


@command
def finish_batch(batch: AnswerBatch, *, actor: Actor, on: date, version: int, done_date: date) -> AnswerBatch:
    """Say that all sheets of a batch are entered; the journal keeps how many were expected and how many there are."""
    require(actor, "evaluation.enter_answers", batch)
    batch = lock(batch, version=version)
    told = batch.answers.aggregate(sheets=Count("pk"), last=Max("given_date"))
    sheets = told["sheets"]
    refuse(guards.why_not_finish(batch, sheets=sheets, last_sheet=told["last"], done_date=done_date, on=on))

    batch.state, batch.done_date = AnswerBatch.State.DONE, done_date
    batch.save()

    record("evaluation.batch.finished", actor=actor, subject=batch, sheets=sheets, expected=batch.expected)
    return batch


@command
def remove_batch(batch: AnswerBatch, *, actor: Actor, version: int) -> None:
    """Remove a batch begun by mistake, while it has no sheet."""
    require(actor, "evaluation.enter_answers", batch)
    batch = lock(batch, version=version)
    refuse(guards.why_not_remove(sheets=batch.answers.count()))

    record("evaluation.batch.removed", actor=actor, subject=batch, code=batch.code, survey=batch.survey.code)
    index.forget([ref_of(batch)], agency_id=batch.agency_id)
    batch.delete()


def next_batch_code(agency: Agency, *, on: date) -> str:
    """Return the next code of a batch, called inside the command that uses it."""
    return f"LP-{on.year}-{next_number(agency, series=SERIES, year=on.year):03d}"


def _fill(batch: AnswerBatch, values: dict[str, Any]) -> None:
    for name in PLAIN:
        if name in values:
            value = values[name]
            setattr(batch, name, one_line(nfc(value or "")) if name == "note" else value)
