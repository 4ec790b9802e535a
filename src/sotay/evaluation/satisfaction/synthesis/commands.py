"""Writes upon syntheses of surveys: begun, written, figures pinned and submitted, issued, returned, published."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.utils import translation

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import paper_of, submit
from sotay.approvals.models import Approval
from sotay.approvals.queries import latest_for
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.satisfaction.models import Questionnaire, Synthesis
from sotay.evaluation.satisfaction.synthesis import guards
from sotay.evaluation.satisfaction.synthesis.drafts import TEXTS
from sotay.evaluation.satisfaction.synthesis.figures import read_figures
from sotay.evaluation.satisfaction.synthesis.naming import usual_title
from sotay.journal.recording import record
from sotay.search import index
from sotay.work.numbers import next_number

PURPOSE: Final = "evaluation.synthesis"
SERIES: Final = "evaluation.syntheses"
State = Synthesis.State
REASON: Final = 500


@command
def create_synthesis(
    agency: Agency,
    *,
    actor: Actor,
    from_date: date,
    to_date: date,
    period_key: str = "",
    about: str = Questionnaire.About.SERVICES,
    title: str = "",
) -> Synthesis:
    """Begin the synthesis of some days, or of a half (`2026-H1`) that has none yet; figures are counted, never typed."""
    require(actor, "evaluation.write_syntheses", agency)
    agency = lock(agency)
    one = Synthesis(agency=agency, about=about, period_key=period_key, from_date=from_date, to_date=to_date)
    refuse(guards.why_not_over(one))

    one.title = one_line(title) or usual_title(one)
    one.code = f"BCKS-{to_date.year}-{next_number(agency, series=SERIES, year=to_date.year):02d}"
    one.slug = one.code.lower()
    one.save()

    record(
        "evaluation.synthesis.begun",
        actor=actor,
        subject=one,
        period=period_key,
        from_date=from_date,
        to_date=to_date,
    )
    return one


@command
def write_synthesis(one: Synthesis, *, actor: Actor, version: int, **values: Any) -> Synthesis:
    """Change title, days or texts of a draft; an empty title is the usual one."""
    require(actor, "evaluation.write_syntheses", one)
    one = lock(one, version=version)
    refuse(guards.why_not_write(one))
    names = ("title", "from_date", "to_date", *TEXTS)
    before = {name: getattr(one, name) for name in names}
    was_usual = one.title == usual_title(one)
    for name in ("from_date", "to_date"):
        setattr(one, name, values.get(name) or before[name])
    for name in TEXTS:
        setattr(one, name, nfc(values.get(name, before[name])).replace("\r\n", "\n").strip())
    title = one_line(values.get("title", one.title))
    one.title = usual_title(one) if not title or (was_usual and title == before["title"]) else title
    refuse(guards.why_not_over(one))
    changed = [name for name in names if getattr(one, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    one.save()

    record("evaluation.synthesis.written", actor=actor, subject=one, fields=changed)
    return one


@command
def drop_synthesis(one: Synthesis, *, actor: Actor, version: int, reason: str) -> None:
    """Give up a draft that nobody was shown; the reason stays in the journal."""
    require(actor, "evaluation.write_syntheses", one)
    one = lock(one, version=version)
    refuse(guards.why_not_drop(one, was_submitted=latest_for(one) is not None), why_no_reason(reason))

    agency, title = one.agency, str(one)
    index.forget([subjects.ref_of(one)], agency_id=agency.pk)
    one.delete()
    record("evaluation.synthesis.dropped", actor=actor, subject=agency, reason=one_line(reason), title=title)


@command
def submit_synthesis(one: Synthesis, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a synthesis; its figures are counted and pinned in the same transaction, and what is approved is their hash."""
    require(actor, "evaluation.write_syntheses", one)
    one = lock(one, version=version)
    refuse(guards.why_not_submit(one, on=on))

    with translation.override("vi"):  # a paper, whatever the language of the page
        one.figures, one.figures_date, one.submitted_date = read_figures(one, on=on), on, on
    one.save()
    approval = submit(one, [one], actor=actor, purpose=PURPOSE, note=note, on=on)
    one.state, one.returned_reason = State.SUBMITTED, ""
    one.save()

    record(
        "evaluation.synthesis.submitted",
        actor=actor,
        subject=one,
        answers=one.figures["answers"],
        flagged=one.figures["flagged"],
        figures_hash=approval.content_hash,
    )
    return approval


@command
def synthesis_approved(approval: Approval, *, actor: Actor, kept: Iterable[Synthesis]) -> Synthesis:  # noqa: ARG001
    """Issue a synthesis on the day of the approval or of the signed paper."""
    one, day = _of(approval), approval.approved_date or today()
    refuse(guards.why_not_on(one, day))
    one.state, one.issued_date = State.ISSUED, day
    one.save()

    record(
        "evaluation.synthesis.issued",
        actor=actor,
        subject=one,
        issued_date=day,
        way=approval.way,
        **paper_of(approval),
    )
    return one


@command
def synthesis_returned(approval: Approval, *, actor: Actor, reason: str) -> Synthesis:
    """Open a synthesis for writing again, with the reason; one its author took back was not returned."""
    one = _of(approval)
    withdrawn = approval.state == Approval.State.WITHDRAWN
    one.state, one.submitted_date, one.figures, one.figures_date = State.DRAFT, None, {}, None
    one.returned_reason = "" if withdrawn else one_line(reason)[:REASON]
    one.save()

    act = "evaluation.synthesis.withdrawn" if withdrawn else "evaluation.synthesis.returned"
    record(act, actor=actor, subject=one, reason=reason)
    return one


@command
def publish_results(one: Synthesis, *, actor: Actor, version: int, on: date) -> Synthesis:
    """Show the results of an issued synthesis to everybody, without any words of those who answered."""
    require(actor, "evaluation.publish_syntheses", one)
    one = lock(one, version=version)
    refuse(guards.why_not_publish(one, on=on))
    one.published_date = on
    one.save()

    record("evaluation.synthesis.published", actor=actor, subject=one, published_date=on)
    return one


@command
def take_back_results(one: Synthesis, *, actor: Actor, version: int, reason: str) -> Synthesis:
    """Show the results no longer; the reason stays in the journal."""
    require(actor, "evaluation.publish_syntheses", one)
    one = lock(one, version=version)
    refuse(guards.why_not_withdraw(one), why_no_reason(reason))
    one.published_date = None
    one.save()

    record("evaluation.synthesis.taken_back", actor=actor, subject=one, reason=one_line(reason))
    return one


def content_of(one: Synthesis) -> dict[str, Any]:
    """Return what who approves a synthesis approves: its days, its texts and its figures."""
    names = ("title", "about", "period_key", *TEXTS, "figures")
    return {name: getattr(one, name) for name in names} | {
        "from_date": one.from_date.isoformat(),
        "to_date": one.to_date.isoformat(),
    }


def _of(approval: Approval) -> Synthesis:
    rows = Synthesis.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
