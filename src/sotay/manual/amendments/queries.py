"""Reads of amendments: the list, one with its drafts compared, and what was approved when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from sotay.agency.actor import Actor
from sotay.agency.models import Decision
from sotay.approvals.models import Approval, Step
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound
from sotay.manual.amendments.models import Amendment, Draft
from sotay.manual.amendments.sight import visible
from sotay.manual.statements.models import STATED_LEVEL, IssuedText, Statement
from sotay.standard.catalogue.clauses import ancestors
from sotay.ui.markdown import Comparison, plain, word_diff


def list_amendments(*, viewer: Actor, state: str = "") -> QuerySet[Amendment]:
    """Return the agency's amendments the viewer may see, newest first, with the number of texts in each."""
    amendments = visible(Amendment.objects.of(viewer), viewer).select_related("issue_decision")
    amendments = amendments.filter(state=state) if state else amendments
    return amendments.annotate(draft_count=Count("drafts")).order_by("-created_at", "-pk")


def list_open_amendments(*, viewer: Actor) -> QuerySet[Amendment]:
    """Return the amendments that are being written, newest first."""
    return Amendment.objects.of(viewer).filter(state=Amendment.State.DRAFT).order_by("-created_at", "-pk")


def get_amendment(slug: str, *, viewer: Actor) -> Amendment:
    """Return one amendment of the viewer's agency; NotFound hides those of others and those a guest may not see."""
    amendments = visible(Amendment.objects.of(viewer), viewer)
    found = amendments.select_related("manual", "issue_decision").filter(slug=slug).first()
    if found is None:
        raise NotFound
    found.agency = found.manual.agency = viewer.agency
    return found


def get_draft(amendment: Amendment, slug: str) -> Draft:
    """Return the draft of one part in an amendment; NotFound when there is none."""
    found = amendment.drafts.select_related("statement", "agency", "amendment").filter(statement__slug=slug).first()
    if found is None:
        raise NotFound
    return found


def open_draft_of(statement: Statement) -> Draft | None:
    """Return the draft that is changing a part, with its amendment, in an amendment not yet issued or cancelled."""
    done = (Amendment.State.ISSUED, Amendment.State.WITHDRAWN)
    return statement.drafts.exclude(amendment__state__in=done).select_related("amendment", "amendment__agency").first()


@dataclass(frozen=True, slots=True)
class Compared:
    """A draft beside the text it was made from; `moved_on` when that is no longer the text in force."""

    draft: Draft
    comparison: Comparison
    moved_on: bool


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """What the page of an amendment shows."""

    amendment: Amendment
    compared: tuple[Compared, ...]
    approval: Approval | None
    steps: tuple[Step, ...]
    decision: Decision | None


def get_amendment_page(slug: str, *, viewer: Actor) -> AmendmentPage:
    """Return an amendment with each text side by side and its newest round of approval."""
    amendment = get_amendment(slug, viewer=viewer)
    approval = latest_for(amendment)
    steps = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    return AmendmentPage(
        amendment=amendment,
        compared=tuple(
            Compared(
                draft=draft,
                comparison=word_diff(plain(draft.base_text), plain(draft.text)),
                moved_on=amendment.state == Amendment.State.DRAFT and draft.base_text != draft.statement.text,
            )
            for draft in amendment.drafts.select_related("statement").order_by("statement__order", "pk")
        ),
        approval=approval,
        steps=tuple(steps),
        decision=amendment.issue_decision,
    )


def approved_clauses(agency_ids: Iterable[int], *, on: date) -> Iterator[tuple[int, str, date]]:
    """Yield (agency, clause of level 2, approval date) of every text approved up to a day, issued or waiting; one query.

    What a clause below says counts for the clause of level 2 above it.
    """
    ids = list(agency_ids)
    issued = (
        IssuedText.objects.filter(agency_id__in=ids, statement__part=Statement.Part.CLAUSE)
        .exclude(text="")
        .annotate(number=F("statement__clause"), on_date=Coalesce("approved_date", "issued_date"))
        .filter(on_date__lte=on)
    )
    waiting = (
        Draft.objects.filter(
            agency_id__in=ids, statement__part=Statement.Part.CLAUSE, amendment__state=Amendment.State.APPROVED
        )
        .annotate(number=F("statement__clause"), on_date=F("amendment__approved_date"))
        .filter(on_date__lte=on)
    )
    columns = ("agency_id", "number", "on_date")
    for agency_id, number, on_date in issued.values_list(*columns).union(waiting.values_list(*columns)):
        upper = next((one for one in (number, *ancestors(number)) if one.count(".") + 1 == STATED_LEVEL), None)
        if upper is not None:
            yield agency_id, upper, on_date
