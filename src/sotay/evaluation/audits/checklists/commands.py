"""Writes upon checklists: questions prepared, answers kept as they are typed, photos, the checklist finished."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import nfc, one_line
from sotay.attachments.commands import attach
from sotay.attachments.models import Attachment
from sotay.blobs.storage import Readable
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require, upkeep
from sotay.evaluation.audits.checklists import guards
from sotay.evaluation.audits.checklists.queries import aside_of, files_of_lines, lines_of
from sotay.evaluation.audits.checklists.samples import named_in
from sotay.evaluation.audits.checklists.sources import chosen
from sotay.evaluation.audits.models import ChecklistLine, DeviceSaving, LineSample, Visit
from sotay.journal.recording import record

WRITTEN = ("evidence", "samples", "result")
"""What an answer consists of."""


@command
def add_questions(visit: Visit, *, actor: Actor, on: date, picks: Sequence[str]) -> int:
    """Put chosen questions on the checklist, behind those that are there; return how many are new."""
    require(actor, "evaluation.prepare_checklist", visit)
    visit = lock(visit)
    refuse(guards.why_not_prepare(visit), _why_nothing_chosen(picks))

    there = set(_lines(visit).values_list("source", "source_code"))
    new = [one for one in chosen(visit, picks, viewer=actor, on=on) if (one.source, one.code) not in there]
    if not new:
        return UNCHANGED  # type: ignore[return-value]
    place = _last_place(visit)
    for number, one in enumerate(new, start=1):
        ChecklistLine.objects.create(
            agency=visit.agency,
            visit=visit,
            position=place + number,
            source=one.source,
            source_code=one.code[:80],
            clause=one.clause,
            document=one.document,
            question=one.question,
            look_for=one.look_for,
        )
    record("evaluation.checklist.questions_added", actor=actor, subject=visit, count=len(new))
    return len(new)


@command
def add_own_question(
    visit: Visit, *, actor: Actor, question: str, look_for: str = "", clause: str = "", document: Any = None
) -> ChecklistLine:
    """Put a question of one's own on the checklist, also in the room."""
    require(actor, "evaluation.prepare_checklist", visit)
    visit = lock(visit)
    refuse(guards.why_not_prepare(visit))

    line = ChecklistLine.objects.create(
        agency=visit.agency,
        visit=visit,
        position=_last_place(visit) + 1,
        source=ChecklistLine.Source.OWN,
        clause=clause,
        document=document,
        question=nfc(question).strip(),
        look_for=nfc(look_for).strip(),
    )
    record("evaluation.checklist.questions_added", actor=actor, subject=visit, count=1)
    return line


@command
def change_question(
    line: ChecklistLine,
    *,
    actor: Actor,
    version: int,
    question: str,
    look_for: str = "",
    clause: str = "",
    document: Any = None,
) -> ChecklistLine:
    """Word a question otherwise as long as nothing is noted against it."""
    require(actor, "evaluation.prepare_checklist", line)
    visit = lock(line.visit)
    line = lock(line, version=version)
    refuse(guards.why_not_prepare(visit), guards.why_not_take_out(line, has_files=bool(files_of_lines([line]))))

    wanted = {"question": nfc(question).strip(), "look_for": nfc(look_for).strip()}
    wanted |= {"clause": clause, "document": document}
    if all(getattr(line, name) == value for name, value in wanted.items()):
        return UNCHANGED  # type: ignore[return-value]
    for name, value in wanted.items():
        setattr(line, name, value)
    line.save()
    record("evaluation.checklist.question_changed", actor=actor, subject=visit, question=line.question[:200])
    return line


@command
def take_out_question(line: ChecklistLine, *, actor: Actor) -> None:
    """Take a question off the checklist as long as nothing is noted against it."""
    require(actor, "evaluation.prepare_checklist", line)
    visit = lock(line.visit)
    line = lock(line)
    has_files = bool(files_of_lines([line])) or line.savings.exists()
    refuse(guards.why_not_prepare(visit), guards.why_not_take_out(line, has_files=has_files))

    record("evaluation.checklist.question_taken_out", actor=actor, subject=visit, question=line.question[:200])
    line.delete()


