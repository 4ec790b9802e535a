"""Writes upon announcements: begin, write, draft their papers, follow these, enter one from before, withdraw."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc, one_line
from sotay.attachments.commands import attach
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.manual.announcements import guards, writing
from sotay.manual.announcements.differences import Covered, covered_on
from sotay.manual.announcements.grounds import Grounds, grounds_of
from sotay.manual.announcements.models import Announcement, ScopeChange
from sotay.manual.announcements.moved import moved_of
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.commands import draft_paper

State = Announcement.State
TEXT, WORDS, NUMBER = 4000, 500, 80


@command
def begin_announcement(
    agency: Agency,
    *,
    actor: Actor,
    reason: str = "",
    reason_text: str = "",
    effective_date: date | None = None,
    on: date,
) -> Announcement:
    """Begin an announcement on the last audit, review and confirmation, with today's scope and services pinned.

    One that stands makes it a re-announcement (QĐ 19/2014/QĐ-TTg Điều 4.4 c), with `reason` and only if the scope moved.
    """
    require(actor, "manual.prepare_announcement", agency)
    agency = lock(agency)  # so that two people do not begin one each
    prepared = Announcement.objects.filter(agency=agency, state=State.DRAFT).select_related("agency").first()
    moved = moved_of(agency, on=on)
    standing, covered, found = moved.standing, moved.today, moved.found
    grounds = grounds_of(agency, on, has_services=bool(covered.services))
    refuse(
        guards.why_not_begin(prepared, standing=standing, found=found, reason=reason),
        guards.why_not_announce(grounds, again=standing is not None),
    )

    one = writing.new_announcement(agency, year=on.year)
    one.replaces, one.effective_date = standing, effective_date
    if standing is not None:
        one.reason, one.reason_text = reason, one_line(nfc(reason_text))[:WORDS]
    _rest_on(one, grounds)
    writing.pin(one, covered, procedures=writing.procedures_serving(agency))

    record(
        "manual.announcement.begun", actor=actor, subject=one, reason=one.reason, services=len(covered.services),
        differences=[each.key for each in found],
    )  # fmt: skip
    return one


@command
def write_announcement(
    one: Announcement,
    *,
    actor: Actor,
    version: int,
    scope_text: str = "",
    reason: str = "",
    reason_text: str = "",
    effective_date: date | None = None,
) -> Announcement:
    """Write the words of an announcement in preparation."""
    require(actor, "manual.prepare_announcement", one)
    one = lock(one, version=version)
    again = one.replaces_id is not None
    refuse(guards.why_not_write(one))
    wanted = {
        "scope_text": nfc(scope_text).replace("\r\n", "\n").strip()[:TEXT],
        "reason": (reason or one.reason) if again else "",
        "reason_text": one_line(nfc(reason_text))[:WORDS] if again else "",
        "effective_date": effective_date,
    }
    changed = [name for name, value in wanted.items() if getattr(one, name) != value]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    for name, value in wanted.items():
        setattr(one, name, value)
    one.save()

    record("manual.announcement.written", actor=actor, subject=one, fields=changed)
    return one


@command
def renew_list(one: Announcement, *, actor: Actor, version: int | None = None, on: date) -> Announcement:
    """Pin today's scope and services anew, and what the announcement rests on, while it is being prepared."""
    require(actor, "manual.prepare_announcement", one)
    one = lock(one, version=version)
    refuse(guards.why_not_write(one))
    covered = covered_on([one.agency_id], on=on)[one.agency_id]
    grounds = grounds_of(one.agency, on, has_services=bool(covered.services))
    refuse(guards.why_not_announce(grounds, again=one.replaces_id is not None))

    _rest_on(one, grounds)
    writing.pin(one, covered, procedures=writing.procedures_serving(one.agency))

    record("manual.announcement.list_renewed", actor=actor, subject=one, services=len(covered.services))
    return one


