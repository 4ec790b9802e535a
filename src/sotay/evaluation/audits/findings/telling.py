"""Who is told what when findings are presented: each audited unit how many of its own wait for its opinion."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.holding import Holders
from sotay.agency.models import Seat, User
from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT
from sotay.evaluation.audits.models import Audit, Finding

Role = Seat.Role


def who_speaks(holders: Holders, finding: Finding) -> frozenset[int]:
    """Return who gives the opinion on a finding: the head of the unit, its deputies while it has none, its representative."""
    agency_id = finding.agency_id
    heads = holders.user_ids(agency_id, [Role.UNIT_HEAD], finding.unit_id)
    heads = heads or holders.user_ids(agency_id, [Role.UNIT_DEPUTY], finding.unit_id)
    named = finding.visit.representative_id if finding.visit else None
    return heads | ({named} if named and holders.is_seated(agency_id, named) else frozenset())


def told_at_meeting(audit: Audit, *, on: date) -> dict[str, Any]:
    """Return, for the line of the closing meeting, whom it tells that findings wait for an opinion, and how many."""
    holders = Holders([audit.agency_id], on=on)
    rows = audit.findings.filter(is_dropped=False, opinion="", grade__in=ASKED_OF_UNIT).select_related("visit")
    counted: dict[int, int] = defaultdict(int)
    for finding in rows.order_by("number"):
        for user_id in who_speaks(holders, finding):
            counted[user_id] += 1
    people = User.objects.filter(pk__in=counted).order_by("pk")
    return {
        "people": [
            {"user": one.uuid, "text": _("%d phát hiện chờ ý kiến của đơn vị.") % counted[one.pk]} for one in people
        ],
        "title": str(audit),
        "link": "evaluation:audit_detail",
        "link_kwargs": {"slug": audit.slug},
    }
