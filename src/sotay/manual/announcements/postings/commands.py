"""Writes beside an announcement: where it hangs, and what was decided of a scope that moved on."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc, one_line
from sotay.attachments.commands import attach
from sotay.commands import command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.manual.announcements import guards
from sotay.manual.announcements.models import Announcement, Posting, ScopeChange
from sotay.manual.announcements.moved import moved_of

PLACE, NOTE, REASON = 200, 300, 500


@command
def add_posting(
    one: Announcement,
    *,
    actor: Actor,
    kind: str,
    posted_date: date,
    place: str = "",
    address: str = "",
    photo: Any = None,
    note: str = "",
    on: date,
) -> Posting:
    """Keep where an announcement hangs or stands, since when, with a photo (QĐ 19/2014/QĐ-TTg Điều 4.3)."""
    require(actor, "manual.post_announcement", one)
    one = lock(one)
    said = {"place": one_line(nfc(place))[:PLACE], "address": address.strip(), "note": one_line(nfc(note))[:NOTE]}
    refuse(guards.why_not_post(one, kind=kind, posted_date=posted_date, on=on, **said))

    posting = Posting(agency=one.agency, announcement=one, kind=kind, posted_date=posted_date, **said)
    posting.posted_by = actor.person
    if photo:
        posting.photo = attach(one, actor=actor, file=photo, name=photo.name, note=str(posting)[:NOTE])
    posting.save()

    record(
        "manual.announcement.posted", actor=actor, subject=one, kind=kind, posted_date=posted_date,
        where=posting.place or posting.address or posting.note,
    )  # fmt: skip
    return posting


@command
def end_posting(posting: Posting, *, actor: Actor, version: int, reason: str, on: date) -> Posting:
    """Keep that a posting was taken down, or was entered by mistake; the line stays."""
    require(actor, "manual.post_announcement", posting)
    posting = lock(posting, version=version)
    refuse(guards.why_not_end(posting), why_no_reason(reason))

    posting.ended_date, posting.ended_reason = max(on, posting.posted_date), one_line(nfc(reason))[:NOTE]
    posting.save()

    record("manual.announcement.taken_down", actor=actor, subject=posting.announcement, reason=posting.ended_reason)
    return posting


@command
def decide_scope_change(
    agency: Agency, *, actor: Actor, way: str, due_date: date, reason: str = "", on: date
) -> ScopeChange:
    """Decide on the differences nobody decided on yet: announce again, or with a later announcement by a day (practice.md 9)."""
    require(actor, "manual.decide_scope_change", agency)
    agency = lock(agency)
    moved = moved_of(agency, on=on)
    said = one_line(nfc(reason))[:REASON]
    refuse(guards.why_not_decide(moved.standing, moved.undecided, way=way, due_date=due_date, reason=said, on=on))
    assert moved.standing is not None  # noqa: S101  refused above

    change = ScopeChange(
        agency=agency,
        announcement=moved.standing,
        way=way,
        due_date=due_date,
        reason=said,
        items=[
            {"key": one.key, "what": one.what, "said": _plainly(one.kind, added=one.added)} for one in moved.undecided
        ],
        since_date=min(one.since for one in moved.undecided),
        decided_date=on,
        decided_by=actor.person,
    )
    change.save()

    record(
        "manual.scope_change.decided", actor=actor, subject=moved.standing, way=way, due_date=due_date, reason=said,
        differences=[one.key for one in moved.undecided],
    )  # fmt: skip
    return change


def _plainly(kind: str, *, added: bool) -> str:
    """Return what a difference is, as the page finds its words again."""
    return f"{kind}{'+' if added else '-'}"