@command
def draft_announcement_paper(
    one: Announcement, *, actor: Actor, form: str, version: int | None = None, on: date
) -> OutgoingPaper:
    """Draft one of its papers: the decision (I5), the text to be posted (I5.1), or the notice (I6) once it is issued."""
    require(actor, "manual.prepare_announcement", one)
    one = lock(one, version=version)
    refuse(guards.why_not_draft(one, form, _grounds(one, on)))

    paper = draft_paper(one.agency, actor=actor, form=form, about=one, on=on)
    setattr(one, guards.PAPERS[form], paper)
    one.save()

    record("manual.announcement.paper_drafted", actor=actor, subject=one, form=form, title=paper.subject)
    return paper


@command
def announce(paper: OutgoingPaper, *, actor: Actor, on: date) -> Announcement:
    """Follow the issue of a decision: its announcement stands from the day it bears, in place of the one before.

    Decisions on a moved scope are settled by it. Raises Refused where the grounds are gone meanwhile.
    """
    one = announced_by(paper)
    day = paper.dated or on
    if paper.mends_id is not None and paper.mends_id == one.decision_paper_id and one.state == State.ISSUED:
        return _by_another(one, paper, day=day, actor=actor)
    refuse(guards.why_not_issue(one, _grounds(one, day), signed=paper.signed_date or day))
    for before in Announcement.objects.select_for_update().filter(agency=one.agency_id, state=State.ISSUED):
        _end(before, State.SUPERSEDED, day=day, reason=f"{paper.full_number}")
        record("manual.announcement.superseded", actor=actor, subject=before, number=paper.full_number)
    one.decision_paper, one.number, one.issued_date = paper, paper.full_number[:NUMBER], day
    one.effective_date = one.effective_date or day
    one.state = State.ISSUED
    one.save()
    _settle(one, day=day)

    record(
        "manual.announcement.issued", actor=actor, subject=one, number=one.number, issued_date=day, reason=one.reason
    )
    return one


@command
def notify(paper: OutgoingPaper, *, actor: Actor, on: date) -> Announcement:
    """Follow the issue of the notice: the overseer was told on the day it bears."""
    one, day = announced_by(paper), paper.dated or on
    refuse(guards.why_not_notify(one, day))
    one.notice_paper, one.notice_number = paper, paper.full_number[:NUMBER]
    one.notified_date = day
    one.save()

    record("manual.announcement.notified", actor=actor, subject=one, number=one.notice_number, date=one.notified_date)
    return one


@command
def take_back(paper: OutgoingPaper, *, actor: Actor, on: date) -> Announcement:
    """Follow the withdrawal of a paper: without its decision an announcement stands no more, without its notice nobody was told."""
    one = announced_by(paper)
    if one.notice_paper_id == paper.pk:
        one.notice_number, one.notified_date = "", None
        one.save()
        record("manual.announcement.notice_withdrawn", actor=actor, subject=one, number=paper.full_number)
        return one
    if one.decision_paper_id != paper.pk or one.state != State.ISSUED:
        return UNCHANGED  # type: ignore[return-value]
    _end(one, State.WITHDRAWN, day=paper.ended_date or on, reason=paper.ended_reason)
    record("manual.announcement.withdrawn", actor=actor, subject=one, reason=one.ended_reason)
    return one