@command
def order_questions(visit: Visit, *, actor: Actor, places: dict[str, int]) -> Visit:
    """Put the questions in another order: `places` gives the number wanted for each by its uuid, ties as they stood."""
    require(actor, "evaluation.prepare_checklist", visit)
    visit = lock(visit)
    refuse(guards.why_not_prepare(visit))

    rows = list(_lines(visit).order_by("position", "pk"))
    was = {one.pk: number for number, one in enumerate(rows, start=1)}
    # a question that moves up stands before the one whose place it takes, one that moves down behind it
    ordered = sorted(rows, key=lambda one: _wanted(one, was[one.pk], places))
    if [one.pk for one in ordered] == [one.pk for one in rows]:
        return UNCHANGED  # type: ignore[return-value]
    for number, one in enumerate(ordered, start=1):
        if one.position != number:
            # beside the version: what is being typed on a device was read with it
            _lines(visit).filter(pk=one.pk).update(position=number)
    record("evaluation.checklist.ordered", actor=actor, subject=visit, count=len(rows))
    return visit


@upkeep
def save_answer(
    line: ChecklistLine,
    *,
    actor: Actor,
    at: datetime,
    number: UUID,
    base: int,
    evidence: str = "",
    samples: str = "",
    result: str = "",
    typed_at: datetime | None = None,
) -> DeviceSaving:
    """Keep what was typed against a question; `number` is given by the device, the same one again changes nothing.

    `base` is the version that was read. Where somebody else wrote meanwhile, or the checklist is closed, theirs stays and
    this one lies aside until it is decided upon: nothing that reached the server is lost.
    """
    require(actor, "evaluation.answer_checklist", line)
    visit = lock(line.visit)
    line = lock(line)
    written = {"evidence": nfc(evidence).strip(), "samples": nfc(samples).strip(), "result": result}
    digest = _digest([str(line.uuid), base, *written.values()])
    there = DeviceSaving.objects.filter(agency_id=line.agency_id, number=number).first()
    if there is not None:
        refuse(_why_sent_otherwise(there, digest))
        return there
    refuse(guards.why_not_so_answered(visit, result=result))

    same = all(getattr(line, name) == value for name, value in written.items())
    closed = [reason.code for reason in guards.why_not_answer(visit)]
    content: dict[str, Any] = written | {"base": base, "why": closed or ["written_meanwhile"]}
    kept = same or (not closed and line.version == base)
    if kept:
        if not same:
            _write(line, written, actor=actor, at=at)
        content = {"version": line.version}
    return DeviceSaving.objects.create(
        agency_id=line.agency_id,
        line=line,
        number=number,
        digest=digest,
        kept=kept,
        content=content,
        sent_by=actor.person,
        typed_at=typed_at,
    )


@upkeep
def settle_aside(saving: DeviceSaving, *, actor: Actor, at: datetime, number: UUID, take: bool) -> DeviceSaving:
    """Decide upon what lies aside: take it in place of what stands (which the history keeps), or leave it; both stay readable."""
    line = saving.line
    require(actor, "evaluation.answer_checklist", line)
    visit = lock(line.visit)
    line = lock(line)
    refuse(guards.why_not_answer(visit), _why_settled(saving, visit))

    if take:
        _write(line, {name: saving.content[name] for name in WRITTEN}, actor=actor, at=at)
    return DeviceSaving.objects.create(
        agency_id=line.agency_id,
        line=line,
        number=number,
        digest=_digest([str(saving.number), take]),
        content={"settles": str(saving.number), "took": take, "version": line.version},
        sent_by=actor.person,
    )


@command
def add_file(line: ChecklistLine, *, actor: Actor, file: Readable | bytes, name: str) -> Attachment:
    """Put a photo or a file on a line; the same bytes again are there already."""
    require(actor, "evaluation.answer_checklist", line)
    visit = lock(line.visit)
    refuse(guards.why_not_answer(visit))
    return attach(line, actor=actor, file=file, name=name)


