"""What waits: dossiers somebody has, by the day they are due; results to be returned, for the desk."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.operation.dossiers.models import Dossier
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

SETTLE = gettext_noop("Giải quyết hồ sơ")
SETTLE_SOME = gettext_noop("Giải quyết các hồ sơ đang giữ")
HELD = gettext_noop("%(count)s hồ sơ đang giữ, hẹn trả sớm nhất trước")
GIVE = gettext_noop("Phân công người giải quyết hồ sơ")
GIVE_SOME = gettext_noop("Phân công người giải quyết các hồ sơ")
UNGIVEN = gettext_noop("%(count)s hồ sơ đã chuyển đến đơn vị, chưa có người giải quyết, hẹn trả sớm nhất trước")
RETURN = gettext_noop("Trả kết quả")
READY = gettext_noop("%(count)s kết quả chờ trả tại Bộ phận Một cửa")
MANY = 5
"""Beyond so many dossiers a person has one line with their number, not a line for each."""


@waiting("operation.dossiers_held")
def dossiers_held(asked: Asked) -> Iterator[Waiting]:
    """Tell who has dossiers in progress, those due first before others."""
    rows = Dossier.objects.filter(
        agency_id__in=asked.agency_ids,
        origin=Dossier.Origin.DESK,
        state=Dossier.State.IN_PROGRESS,
        holder__isnull=False,
    )
    by_holder: dict[tuple[int, int], list[Dossier]] = defaultdict(list)
    for one in rows.select_related("service").order_by("agency_id", "due_date", "code"):
        by_holder[one.agency_id, one.holder_id].append(one)  # type: ignore[index]  # only those that are held
    for (agency_id, user_id), held in by_holder.items():
        if not asked.holders.is_seated(agency_id, user_id):
            continue
        said: dict[str, Any] = {"agency_id": agency_id, "user_ids": frozenset({user_id}), "kind": Kind.DO}
        if len(held) > MANY:
            yield Waiting(
                key=f"dossiers:{user_id}", title=held[0].code, act=SETTLE_SOME, reason=HELD,
                params={"count": len(held)}, due=held[0].due_date, link="operation:dossier_list",
                link_kwargs={"?": {"held": "ME"}}, **said,
            )  # fmt: skip
            continue
        for one in held:
            yield Waiting(
                key=f"dossier:{one.uuid}", title=one.code, origin=one.service.name, act=SETTLE, due=one.due_date,
                link="operation:dossier_detail", link_kwargs={"slug": one.slug}, unit_id=one.holder_unit_id, **said,
            )  # fmt: skip


@waiting("operation.dossiers_ungiven")
def dossiers_nobody_has(asked: Asked) -> Iterator[Waiting]:
    """Tell the head of a unit, else his deputy, which dossiers came to the unit and to no person in it."""
    rows = Dossier.objects.filter(
        agency_id__in=asked.agency_ids,
        origin=Dossier.Origin.DESK,
        state=Dossier.State.IN_PROGRESS,
        holder__isnull=True,
        holder_unit__isnull=False,
    )
    by_unit: dict[tuple[int, int], list[Dossier]] = defaultdict(list)
    for one in rows.select_related("service").order_by("agency_id", "due_date", "code"):
        by_unit[one.agency_id, one.holder_unit_id].append(one)  # type: ignore[index]  # only those in a unit
    for (agency_id, unit_id), there in by_unit.items():
        leading = asked.holders.first(agency_id, [Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY], unit_id)
        people = asked.holders.user_ids(agency_id, {seat.role for seat in leading}, unit_id)
        if not people:
            continue
        said: dict[str, Any] = {"agency_id": agency_id, "user_ids": people, "kind": Kind.DO, "unit_id": unit_id}
        if len(there) > MANY:
            yield Waiting(
                key=f"dossiers:unit:{unit_id}", title=there[0].code, act=GIVE_SOME, reason=UNGIVEN,
                params={"count": len(there)}, due=there[0].due_date, link="operation:dossier_list",
                link_kwargs={"?": {"held": "UNIT"}}, **said,
            )  # fmt: skip
            continue
        for one in there:
            yield Waiting(
                key=f"dossier:{one.uuid}", title=one.code, origin=one.service.name, act=GIVE, due=one.due_date,
                link="operation:dossier_detail", link_kwargs={"slug": one.slug}, **said,
            )  # fmt: skip


@waiting("operation.dossiers_ready")
def results_to_return(asked: Asked) -> Iterator[Waiting]:
    """Tell the desk which results wait to be returned, in one line."""
    rows = Dossier.objects.filter(agency_id__in=asked.agency_ids, origin=Dossier.Origin.DESK, state=Dossier.State.READY)
    by_agency: dict[int, list[str]] = defaultdict(list)
    for agency_id, code in rows.order_by("agency_id", "result_date", "code").values_list("agency_id", "code"):
        by_agency[agency_id].append(code)
    for agency_id, codes in by_agency.items():
        if people := asked.holders.user_ids(agency_id, [Seat.Role.ONE_STOP]):
            yield Waiting(
                agency_id=agency_id, user_ids=people, key="dossiers:ready", kind=Kind.DO, title=codes[0], act=RETURN,
                reason=READY, params={"count": len(codes)}, link="operation:dossier_list",
                link_kwargs={"?": {"state": Dossier.State.READY.value}},
            )  # fmt: skip
