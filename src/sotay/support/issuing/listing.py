"""Writes upon the lines of an issue: put on the list, taken out, given a unit."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, Reason, command, lock, lock_all, refuse, require
from sotay.journal.recording import record
from sotay.support.documents import commands as documents
from sotay.support.documents import guards as document_guards
from sotay.support.documents.models import Document, Kind, Revision
from sotay.support.issuing import guards, writing
from sotay.support.issuing.models import Issue, IssueItem

MAY = "support.issue_documents"


@command
def add_revisions(issue: Issue, *, actor: Actor, revisions: Iterable[Revision]) -> list[IssueItem]:
    """Put revisions on the list; each may stand on one open list only."""
    require(actor, MAY, issue)
    issue, revisions = lock(issue), list(revisions)
    refuse(guards.why_not_change(issue), _something_chosen(revisions))

    added = take(issue, revisions)
    codes = [item.document.code for item in added]
    record("support.issue.listed", actor=actor, subject=issue, codes=codes)
    return added


@command
def add_withdrawal(
    issue: Issue, *, actor: Actor, document: Document, withdraw_reason: str, replaced_by: Document | None = None
) -> IssueItem:
    """Put the withdrawal of a document on the list, with what takes its place where something does."""
    require(actor, MAY, issue)
    issue, document = lock(issue), lock(document)
    others = writing.lines_elsewhere([document], issue=issue)
    refuse(
        guards.why_not_change(issue),
        guards.why_not_take_withdrawal(document, reason=withdraw_reason, others=others.get(document.pk, ())),
        _is_another(document, replaced_by),
    )

    line = {
        "document": document,
        "withdraw_reason": one_line(nfc(withdraw_reason))[:300],
        "replaced_by": replaced_by,
    }
    (item,) = writing.add_items(issue, [line])
    record("support.issue.withdrawal_listed", actor=actor, subject=issue, codes=[document.code])
    return item


@command
def remove_item(item: IssueItem, *, actor: Actor) -> None:
    """Take a line out of a list that is being prepared; what it names stays as it is."""
    require(actor, MAY, item.issue)
    issue = lock(item.issue)
    refuse(guards.why_not_change(issue))
    item = lock(item)

    code = item.document.code
    item.delete()
    record("support.issue.unlisted", actor=actor, subject=issue, codes=[code])


@command
def keep_unit(issue: Issue, *, actor: Actor, unit: Unit, on: date) -> int:
    """Let a unit keep every document on the list that has none yet; return how many."""
    require(actor, MAY, issue)
    issue = lock(issue)
    refuse(guards.why_not_change(issue), document_guards.why_unit_ended(unit, on=on))

    without = [one.document for one in writing.kept_items(issue) if one.document.unit_id is None]
    homeless = [one for one in without if one.kind != Kind.EXTERNAL]
    if not homeless:
        return UNCHANGED  # type: ignore[return-value]
    for one in homeless:
        documents.change_document(one, actor=actor, version=one.version, on=on, unit=unit)
    record("support.issue.unit_kept", actor=actor, subject=issue, unit=unit.code, documents=len(homeless))
    return len(homeless)


def take(issue: Issue, revisions: Iterable[Revision]) -> list[IssueItem]:
    """Put revisions on a list; their documents are locked, so that two lists never take the same one."""
    revisions = list(revisions)
    locked = {one.pk: one for one in lock_all({one.document_id: one.document for one in revisions}.values())}
    fresh = {one.pk: one for one in Revision.objects.filter(pk__in=[one.pk for one in revisions])}
    wanted = []
    for one in revisions:
        revision = fresh[one.pk]
        revision.document = locked[one.document_id]  # type: ignore[assignment]
        wanted.append(revision)
    others = writing.lines_elsewhere([one.document for one in wanted], issue=issue)
    refuse(*(guards.why_not_take(one, others=others.get(one.document_id, ())) for one in wanted))
    return writing.add_items(issue, [{"document": one.document, "revision": one} for one in wanted])


def _is_another(document: Document, heir: Document | None) -> Iterable[Reason]:
    if heir is not None and (heir.pk == document.pk or heir.agency_id != document.agency_id):
        yield Reason(
            _("Tài liệu thay thế phải là một tài liệu khác."), code="replacement_not_in_force", field="replaced_by"
        )


def _something_chosen(revisions: list[Revision]) -> Iterable[Reason]:
    if not revisions:
        yield Reason(_("Hãy chọn ít nhất một tài liệu."), code="nothing_chosen", field="revisions")