@command
def declare_announcement(
    agency: Agency,
    *,
    actor: Actor,
    number: str,
    issued_date: date,
    services: str,
    effective_date: date | None = None,
    fields: str = "",
    places: str = "",
    exclusions: str = "",
    notice_number: str = "",
    notified_date: date | None = None,
    file: Any = None,
    on: date,
) -> Announcement:
    """Enter the announcement that stood before the agency used Sotay: number, day, signed copy, what it covers.

    `services`, `fields`, `places` and `exclusions` are lists, one a line. Later changes of the scope are held against it.
    """
    require(actor, "manual.prepare_announcement", agency)
    agency = lock(agency)
    listed = writing.services_in(services, agency)
    standing = standing_of(agency)
    refuse(
        guards.why_not_declare(
            standing, issued_date=issued_date, effective_date=effective_date, notified_date=notified_date,
            services=len(listed), on=on,
        )
    )  # fmt: skip

    one = writing.new_announcement(agency, year=issued_date.year)
    one.is_from_before, one.state = True, State.ISSUED
    one.number, one.issued_date = one_line(nfc(number))[:NUMBER], issued_date
    one.effective_date = effective_date or issued_date
    if notified_date is not None:
        one.notice_number, one.notified_date = one_line(nfc(notice_number))[:NUMBER] or "–", notified_date
    covered = Covered(
        services=listed,
        fields=writing.lines_of(fields),
        places=writing.lines_of(places),
        clauses=writing.clauses_in(exclusions),
    )
    writing.pin(one, covered, procedures={})
    if file:
        one.signed_copy = attach(one, actor=actor, file=file, name=file.name)
        one.save()

    record(
        "manual.announcement.declared", actor=actor, subject=one, number=one.number, issued_date=issued_date,
        services=len(listed),
    )  # fmt: skip
    return one


@command
def cancel_announcement(one: Announcement, *, actor: Actor, version: int, reason: str, on: date) -> Announcement:
    """Give up an announcement in preparation, with a reason; its number is not used again."""
    require(actor, "manual.prepare_announcement", one)
    one = lock(one, version=version)
    refuse(guards.why_not_cancel(one), why_no_reason(reason))
    _end(one, State.CANCELLED, day=on, reason=reason)
    record("manual.announcement.cancelled", actor=actor, subject=one, reason=one.ended_reason)
    return one


@command
def withdraw_announcement(
    one: Announcement, *, actor: Actor, version: int, reason: str, ended_date: date | None = None, on: date
) -> Announcement:
    """Withdraw an announcement from before Sotay; one issued here ends with its decision."""
    require(actor, "manual.prepare_announcement", one)
    one = lock(one, version=version)
    refuse(guards.why_not_withdraw(one), why_no_reason(reason))
    _end(one, State.WITHDRAWN, day=ended_date or on, reason=reason)
    record("manual.announcement.withdrawn", actor=actor, subject=one, reason=one.ended_reason)
    return one


def standing_of(agency: Agency) -> Announcement | None:
    """Return the announcement of an agency that stands."""
    return Announcement.objects.filter(agency=agency, state=State.ISSUED).select_related("agency").first()


def _grounds(one: Announcement, on: date) -> Grounds:
    return grounds_of(one.agency, on, has_services=one.services.exists())


def _rest_on(one: Announcement, grounds: Grounds) -> None:
    one.audit, one.review = grounds.audit, grounds.review
    one.confirmation, one.scope = grounds.confirmation, grounds.scope
    if grounds.scope is not None:
        one.standard_edition = grounds.scope.standard_edition


def _end(one: Announcement, state: str, *, day: date, reason: str) -> None:
    one.state, one.ended_reason = state, one_line(nfc(reason))[:WORDS]
    one.ended_date = max(day, one.issued_date or day)
    one.save()


def _by_another(one: Announcement, paper: OutgoingPaper, *, day: date, actor: Actor) -> Announcement:
    """Let an announcement rest on the decision that replaces its own; what it covers stays."""
    one.decision_paper, one.number, one.issued_date = paper, paper.full_number[:NUMBER], day
    one.effective_date = max(one.effective_date or day, day)
    one.save()
    record("manual.announcement.decision_replaced", actor=actor, subject=one, number=one.number, issued_date=day)
    return one


def _settle(one: Announcement, *, day: date) -> None:
    open_ = ScopeChange.objects.select_for_update().filter(agency=one.agency_id, settled_date__isnull=True)
    for change in open_:
        change.settled_by, change.settled_date = one, day
        change.save()


def announced_by(paper: OutgoingPaper) -> Announcement:
    """Return the announcement a paper is about, locked."""
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(agency_id=paper.agency_id, uuid=paper.subject_uuid)
