"""What follows up the findings of audits: their sheets, as `evaluation/audits/findings/followed.py` asks for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sotay.evaluation.audits.findings.followed import follows_up
from sotay.evaluation.models import Finding
from sotay.evaluation.sheets import Sheet
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.sight import UNDECIDED

TYPE = Finding._meta.label_lower


def _sheets() -> QuerySet[Nonconformity]:
    same = Nonconformity.objects.filter(agency_id=OuterRef("agency_id"), origin_type=TYPE, origin_uuid=OuterRef("uuid"))
    return same.exclude(state=Nonconformity.State.REJECTED)


@follows_up(
    "nonconformities",
    born=lambda: Exists(_sheets()),
    open_=lambda: Exists(_sheets().exclude(state=Nonconformity.State.CLOSED)),
)
def sheets_of_findings(agency_id: int, uuids: Sequence[UUID]) -> Mapping[UUID, list[Sheet]]:
    """Return the sheets of these findings, the oldest first; one query."""
    found: dict[UUID, list[Sheet]] = defaultdict(list)
    rows = Nonconformity.objects.filter(agency_id=agency_id, origin_type=TYPE, origin_uuid__in=list(uuids))
    for one in rows.order_by("code"):
        found[one.origin_uuid].append(  # type: ignore[index]
            Sheet(
                code=one.code,
                state=one.get_state_display(),
                is_open=one.is_open,
                due_date=one.due_date,
                closed_date=one.closed_date,
                link="improvement:nonconformity_detail",
                link_kwargs={"slug": one.slug},
                for_guests=one.state not in UNDECIDED,
            )
        )
    return found
