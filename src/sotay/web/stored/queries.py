"""What the page of stored files shows: how far they were read again, and which are damaged."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.blobs.models import Blob, BlobCheck
from sotay.pages import url_of_known
from sotay.web.stored.holders import holders_of, only_passing


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that is missing or changed, and one place where it is needed; `title` is empty where it must not be told."""

    sha256: str
    name: str
    label: str
    title: str
    url: str
    problem: str
    since: datetime


@dataclass(frozen=True, slots=True)
class StoredPage:
    """How the store stands, and what is damaged of the viewer's agency."""

    count: int
    done: int
    oldest: datetime | None
    newest: datetime | None
    damaged: tuple[Damaged, ...]


def get_stored_page(*, viewer: Actor) -> StoredPage:
    """Return how the store stands; a constant number of queries but one for each kind of record with a damaged file."""
    told = Blob.objects.exclude(pk__in=only_passing()).aggregate(
        count=Count("pk"), done=Count("checked"), oldest=Min("checked__at"), newest=Max("checked__at")
    )
    return StoredPage(**told, damaged=tuple(list_damaged(viewer=viewer)))


def list_damaged(*, viewer: Actor) -> list[Damaged]:
    """Return the damaged files on records of the viewer's agency, newest first; titles as far as the viewer may see them."""
    checks = {one.blob_id: one for one in BlobCheck.objects.filter(~Q(problem=""))}
    held = list(holders_of(checks, agency_id=viewer.agency.pk)) if checks else []
    known = subjects.resolve({one.ref for one in held if one.ref}, viewer=viewer)
    rows = []
    for one in held:
        seen = known.get(one.ref) if one.ref else None
        check = checks[one.sha256]
        rows.append(
            Damaged(
                sha256=one.sha256,
                name=one.name if seen or one.ref is None else "",
                label=one.label,
                title=seen.title if seen else "",
                url=url_of_known(seen, agency=viewer.agency.short_name) if seen else "",
                problem=str(check.get_problem_display()),
                since=check.since or check.at,
            )
        )
    return sorted(rows, key=lambda row: (row.since, row.title), reverse=True)
