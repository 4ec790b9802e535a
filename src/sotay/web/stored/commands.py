"""Reading stored bytes again: which were read when, what is damaged, and who is told of it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import F, Q

from sotay.agency import subjects
from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import now, today
from sotay.agency.holding import Holders
from sotay.agency.models import Agency, Seat, User
from sotay.blobs.models import Blob, BlobCheck
from sotay.blobs.refusals import BlobDamaged
from sotay.blobs.storage import verify
from sotay.commands import upkeep
from sotay.web.stored.holders import Holder, holders_of, only_passing
from sotay.work.notices.models import Notice

BATCH: Final = 50
PAGE: Final = "web:stored_files"
TOLD = (Seat.Role.ADMINISTRATOR, Seat.Role.SECRETARY)


def check_all(*, until: datetime) -> int:
    """Read every file again that was not read since this began, the longest unread first; return how many.

    It stops at `until`; the next run goes on with what is left, so that in a large store every file has its turn.
    """
    began, count, passing = now(), 0, only_passing()
    while now() < until:
        unread = Blob.objects.filter(Q(checked__isnull=True) | Q(checked__at__lt=began)).exclude(pk__in=passing)
        batch = list(unread.order_by(F("checked__at").asc(nulls_first=True), "pk")[:BATCH])
        if not batch:
            break
        check(batch)
        count += len(batch)
    return count


def check(blobs: Iterable[Blob]) -> dict[str, str]:
    """Read these files again; return what is wrong by hash, and tell administrators of what was not known."""
    found = {blob.pk: _problem(blob) for blob in blobs}
    _keep_found(found)
    return {sha: problem for sha, problem in found.items() if problem}


def _problem(blob: Blob) -> str:
    try:
        verify(blob)
    except BlobDamaged as damage:
        return damage.code
    return ""


@upkeep
def _keep_found(found: dict[str, str]) -> None:
    """Keep what was found, and write a notice for each file that was sound before."""
    before = dict(BlobCheck.objects.filter(blob__in=found).values_list("blob_id", "problem"))
    since = dict(BlobCheck.objects.filter(blob__in=found).values_list("blob_id", "since"))
    moment = now()
    BlobCheck.objects.bulk_create(
        (
            BlobCheck(
                blob_id=sha,
                at=moment,
                problem=problem,
                since=((since.get(sha) if before.get(sha) == problem else None) or moment) if problem else None,
            )
            for sha, problem in found.items()
        ),
        update_conflicts=True,
        unique_fields=["blob"],
        update_fields=["at", "problem", "since"],
    )
    fresh = {sha: problem for sha, problem in found.items() if problem and before.get(sha, "") != problem}
    if fresh:
        _tell(fresh)


@upkeep
def _tell(damaged: dict[str, str]) -> None:
    """Tell the administrators of each agency which of its files is damaged; once for each file and person."""
    by_agency: dict[int, list[Holder]] = defaultdict(list)
    for holder in holders_of(damaged):
        by_agency[holder.agency_id].append(holder)
    on = today()
    seated = Holders(by_agency, on=on)
    Notice.objects.bulk_create(
        Notice(
            agency=actor.agency,
            user=actor.user,
            kind=Notice.Kind.FILE_DAMAGED,
            link_name=PAGE,
            subject_text=name[:300],
            text=str(BlobCheck.Problem(damaged[sha]).label),
        )
        for agency in Agency.objects.filter(pk__in=by_agency)
        for user in User.objects.filter(pk__in=seated.user_ids(agency.pk, TOLD)).order_by("pk")
        if (actor := actor_of(user, agency=agency, on=on))
        for sha, name in _names(by_agency[agency.pk], viewer=actor).items()
    )


def _names(holders: list[Holder], *, viewer: Actor) -> dict[str, str]:
    """Return what each damaged file is called for a viewer: its name, or the kind of record where only that may be told."""
    seen = subjects.resolve({one.ref for one in holders if one.ref}, viewer=viewer)
    found: dict[str, str] = {}
    for one in holders:
        if one.name and (one.ref is None or one.ref in seen):
            found[one.sha256] = one.name
        else:
            found.setdefault(one.sha256, one.label)
    return found
