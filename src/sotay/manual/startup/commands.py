"""Writes of khai báo hiện trạng: answer a question, say that there is nothing, leave it for another day."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, NotFound, command, lock, may, refuse, require
from sotay.journal.recording import record
from sotay.manual.startup.guards import why_not_answer, why_not_pass
from sotay.manual.startup.models import Answer
from sotay.manual.startup.questions import COMMITTEE, MANUAL, QUESTIONS, USE, Question
from sotay.manual.statements.commands import declare_issue
from sotay.manual.statements.guards import why_not_declare_issue
from sotay.manual.statements.models import Manual
from sotay.organisation.decisions.commands import entered, kept
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.settings.commands import change_agency
from sotay.standard.models import DeclaredEvidence
from sotay.standard.standings.commands import declare_evidence


@command
def answer_question(
    agency: Agency,
    *,
    actor: Actor,
    question: str,
    on: date,
    date: date,
    number: str = "",
    note: str = "",
    edition: int | None = None,
    revision: int | None = None,
    signer_name: str = "",
    signer_title: str = "",
    file: Any = None,
) -> Answer:
    """Answer one of the ten questions; the paper named becomes evidence, marked *nhập khi khởi tạo* (practice 2.1).

    Answering again corrects what was declared. `file` is an upload or None. NotFound for an unknown question.
    """
    asked = _known(question)
    require(actor, "manual.answer_startup", agency)
    refuse(why_not_answer(given=date, on=on, is_paper=asked.code != USE))

    answer = _answer(agency, question)
    answer.state, answer.date = Answer.State.ANSWERED, date
    answer.number, answer.note = one_line(number), one_line(note)
    answer.edition, answer.revision = edition, revision
    if file and not asked.obligation:
        answer.file, answer.file_name = kept(file), one_line(file.name)[-255:]
    paper = NewDecision(number=answer.number, date=date, signer_name=signer_name, signer_title=signer_title)
    if asked.code == USE:
        _use_from(agency, date, actor=actor)
    elif asked.code == COMMITTEE:
        _enter(paper, answer, agency=agency, actor=actor, on=on)
    elif asked.code == MANUAL:
        _issue(paper, answer, agency=agency, actor=actor, on=on)
    if asked.obligation:
        answer.evidence = evidence = _evidence(asked, answer, agency=agency, actor=actor, file=file)
        answer.file, answer.file_name = evidence.file, evidence.file_name
    answer.save()

    record(
        "manual.startup.answered",
        actor=actor,
        subject=agency,
        question=question,
        number=answer.number,
        date=date,
        note=answer.note,
    )
    return answer


@command
def pass_question(agency: Agency, *, actor: Actor, question: str, absent: bool = False) -> Answer:
    """Leave a question for another day, or say that the agency has nothing of the kind (`absent`)."""
    _known(question)
    require(actor, "manual.answer_startup", agency)
    answer = _answer(agency, question)
    refuse(why_not_pass(answer))
    wanted = Answer.State.ABSENT if absent else Answer.State.SKIPPED
    if answer.pk and answer.state == wanted:
        return UNCHANGED  # type: ignore[return-value]

    answer.state = wanted
    answer.save()
    record("manual.startup.passed", actor=actor, subject=agency, question=question, absent=absent)
    return answer


def _known(question: str) -> Question:
    if question not in QUESTIONS:
        raise NotFound
    return QUESTIONS[question]


def _answer(agency: Agency, question: str) -> Answer:
    """Return the answer that stands, or a new one; the agency is locked, so that a question is answered once."""
    lock(agency)
    return Answer.objects.select_related("evidence").filter(agency=agency, question=question).first() or Answer(
        agency=agency, question=question
    )


def _use_from(agency: Agency, day: date, *, actor: Actor) -> None:
    agency.refresh_from_db()
    names = (
        "name", "kind", "letter_code", "parent_name", "place_name", "overseer", "committee_name", "manual_name", "is_small", "wants_qmr",
    )  # fmt: skip
    now = {name: getattr(agency, name) for name in names}
    change_agency(agency, actor=actor, version=agency.version, **now, in_use_from_date=day)
    agency.in_use_from_date = day


def _enter(paper: NewDecision, answer: Answer, *, agency: Agency, actor: Actor, on: date) -> None:
    """Enter the decision among those of the agency; seats are then given by it."""
    decision = entered(paper, agency=agency, actor=actor, on=on)
    if decision and answer.file and not decision.file_id:
        decision.file, decision.file_name = answer.file, answer.file_name
        decision.save(update_fields=["file", "file_name"])


def _issue(paper: NewDecision, answer: Answer, *, agency: Agency, actor: Actor, on: date) -> None:
    """Declare the issue of a manual that was read already; before that, the answer waits for it."""
    _enter(paper, answer, agency=agency, actor=actor, on=on)
    manual = Manual.objects.filter(agency=agency).first()
    if manual is None or any(why_not_declare_issue(manual)) or not may(actor, "manual.declare_issue", manual):
        return
    declare_issue(
        manual,
        actor=actor,
        version=manual.version,
        on=on,
        number=paper.number,
        date=paper.date,
        edition=answer.edition if answer.edition is not None else 1,
        revision=answer.revision or 0,
    )


def _evidence(asked: Question, answer: Answer, *, agency: Agency, actor: Actor, file: Any) -> DeclaredEvidence:
    """Declare the paper as evidence; one declared before by this answer is corrected, not doubled."""
    before, on = answer.evidence, answer.date
    if on is None:
        message = f"{asked.code} was answered without a date"
        raise ValueError(message)
    same = {
        "agency": agency,
        "obligation": asked.obligation,
        "unit": None,
        "number": answer.number,
        "date": on,
    }
    taken = DeclaredEvidence.objects.filter(**same).exclude(pk=before.pk if before else None).first()
    if before is not None and taken is None:
        before.number, before.date = answer.number, on
        before.save()
    declared = declare_evidence(
        agency,
        actor=actor,
        obligation=asked.obligation,
        date=on,
        number=answer.number,
        note=answer.note,
        file=file,
    )
    return DeclaredEvidence.objects.get(**same) if declared is UNCHANGED else declared
