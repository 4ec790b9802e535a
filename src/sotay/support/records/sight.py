"""Which files a viewer may see, as a condition of a query (the permissions say the same of one)."""

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.predicates import is_committee, leads, runs_system
from sotay.support.records.models import RecordFile
from sotay.support.records.permissions import keeps_archive


def visible(files: QuerySet[RecordFile], viewer: Actor) -> QuerySet[RecordFile]:
    """Narrow files to those the viewer may see: the agency's, those of his units, those he keeps; guests none."""
    if viewer.user is None:
        return files
    if not viewer.is_member:
        return files.none()
    if any(rule(viewer, None) for rule in (keeps_archive, runs_system, leads, is_committee)):
        return files
    return files.filter(Q(unit__isnull=True) | Q(unit__in=viewer.unit_ids()) | Q(keeper=viewer.user))
