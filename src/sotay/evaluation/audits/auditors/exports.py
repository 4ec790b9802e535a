"""Internal auditors as rows that can be imported again."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.evaluation.audits.auditors.queries import list_auditors
from sotay.evaluation.audits.clause_lists import said


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the entries that were not ended, people by the names of their accounts."""
    for one in list_auditors(viewer=viewer, on=today()).filter(is_ended=False):
        yield {
            "username": one.user.username,
            "name": one.user.full_name,
            "training": one.training,
            "from_date": one.from_date,
            "to_date": one.to_date,
            "certificate": one.certificate,
            "trained_date": one.trained_date,
            "field": one.field,
            "clauses": said(one.clauses),
            "can_lead": _("Có") if one.can_lead else _("Không"),
            "experience": one.experience,
        }
