"""What waits to be read: the set of objectives in force of the unit, for its people who have not confirmed it."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_noop

from sotay.agency.readers import MadeKnown, expected_readers
from sotay.planning.objectives.models import ObjectiveSet, SetReading
from sotay.standard.catalogue.obligations import obligation_of
from sotay.standard.standings.batch import Batch
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

READ = gettext_noop("Đọc và xác nhận")
KNOWN = "own.objectives_known"


@waiting("planning.sets")
def sets_to_read(asked: Asked) -> Iterator[Waiting]:
    """Tell the people of each unit of its newest set in force, until the end of the time to read."""
    in_force = ObjectiveSet.objects.filter(
        agency_id__in=asked.agency_ids,
        unit__isnull=False,
        state=ObjectiveSet.State.IN_FORCE,
        in_force_date__lte=asked.on,
    )
    newest = {one.unit_id: one for one in in_force.select_related("agency", "unit").order_by("year", "revision")}
    if not newest:
        return
    sets = {one.pk: one for one in newest.values()}
    batch = Batch({one.agency for one in sets.values()}, on=asked.on)
    readings = SetReading.objects.filter(set__in=sets, read_date__lte=asked.on)
    read = {(row[0], row[1]): row[2] for row in readings.values_list("set_id", "user_id", "read_date")}
    due: dict[tuple[int, date], date] = {}
    known = [MadeKnown(one.pk, one.agency_id, one.unit_id, _since(one)) for one in sets.values()]
    for pk, people in expected_readers(known, read=read, on=asked.on).items():
        one = sets[pk]
        for person in people:
            if person.read_date is None:
                at = (one.agency_id, person.start)
                if at not in due:
                    due[at] = batch.due_after(one.agency_id, obligation_of(KNOWN), person.start)
                yield Waiting(
                    agency_id=one.agency_id,
                    user_ids=frozenset({person.user_id}),
                    key=f"set:{one.uuid}",
                    kind=Kind.READ,
                    title=str(one),
                    act=READ,
                    due=due[at],
                    link="planning:set_detail",
                    link_kwargs={"slug": one.slug},
                    unit_id=one.unit_id,
                )


def _since(one: ObjectiveSet) -> date:
    """Return the first day the time to read can begin: with its force, its approval or the agency's first day of use."""
    return max(day for day in (one.in_force_date, one.approved_date, one.agency.in_use_from_date) if day)
