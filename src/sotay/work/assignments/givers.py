"""Who gives the work that follows from an approval."""

from datetime import date

from sotay.agency.holding import Owner
from sotay.approvals.models import Approval, Vote
from sotay.organisation.people.queries import holder_of


def giver_of(approval: Approval, *, on: date) -> Owner:
    """Return who approved: who said the last word, or whose seat the signed paper speaks for; the author where it is empty."""
    step = approval.steps.select_related("unit", "user").order_by("-position").first()
    role, unit = (step.role, step.unit) if step is not None else ("", None)
    vote = Vote.objects.filter(agency=approval.agency_id, step=step, word=Vote.Word.APPROVED).order_by("-pk").first()
    if vote is not None:
        return Owner(vote.user, role, unit)
    if step is not None and step.user is not None:
        return Owner(step.user)
    holder = holder_of(approval.agency, role, on=on, unit=unit) if role else None
    return Owner(holder.user if holder else approval.author, role, unit)
