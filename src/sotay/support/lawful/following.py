"""When each document a law affects followed it: the day a revision naming the law came into force, or it was withdrawn.

Other revisions do not count, and one in force before the law took effect does (practice.md 5).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from sotay.context.laws.told import Followed, follows
from sotay.support.documents.models import LegalBasis, Revision
from sotay.support.lawful.models import AffectedDocument

Pair = tuple[int, int]
"""A law and a document, by key."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a document followed a law."""

    day: date
    withdrawn: bool = False


def ways(affected: Iterable[AffectedDocument], *, on: date) -> dict[Pair, Way]:
    """Return how the documents followed by a day; those that have not are absent. One query; `document` is read of each."""
    rows = list(affected)
    if not rows:
        return {}
    naming = LegalBasis.objects.filter(
        law__in={one.law_id for one in rows},
        revision__document__in={one.document_id for one in rows},
        revision__state__in=Revision.ISSUED,
        revision__in_force_date__lte=on,
    )
    since = {
        (law_id, document_id): day
        for law_id, document_id, day in naming.values_list("law_id", "revision__document_id")
        .annotate(since=Min("revision__in_force_date"))
        .order_by()
    }
    found: dict[Pair, Way] = {}
    for one in rows:
        named, gone = since.get((one.law_id, one.document_id)), one.document.withdrawn_date
        gone = gone if gone is not None and gone <= on else None
        if named is not None and (gone is None or named <= gone):
            found[one.law_id, one.document_id] = Way(named)
        elif gone is not None:
            found[one.law_id, one.document_id] = Way(gone, withdrawn=True)
    return found


@follows
def how_far(law_ids: Iterable[int], *, agency_id: int, on: date) -> Mapping[int, Followed]:
    """Tell of each law how many documents it affects and how many of them have followed."""
    rows = AffectedDocument.objects.filter(agency_id=agency_id, law__in=list(law_ids)).select_related("document")
    affected: dict[int, list[AffectedDocument]] = defaultdict(list)
    for one in rows:
        affected[one.law_id].append(one)
    done = ways((one for some in affected.values() for one in some), on=on)
    told = {}
    for law_id, some in affected.items():
        documents = {one.document_id for one in some}  # several units may have named one
        days = [done[law_id, pk].day for pk in documents if (law_id, pk) in done]
        told[law_id] = Followed(len(documents), len(days), max(days, default=None))
    return told
