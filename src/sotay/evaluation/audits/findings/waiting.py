"""What waits with findings: the opinion of the audited unit, from the closing meeting on."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT
from sotay.evaluation.audits.models import Audit, Finding
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

Role = Seat.Role
ACT = gettext_noop("Cho ý kiến của đơn vị")


@waiting("evaluation.findings")
def findings_without_opinion(asked: Asked) -> Iterator[Waiting]:
    """Tell the head of the unit, its deputies while it has none, and whom the plan names as its representative."""
    rows = Finding.objects.filter(
        agency_id__in=asked.agency_ids,
        audit__state__in=Audit.AFTER_MEETING,
        grade__in=ASKED_OF_UNIT,
        opinion="",
        is_dropped=False,
    )
    for one in rows.select_related("audit", "visit").order_by("agency_id", "audit__from_date", "audit_id", "number"):
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_who(asked, one),
            key=f"finding:{one.uuid}",
            kind=Kind.DO,
            title=one.title,
            origin=str(one.audit),
            act=ACT,
            link="evaluation:finding_opinion",
            link_kwargs={"slug": one.slug},
            unit_id=one.unit_id,
        )


def _who(asked: Asked, finding: Finding) -> frozenset[int]:
    holders, agency_id = asked.holders, finding.agency_id
    heads = holders.user_ids(agency_id, [Role.UNIT_HEAD], finding.unit_id)
    heads = heads or holders.user_ids(agency_id, [Role.UNIT_DEPUTY], finding.unit_id)
    named = finding.visit.representative_id if finding.visit else None
    return heads | ({named} if named and holders.is_seated(agency_id, named) else frozenset())
