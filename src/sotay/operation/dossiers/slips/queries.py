"""What a printed form says: the event it belongs to, the dossier, who handed it in, masked for those without the right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import WorkCalendar
from sotay.commands import NotFound
from sotay.context.models import Service
from sotay.operation.dossiers import masking
from sotay.operation.dossiers.clock import Clock, Happening, Rules, replay
from sotay.operation.dossiers.models import Dossier, DossierEvent, DossierPaper, DossierPerson
from sotay.operation.dossiers.queries import events_of, papers_of, person_of
from sotay.operation.dossiers.secret import secret_of
from sotay.operation.dossiers.slips.control import ControlRow, control_rows
from sotay.ui.formats import HANOI

Kind = DossierEvent.Kind
RECEIPT, SUPPLEMENT, REFUSAL, APOLOGY, STOP, CONTROL = "receipt", "supplement", "refusal", "apology", "stop", "control"
KINDS: Final[dict[str, frozenset[str]]] = {
    RECEIPT: frozenset({Kind.RECEIVED, Kind.SUPPLEMENTED}),
    SUPPLEMENT: frozenset({Kind.SUPPLEMENT_ASKED}),
    REFUSAL: frozenset({Kind.REFUSED}),
    APOLOGY: frozenset({Kind.APOLOGISED}),
    STOP: frozenset({Kind.STOPPED}),
    CONTROL: frozenset({Kind.RECEIVED}),
}
"""Of which events each form tells."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who handed a dossier in, as the viewer may read it."""

    name: str = ""
    address: str = ""
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that is missing, with how many of each kind; 0 where none was said."""

    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """One printed form. `is_whole` says that the viewer reads names and texts; without the right they are masked.

    `channels` are the ways to have the result, each with whether it was wanted; `wanted` are the papers asked for, on a receipt those that came at last. `was_due` is the day the dossier was due until this event; `stays` says that it had passed and no term begins anew.
    `secret` is "" where it may not be shown or is not known.
    """

    form: str
    dossier: Dossier
    event: DossierEvent
    party: Party
    is_whole: bool
    others: tuple[DossierEvent, ...]
    papers: tuple[DossierPaper, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    rows: tuple[ControlRow, ...] = ()
    was_due: date | None = None
    stays: bool = False
    secret: str = ""
    reason: str = ""
    signed_by: str = ""
    channels: tuple[tuple[Any, bool], ...] = ()

    @property
    def is_anonymised(self) -> bool:
        """Whether its personal data are gone for good."""
        return self.dossier.anonymised_date is not None


def get_slip(dossier: Dossier, form: str, *, order: int | None, is_whole: bool) -> Slip:
    """Return a form of a dossier, of its latest event or the one of this order; NotFound where no such thing was said."""
    kinds = KINDS.get(form)
    events = events_of(dossier) if kinds else []
    told = [event for event in events if event.kind in (kinds or ())]
    event = next((one for one in reversed(told) if order in {None, one.order}), None)
    if event is None:
        raise NotFound
    more: dict[str, Any] = {}
    if form == RECEIPT:
        papers = papers_of(dossier)
        for paper in papers:
            paper.name = paper.name if is_whole else masking.text(paper.name)
        more = {"papers": tuple(papers), "secret": secret_of(dossier) if is_whole else ""}
        asked = next(
            (one for one in reversed(events) if one.order < event.order and one.kind in KINDS[SUPPLEMENT]), None
        )
        more["wanted"] = tuple(wanted_of(asked.papers, is_whole=is_whole)) if asked else ()
        more["channels"] = channels_of(dossier)
    elif form == SUPPLEMENT:
        more = {"wanted": tuple(wanted_of(event.papers, is_whole=is_whole))}
    elif form == CONTROL:
        calendar = calendar_of(dossier.agency)
        rows = control_rows(events, calendar, pauses_count=dossier.pauses_count, whole=dossier.timing)
        more = {"rows": tuple(rows)}
        if not is_whole:
            for one in events:
                one.reason = masking.text(one.reason)
    before = clock_before(dossier, events, event, calendar=calendar_of(dossier.agency))
    return Slip(
        form=form,
        dossier=dossier,
        event=event,
        party=party_of(person_of(dossier), is_whole=is_whole),
        is_whole=is_whole,
        others=tuple(one for one in told if one is not event) if form != CONTROL else (),
        was_due=before.due_date or before.due_before if form in {APOLOGY, STOP, SUPPLEMENT} else None,
        stays=stays(event, before),
        reason=event.reason if is_whole else masking.text(event.reason),
        signed_by=event.signed_by if is_whole else masking.name(event.signed_by),
        **more,
    )


def channels_of(dossier: Dossier) -> tuple[tuple[Any, bool], ...]:
    """Return the ways to have the result, each with whether it was wanted."""
    return tuple((label, value == dossier.wanted_how) for value, label in Service.Channel.choices)


def party_of(person: DossierPerson | None, *, is_whole: bool) -> Party:
    """Return who handed a dossier in, masked unless the viewer may see it."""
    if person is None:
        return Party()
    if is_whole:
        return Party(
            person.name, person.address, person.identity_number, person.phone, person.email, person.request
        )  # fmt: skip
    return Party(
        masking.applicant(person.name, person.kind),
        masking.text(person.address),
        masking.number(person.identity_number),
        masking.number(person.phone),
        masking.email(person.email),
        masking.text(person.request),
    )


def wanted_of(papers: Iterable[Any], *, is_whole: bool) -> list[Wanted]:
    """Return the missing papers of an event: each a name, or `{"name", "originals", "certified", "copies"}`."""
    found = []
    for one in papers:
        values = one if isinstance(one, dict) else {"name": one}
        name = str(values.get("name", ""))
        numbers = {word: int(values.get(word) or 0) for word in ("originals", "certified", "copies")}
        found.append(Wanted(name if is_whole else masking.text(name), **numbers))
    return found


def stays(event: DossierEvent, before: Clock) -> bool:
    """Return whether the day due had passed when papers were asked for, so that it stays when they come."""
    if event.kind == Kind.SUPPLEMENT_ASKED:
        return before.due_date is not None and before.due_date < event.date
    return event.kind == Kind.SUPPLEMENTED and before.due_date is not None


def clock_before(
    dossier: Dossier, events: Iterable[DossierEvent], event: DossierEvent, *, calendar: WorkCalendar
) -> Clock:
    """Return where a dossier stood until an event: what follows from all before it."""
    rules = Rules(
        limit_value=Decimal(dossier.limit_value) if dossier.limit_value is not None else None,
        limit_unit=dossier.limit_unit,
        late_from=dossier.late_from,
        pauses_count=dossier.pauses_count,
    )
    before = [one for one in events if one.order < event.order]
    happened = [Happening(one.kind, one.at.astimezone(HANOI).replace(tzinfo=None), one.due_date) for one in before]
    return replay(happened, rules, calendar)
