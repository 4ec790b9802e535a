"""Reads of audits that several of their features share."""

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.evaluation.audits.models import Audit
from sotay.evaluation.audits.sight import visible_audits


def list_audits(*, viewer: Actor) -> QuerySet[Audit]:
    """Return the audits the viewer may see, newest first, with the team."""
    return (
        visible_audits(Audit.objects.of(viewer), viewer).prefetch_related("members__user").order_by("-from_date", "-pk")
    )


def get_audit(slug: str, *, viewer: Actor) -> Audit:
    """Return one audit with its team; NotFound hides those of others and plans not approved yet."""
    audit = list_audits(viewer=viewer).filter(slug=slug).first()
    if audit is None:
        raise NotFound
    return audit
