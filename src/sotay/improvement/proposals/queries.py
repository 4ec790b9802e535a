"""Reads of proposals: the list, one of them, those born from a record."""

from typing import Any

from django.db.models import QuerySet

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.evaluation.models import Audit, Finding
from sotay.improvement.proposals.models import Proposal
from sotay.improvement.proposals.sight import visible
from sotay.search.queries import matching

LEFT, KEPT = "LEFT", "KEPT"
PEOPLE = ("proposed_by", "judged_by", "measured_by", "assignment__owner_user", "assignment__owner_unit")


def list_proposals(*, viewer: Actor) -> QuerySet[Proposal]:
    """Return the proposals the viewer may see, newest first."""
    rows = visible(Proposal.objects.of(viewer), viewer).select_related("agency", "unit", *PEOPLE)
    return rows.order_by("-proposed_date", "-pk")


def get_proposal(slug: str, *, viewer: Actor) -> Proposal:
    """Return one proposal of the viewer's agency; NotFound hides those of others and those a guest may not see."""
    proposal = list_proposals(viewer=viewer).filter(slug=slug).first()
    if proposal is None:
        raise NotFound
    return proposal


def born_from(record: Any, *, viewer: Actor) -> QuerySet[Proposal]:
    """Return the proposals born from a record, oldest first; withdrawn ones are left out."""
    ref = subjects.ref_of(record)
    rows = Proposal.objects.of(viewer).filter(origin_type=ref.type, origin_uuid=ref.uuid)
    return rows.exclude(state=Proposal.State.WITHDRAWN).order_by("code")


def standing(proposals: QuerySet[Proposal], state: str) -> QuerySet[Proposal]:
    """Keep those that stand so; `LEFT` keeps all that are not ended, `KEPT` all that were not taken back."""
    if state == KEPT:
        return proposals.exclude(state=Proposal.State.WITHDRAWN)
    return proposals.exclude(state__in=Proposal.ENDED) if state == LEFT else proposals.filter(state=state)


def with_words(proposals: QuerySet[Proposal], words: str, *, viewer: Actor) -> QuerySet[Proposal]:
    """Keep those in whose code or texts the words stand."""
    return proposals.filter(uuid__in=matching(words, model=Proposal, viewer=viewer))


def units_named(*, viewer: Actor) -> QuerySet[Unit]:
    """Return the units proposals are about."""
    units = visible(Proposal.objects.of(viewer), viewer).values("unit")
    return Unit.objects.of(viewer).filter(pk__in=units).order_by("order", "name_sort", "pk")


def is_told(finding: Finding) -> bool:
    """Return whether those audited know a finding: its audit's closing meeting was held."""
    return finding.audit.state in Audit.AFTER_MEETING
