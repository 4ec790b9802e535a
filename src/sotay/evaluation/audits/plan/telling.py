"""What the line of an act says so that people are told by name (`work/notices/reminding.py: plainly_told`)."""

from collections.abc import Iterable
from typing import Any

from sotay.agency.clock import today
from sotay.agency.holding import Holders
from sotay.agency.models import Seat, User
from sotay.evaluation.audits.models import Audit, Visit
from sotay.evaluation.audits.plan.queries import time_words

Role = Seat.Role


def told(audit: Audit, visits: Iterable[Visit], *, text: str = "", auditors: bool = False) -> dict[str, Any]:
    """Return what a line says so that people are told: heads and representatives of the units, each their own visits."""
    holders = Holders([audit.agency_id], on=today())
    words: dict[int, list[str]] = {}
    for visit in visits:
        heads = holders.user_ids(audit.agency_id, [Role.UNIT_HEAD], visit.unit_id)
        heads = heads or holders.user_ids(audit.agency_id, [Role.UNIT_DEPUTY], visit.unit_id)
        people = set(heads) | ({visit.representative_id} if visit.representative_id else set())
        people |= {one.user_id for one in visit.auditors.all()} if auditors else set()
        for pk in people:
            words.setdefault(pk, []).append(text or f"{visit.unit}: {time_words(visit)}")
    users = User.objects.filter(pk__in=words).order_by("pk")
    people_told = [{"user": str(one.uuid), "text": "; ".join(dict.fromkeys(words[one.pk]))} for one in users]
    return {
        "title": str(audit),
        "link": "evaluation:audit_detail",
        "link_kwargs": {"slug": audit.slug},
        "people": people_told,
    }