@command
def finish_visit(visit: Visit, *, actor: Actor, version: int, on: date) -> Visit:
    """Close the checklist and seal it: every question has its result, every finding its evidence, nothing lies aside."""
    require(actor, "evaluation.finish_visit", visit)
    visit = lock(visit, version=version)
    lines = lines_of(visit)
    refuse(guards.why_not_finish(visit, lines, aside_of(visit)))

    visit.finished_date, visit.finished_by = on, actor.person
    visit.sealed_hash = seal_of(lines)
    visit.save()
    record("evaluation.visit.finished", actor=actor, subject=visit, count=len(lines), sha256=visit.sealed_hash)
    return visit


@command
def reopen_visit(visit: Visit, *, actor: Actor, version: int, reason: str) -> Visit:
    """Open a finished checklist again before the closing meeting, with a reason; the leader alone."""
    require(actor, "evaluation.reopen_visit", visit)
    visit = lock(visit, version=version)
    refuse(guards.why_not_reopen(visit, reason=reason))

    former = visit.sealed_hash
    visit.finished_date, visit.finished_by, visit.sealed_hash = None, None, ""
    visit.save()
    record("evaluation.visit.reopened", actor=actor, subject=visit, reason=one_line(reason), sha256=former)
    return visit


def seal_of(lines: Iterable[ChecklistLine]) -> str:
    """Return the SHA-256 (hex) of the lines as they stand: question, answer, samples, and the hashes of their files."""
    rows = list(lines)
    files = files_of_lines(rows)
    return _digest(
        [
            [
                str(one.uuid),
                one.clause,
                one.question,
                *(getattr(one, name) for name in WRITTEN),
                sorted(f"{sample.subject_type}:{sample.subject_uuid}" for sample in one.sampled.all()),
                sorted(file.blob_id for file in files.get(one.uuid, ())),
            ]
            for one in rows
        ]
    )


def _write(line: ChecklistLine, written: dict[str, str], *, actor: Actor, at: datetime) -> None:
    for name, value in written.items():
        setattr(line, name, value)
    noted = guards.is_noted(line)
    line.answered_by, line.answered_at = (actor.person, at) if noted else (None, None)
    line.save()
    named = {(one.ref.type, one.ref.uuid): one.title for one in named_in(line.samples, viewer=actor)}
    for sample in line.sampled.all():
        if named.pop((sample.subject_type, sample.subject_uuid), None) is None:
            sample.delete()
    for (subject_type, uuid), title in named.items():
        LineSample.objects.create(
            agency_id=line.agency_id, line=line, subject_type=subject_type, subject_uuid=uuid, title=title
        )


def _lines(visit: Visit) -> Any:
    return ChecklistLine.objects.filter(agency_id=visit.agency_id, visit=visit)


def _last_place(visit: Visit) -> int:
    return _lines(visit).aggregate(last=Max("position"))["last"] or 0


def _wanted(line: ChecklistLine, was: int, places: dict[str, int]) -> tuple[int, int, int]:
    wanted = places.get(str(line.uuid), was)
    return wanted, (wanted > was) - (wanted < was), was


def _digest(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _why_nothing_chosen(picks: Sequence[str]) -> Iterable[Reason]:
    if not picks:
        yield Reason(_("Chưa chọn câu hỏi nào."), code="nothing_chosen", field="picks")


def _why_sent_otherwise(there: DeviceSaving, digest: str) -> Iterable[Reason]:
    if there.digest != digest:
        yield Reason(_("Số này của thiết bị đã được dùng cho nội dung khác."), code="sent_otherwise")


def _why_settled(saving: DeviceSaving, visit: Visit) -> Iterable[Reason]:
    if saving.pk not in {one.pk for one in aside_of(visit)}:
        yield Reason(_("Bản ghi này đã được xử lý."), code="settled_already")
