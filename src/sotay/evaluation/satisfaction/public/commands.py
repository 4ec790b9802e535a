"""The intake of answers: one row for each, kept once however often it is sent, with how it came and what proves it."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from sotay.agency.models import Unit, User
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import intake
from sotay.context.models import Service
from sotay.evaluation.satisfaction.marks import Marked
from sotay.evaluation.satisfaction.models import (
    Answer,
    AnswerBatch,
    AnswerContact,
    AnswerText,
    Proof,
    Survey,
    SurveyPoint,
)
from sotay.operation.models import Dossier

NONCE, DOSSIER = "answer_nonce_once", "answer_once_for_a_dossier"


class AnsweredAlready(Exception):  # noqa: N818  the word of the house
    """Raised when the dossier has an answer of this proof already; `answer` is that one."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody who freely said so can be reached."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.email)


def take_answer(
    survey: Survey,
    *,
    channel: str,
    marked: Marked,
    nonce: UUID,
    given_date: date,
    dossier: Dossier | None = None,
    proof: str = Proof.NONE,
    point: SurveyPoint | None = None,
    unit: Unit | None = None,
    service: Service | None = None,
    batch: AnswerBatch | None = None,
    sheet: int | None = None,
    entered_by: User | None = None,
    is_english: bool = False,
    invalid_reason: str = "",
    contact: Contact | None = None,
) -> Answer:
    """Keep an answer: one INSERT, and one for words and contact where some were given.

    Sent again with the same `nonce` it is the answer kept before. AnsweredAlready when the dossier has a valid answer of
    this proof. Who may, and whether the survey takes answers, the caller asks before (`guards.why_not_answer`); a command
    that calls it (sheets on paper) has its own journal line. Unit and service of a dossier are those the answer is about.
    """
    if dossier is not None:
        unit, service = dossier.unit or unit, dossier.service
    row = Answer(
        agency_id=survey.agency_id,
        survey=survey,
        channel=channel,
        proof=proof,
        point=point,
        unit=unit,
        service=service,
        dossier=dossier,
        given_date=given_date,
        batch=batch,
        sheet=sheet,
        entered_by=entered_by,
        nonce=nonce,
        marks=marked.marks,
        texts_hash=hash_of(marked.texts),
        is_english=is_english,
        invalid_reason=one_line(invalid_reason)[:300],
        invalid_by=entered_by if invalid_reason else None,
    )
    try:
        return _keep(row, marked.texts, contact)
    except IntegrityError as error:
        # The transaction, or the savepoint within a command's, was rolled back: asking is possible again.
        name = _constraint(error)
        if name == NONCE:
            return Answer.objects.get(agency_id=survey.agency_id, nonce=nonce)
        if name == DOSSIER:
            there = Answer.objects.get(agency_id=survey.agency_id, dossier=dossier, proof=proof, invalid_reason="")
            if there.nonce == nonce:
                return there
            raise AnsweredAlready(there) from error
        raise


def hash_of(texts: dict[int, str]) -> str:
    """Return the SHA-256 of the words of an answer, "" for none; it stays when they are deleted."""
    if not texts:
        return ""
    return sha256("\x00".join(f"{place}\x1f{nfc(texts[place])}" for place in sorted(texts)).encode()).hexdigest()


def says(answer: Answer, marked: Marked) -> bool:
    """Return whether what is kept is what was sent, marks and words."""
    return bool(answer.marks == marked.marks and answer.texts_hash == hash_of(marked.texts))


@intake
def _keep(row: Answer, texts: dict[int, str], contact: Contact | None) -> Answer:
    row.save(force_insert=True)
    if texts:
        AnswerText.objects.bulk_create(
            AnswerText(agency_id=row.agency_id, answer=row, position=place, text=nfc(text))
            for place, text in sorted(texts.items())
        )
    if contact:
        AnswerContact.objects.create(
            agency_id=row.agency_id, answer=row, name=contact.name, phone=contact.phone, email=contact.email
        )
    return row


def _constraint(error: IntegrityError) -> str:
    diagnosis: Any = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
