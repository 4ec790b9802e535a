"""Steps of procedures from a file, written into drafts, all or none."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, User
from sotay.commands import UNCHANGED, Reason, command, refuse, require
from sotay.exchange.imports import Source
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.journal.recording import record
from sotay.operation.procedures import writing
from sotay.operation.procedures.reading import Told
from sotay.operation.procedures.rows import Planned, Work
from sotay.support.documents import writing as documents
from sotay.support.models import Revision


def apply(told: Told, *, agency: Agency, actor: Actor, on: date, source: Source) -> Applied:
    """Write the cases of a file into drafts of their documents, all or none; RowsRefused names what is wrong.

    A case takes the place of the one with its name; other cases stay. A procedure in force gets a draft that begins with
    what is in force. Steps that do not add up with their limits are kept and flagged (practice.md 6).
    """
    require(actor, "operation.import_procedures", agency)
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        work = Work(told, agency=agency)
        if work.problems:
            raise RowsRefused(work.problems)
        _write(work, actor=actor, on=on, source=source)
    new = sum(not one.there for one in work.changed)
    unchanged = len(work.planned) - len(work.changed)
    return Applied(new, len(work.changed) - new, unchanged, tuple(work.flags))


@command
def _write(work: Work, *, actor: Actor, on: date, source: Source) -> Any:
    """Write what changed, a line in the journal for each procedure."""
    if not work.changed:
        return UNCHANGED
    author = actor.user or _secretary(work.agency, on=on)
    refuse([] if author else [Reason(_("Chưa có thư ký ISO để đứng tên các bản nhập."), code="no_secretary")])
    assert author is not None  # noqa: S101  refused above
    for one in work.changed:
        revision = one.draft or _begun(one, author=author, actor=actor, source=source)
        _keep(one, revision)
        writing.touch(revision)
        steps = sum(len(case.steps) for case in one.cases)
        record(
            "operation.procedure.steps_imported",
            actor=actor,
            subject=revision,
            cases=len(one.cases),
            steps=steps,
            sha256=source.sha256,
        )
    return work


def _begun(one: Planned, *, author: User, actor: Actor, source: Source) -> Revision:
    """Begin an amendment that says what the revision in force says."""
    last = one.former
    assert last is not None  # noqa: S101  a document has a revision
    revision = documents.new_revision(
        one.document,
        author=author,
        edition=last.edition,
        amendment=last.amendment + 1,
        summary=_("Các bước nhập từ tệp %s.") % source.name,
    )
    revision.save()
    documents.copy_content(last, revision)
    record("support.revision.begun", actor=actor, subject=revision, number=revision.number)
    return revision


def _keep(one: Planned, revision: Revision) -> None:
    """Write the cases of a procedure: each in the place of the one with its name."""
    there = {writing.case_key(variant.name): variant for variant in revision.variants.all()}
    last = max((variant.position for variant in there.values()), default=0)
    for case in one.cases:
        variant, told = there.get(writing.case_key(case.variant.name)), case.variant
        if variant is None:
            last += 1
            variant = told
            variant.revision, variant.position = revision, last
        else:
            for name in ("name", "limit_text", "limit_value", "own_value", "unit"):
                setattr(variant, name, getattr(told, name))
            variant.steps.all().delete()
        variant.save()
        for step in case.steps:
            step.variant = variant
            step.save()


def _secretary(agency: Agency, *, on: date) -> User | None:
    """Return in whose name the command line writes drafts: the secretary of the agency."""
    seats = Seat.objects.filter(agency=agency, role=Seat.Role.SECRETARY).in_force(on)
    seat = seats.select_related("user").order_by("from_date", "pk").first()
    return seat.user if seat else None
