"""Jobs of this area: what comes into force on its day."""

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.config.schedule import every
from sotay.planning.objectives.commands import put_in_force
from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.objectives.permissions import JOB


@every(at="00:10", name=JOB)
def put_sets_in_force() -> None:
    """Put every set whose day has come into force, the earlier revision first; each is one command."""
    due = ObjectiveSet.objects.filter(state=ObjectiveSet.State.APPROVED, in_force_date__lte=today())
    for one in due.select_related("agency", "unit").order_by("agency_id", "revision", "pk"):
        put_in_force(one, actor=Actor.system(JOB, agency=one.agency), on=today())
