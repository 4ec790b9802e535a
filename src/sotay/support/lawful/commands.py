"""Writes upon what units found: no effect, the documents affected, the requests to change them."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import command, lock, refuse, require
from sotay.context.laws.deadlines import deadline_of
from sotay.context.models import Law, LawReview
from sotay.journal.recording import record
from sotay.standard.standings.batch import Batch
from sotay.support.documents.models import Document
from sotay.support.lawful import guards
from sotay.support.lawful.following import ways
from sotay.support.lawful.models import AffectedDocument
from sotay.support.requests.commands import begin_request
from sotay.support.requests.models import ChangeRequest
from sotay.ui.formats import ngay

Finding = LawReview.Finding


@command
def find_no_effect(review: LawReview, *, actor: Actor, version: int, reason: str, on: date) -> LawReview:
    """Say for a unit, with the reason, that a law changes none of its documents."""
    require(actor, "support.review_law", review)
    review = lock(review, version=version)
    refuse(guards.why_not_no_effect(review, reason=reason))

    for one in review.affected.all():
        one.delete()
    _decide(review, Finding.NO_EFFECT, actor=actor, reason=reason, on=on)
    record("support.law.no_effect", actor=actor, subject=review, reason=review.reason, unit=review.unit.code)
    return review


@command
def find_affected(
    review: LawReview, *, actor: Actor, version: int, documents: Iterable[Document], reason: str = "", on: date
) -> LawReview:
    """Name for a unit the documents a law changes; said again it changes the list."""
    require(actor, "support.review_law", review)
    law: Law = lock(review.law)  # other units may be naming the same documents
    review = lock(review, version=version)
    wanted = {document.pk: document for document in documents}
    there = {one.document_id: one for one in review.affected.select_related("document", "request")}
    taken_off = [one for pk, one in there.items() if pk not in wanted]
    refuse(guards.why_not_affected(review, wanted.values(), there=there, taken_off=taken_off))

    for one in taken_off:
        one.delete()
    for pk, document in wanted.items():
        if pk not in there:
            request = ChangeRequest.objects.filter(law=law, document=document, state__in=ChangeRequest.OPEN).first()
            AffectedDocument.objects.create(
                agency=review.agency, law=law, review=review, document=document, request=request
            )
    _decide(review, Finding.AFFECTS, actor=actor, reason=reason, on=on)
    codes = sorted(document.code for document in wanted.values())
    record("support.law.affects", actor=actor, subject=review, documents=codes, unit=review.unit.code)
    return review


@command
def ask_changes(review: LawReview, *, actor: Actor, on: date) -> list[ChangeRequest]:
    """Open a request to change each affected document that has none and has not followed, due with the law's term.

    It serves every unit that named the document.
    """
    require(actor, "support.review_law", review)
    law: Law = lock(review.law)
    review = lock(review)
    unasked = unasked_of(review, on=on)
    refuse(guards.why_nothing_to_ask(law, unasked, on=on))

    deadline = deadline_of(law, batch=Batch([review.agency], on=on))
    due = deadline.raw if deadline and deadline.raw >= on else None
    opened = []
    for one in unasked:
        request = begin_request(
            review.agency,
            actor=actor,
            on=on,
            origin=subjects.known(law),
            manner=ChangeRequest.Manner.CHANGE,
            cause=ChangeRequest.Cause.LAW,
            document=one.document,
            unit=review.unit,
            law=law,
            reason=_reason(review),
            purpose=_("Đưa thay đổi của %s vào tài liệu và áp dụng đúng hạn.") % law,
            due_date=due,
        )
        for each in AffectedDocument.objects.filter(law=law, document=one.document):
            each.request = request
            each.save(update_fields=["request"])
        opened.append(request)
    record("support.law.changes_asked", actor=actor, subject=review, requests=[request.code for request in opened])
    return opened


def unasked_of(review: LawReview, *, on: date) -> list[AffectedDocument]:
    """Return the affected documents without an open request that have not followed yet."""
    rows = list(review.affected.select_related("document__unit", "document__agency", "request").order_by("pk"))
    done = ways(rows, on=on)
    return [
        one
        for one in rows
        if (one.law_id, one.document_id) not in done
        and (one.request is None or one.request.state not in ChangeRequest.OPEN)
    ]


def _decide(review: LawReview, finding: str, *, actor: Actor, reason: str, on: date) -> None:
    review.finding, review.reason = finding, one_line(nfc(reason))[:500]
    review.decided_by, review.decided_date = actor.person, on
    review.save()


def _reason(review: LawReview) -> str:
    law = review.law
    if law.effective_date:
        said = {"law": law, "title": law.title, "day": ngay(law.effective_date)}
        return _("%(law)s (%(title)s) có hiệu lực từ ngày %(day)s.") % said
    return _("%(law)s (%(title)s) đã được ban hành.") % {"law": law, "title": law.title}
