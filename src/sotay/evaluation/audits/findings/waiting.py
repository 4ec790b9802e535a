"""What waits with findings: the opinion of the audited unit, from the closing meeting on."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT
from sotay.evaluation.audits.findings.telling import who_speaks
from sotay.evaluation.audits.models import Audit, Finding
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

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
            user_ids=who_speaks(asked.holders, one),
            key=f"finding:{one.uuid}",
            kind=Kind.DO,
            title=one.title,
            origin=str(one.audit),
            act=ACT,
            link="evaluation:finding_opinion",
            link_kwargs={"slug": one.slug},
            unit_id=one.unit_id,
        )
