"""Obligation 17, objectives and plan of the year (công văn 262 mục 2), and that they are known (ISO 9001 6.2.1 f)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sotay.agency.readers import MadeKnown, expected_readers
from sotay.approvals.models import Approval, Item, Step
from sotay.planning.objectives.models import ObjectiveSet, SetReading
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope

State = ObjectiveSet.State

NO_SET = gettext_noop("Chưa có bộ mục tiêu và kế hoạch của năm.")
DRAFTED = gettext_noop("Bộ mục tiêu đang soạn, chưa trình.")
SUBMITTED = gettext_noop("Bộ mục tiêu đang trình, chờ bước “%(step)s”.")
RETURNED = gettext_noop("Bộ mục tiêu bị trả lại: %(returned)s")
APPROVED_AFTER = gettext_noop("Bộ mục tiêu chưa được phê duyệt vào ngày này.")
UNREAD = gettext_noop("Còn %(unread)s trên %(people)s người của đơn vị chưa xác nhận đã đọc và hiểu.")
NONE_IN_FORCE = gettext_noop("Chưa có bộ mục tiêu đang thực hiện.")

GRACE = "objectives.known.grace"
"""The parameter that says within how long everybody reads the objectives of the unit."""


@obligation(
    "objectives.set", number=17, owed="unit", per="year", watches=("planning.set", "planning.objectives", "approvals")
)
def objectives_are_set(scope: Scope) -> Iterator[Line]:
    """Met by the first approval of a set of the unit for the year; what lacks one tells where it stands."""
    sets = ObjectiveSet.objects.filter(
        agency_id__in=scope.agency_ids, unit__isnull=False, year=scope.period.year
    ).order_by("revision")
    by_unit: dict[tuple[int, int | None], list[ObjectiveSet]] = defaultdict(list)
    for one in sets:
        by_unit[one.agency_id, one.unit_id].append(one)
    evidence = [
        {"agency_id": agency_id, "unit_id": unit_id, "since": min(days)}
        for (agency_id, unit_id), some in by_unit.items()
        if (days := [one.approved_date for one in some if one.approved_date])
    ]
    steps = _steps_awaited([one for some in by_unit.values() for one in some if one.state == State.SUBMITTED])
    for line in scope.judge(evidence=evidence, gap=NO_SET, link="planning:objectives"):
        some = by_unit.get((line.agency_id, line.unit_id))
        if not some:
            yield line
        elif line.reason == NO_SET:
            yield line._replace(**_where(some[-1], steps))
        else:
            yield line._replace(link="planning:set_detail", link_kwargs={"slug": some[-1].slug})


@obligation("own.objectives_known", owed="unit", watches=("planning.set", "organisation"))
def objectives_are_known(scope: Scope) -> Iterator[Line]:
    """Met while everybody seated in the unit has confirmed its set in force; newcomers open it again.

    It is due on the first day by which somebody who has not confirmed should have.
    """
    known: dict[int, MadeKnown] = {}
    slugs: dict[int, str] = {}
    latest: dict[tuple[int, int | None], ObjectiveSet] = {}
    for one in _in_force(scope.agency_ids, on=scope.on):
        latest[one.agency_id, one.unit_id] = one
    for one in latest.values():
        days = (one.in_force_date, one.approved_date, one.agency.in_use_from_date)
        known[one.pk] = MadeKnown(one.pk, one.agency_id, one.unit_id, max(day for day in days if day))
        slugs[one.pk] = one.slug
    readings = SetReading.objects.filter(set__in=known, read_date__lte=scope.on)
    read = {(row[0], row[1]): row[2] for row in readings.values_list("set_id", "user_id", "read_date")}
    expected = expected_readers(known.values(), read=read, on=scope.on)

    gaps: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    for made in known.values():
        place = {"agency_id": made.agency_id, "unit_id": made.unit_id}
        waiting = [person.start for person in expected[made.key] if person.read_date is None]
        if waiting:
            said = {"unread": len(waiting), "people": len(expected[made.key])}
            gaps.append(
                place
                | {
                    "reason": UNREAD,
                    "params": said,
                    "due_date": scope.due_after(made.agency_id, min(waiting)),
                    "link": "planning:set_detail",
                    "link_kwargs": {"slug": slugs[made.key]},
                }
            )
        elif read_on := [person.read_date for person in expected[made.key] if person.read_date]:
            evidence.append(place | {"since": max(read_on)})
    told = {(made.agency_id, made.unit_id) for made in known.values()}
    for line in scope.judge(evidence=evidence, gaps=gaps, link="planning:objectives"):
        if line.unit_id is not None and (line.agency_id, line.unit_id) not in told:
            yield Line(
                line.agency_id, line.obligation, line.unit_id, line.period, Word.NOT_ARISEN, reason=NONE_IN_FORCE
            )
        else:
            yield line


def _where(one: ObjectiveSet, steps: dict[Any, str]) -> dict[str, Any]:
    """Return where a set stands that was not approved in time, and its page."""
    reason, params = APPROVED_AFTER, {}
    if one.state == State.SUBMITTED:
        reason, params = SUBMITTED, {"step": steps.get((one.agency_id, one.uuid), "–")}
    elif one.state == State.DRAFT:
        reason, params = (RETURNED, {"returned": one.returned_reason}) if one.returned_reason else (DRAFTED, {})
    return {"reason": reason, "params": params, "link": "planning:set_detail", "link_kwargs": {"slug": one.slug}}


def _steps_awaited(sets: list[ObjectiveSet]) -> dict[Any, str]:
    """Return, by agency and uuid, the step at which the round of each submitted set waits."""
    items = Item.objects.filter(
        subject_uuid__in=[one.uuid for one in sets], approval__state=Approval.State.OPEN, left_out=False
    )
    rounds = {(item.agency_id, item.subject_uuid): item.approval_id for item in items}
    open_steps = Step.objects.filter(approval__in=set(rounds.values()), done_at__isnull=True).order_by("-position")
    first = {step.approval_id: step.label for step in open_steps}
    return {key: first.get(approval_id, "–") for key, approval_id in rounds.items()}


def _in_force(agency_ids: list[int], *, on: date) -> QuerySet[ObjectiveSet]:
    """Return the sets of units in force on a day, also a day gone by, the newest year last."""
    begun = ObjectiveSet.objects.filter(
        agency_id__in=agency_ids, unit__isnull=False, approved_date__lte=on, in_force_date__lte=on
    )
    over = begun.filter(superseded_date__lte=on) | begun.filter(closed_date__lte=on)
    return begun.exclude(pk__in=over).select_related("agency").order_by("year", "revision")
