"""What this feature has against holding the closing meeting: checklists that are not finished, with whose they are."""

from collections.abc import Iterator

from sotay.commands import Reason
from sotay.evaluation.audits.checklists.guards import why_not_close_meeting
from sotay.evaluation.audits.checklists.queries import aside_after_finish, unfinished_visits
from sotay.evaluation.audits.models import Audit
from sotay.standard.registry.gates import bars


@bars("audit.close_meeting")
def checklists_are_finished(audit: Audit) -> Iterator[Reason]:
    """Yield the visits whose lines are not finished, or where what was sent late is not decided upon."""
    yield from why_not_close_meeting(unfinished_visits(audit), aside_after_finish(audit))
