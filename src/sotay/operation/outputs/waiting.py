"""What waits: nonconforming outputs to be decided upon, to be done, to be checked again."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from sotay.agency.holding import Holders
from sotay.agency.models import Seat
from sotay.operation.outputs.models import NonconformingOutput
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

Role, State = Seat.Role, NonconformingOutput.State
ABOVE: Final = (Role.QMR, Role.DEPUTY_HEAD, Role.HEAD)
"""Who is asked where the unit has nobody, or may not answer: the first seat that is held; the secretary decides nothing."""
ASKED: Final = {
    State.OPEN: (Kind.DECIDE, "output_decide", gettext_noop("Quyết định cách xử lý")),
    State.DECIDED: (Kind.DO, "output_done", gettext_noop("Xử lý, báo kết quả")),
    State.DONE: (Kind.DO, "output_check", gettext_noop("Kiểm tra lại")),
}


@waiting("operation.outputs")
def outputs_to_handle(asked: Asked) -> Iterator[Waiting]:
    """Tell the head of the unit, else whoever leads; what is to be done the person it was given to."""
    rows = NonconformingOutput.objects.filter(agency_id__in=asked.agency_ids, state__in=list(ASKED))
    for output in rows.select_related("service").order_by("agency_id", "found_date", "pk"):
        kind, page, act = ASKED[State(output.state)]
        yield Waiting(
            agency_id=output.agency_id,
            user_ids=_who(asked.holders, output),
            key=f"output:{output.uuid}:{output.state}",
            kind=kind,
            title=output.title,
            origin=str(output.service) if output.service else "",
            act=act,
            due=output.due_date if output.state == State.DECIDED else None,
            link=f"operation:{page}",
            link_kwargs={"slug": output.slug},
            unit_id=output.unit_id,
        )


def _who(holders: Holders, output: NonconformingOutput) -> frozenset[int]:
    """Return who is asked; whoever did it does not check it again (8.7.1)."""
    agency_id, did = output.agency_id, frozenset({output.done_by_id, output.assigned_to_id} - {None})
    if output.state == State.DECIDED and output.assigned_to_id and holders.is_seated(agency_id, output.assigned_to_id):
        return frozenset({output.assigned_to_id})
    barred = did if output.state == State.DONE else frozenset()
    steps = [(role, output.unit_id) for role in (Role.UNIT_HEAD, Role.UNIT_DEPUTY) if output.unit_id]
    steps += [(role, None) for role in (*ABOVE, *(() if output.state == State.OPEN else (Role.SECRETARY,)))]
    found = (holders.user_ids(agency_id, [role], unit_id) - barred for role, unit_id in steps)
    return next((people for people in found if people), frozenset())
