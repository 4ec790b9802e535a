"""How sets, objectives and plans are filled, copied and read back: what commands and imports share; writes no journal."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.holding import Owner
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line, slugify
from sotay.commands import Reason, refuse
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from sotay.planning.objectives.targets import Unclear, read_target

_PLAIN = (
    "statement", "target_text", "measure", "formula", "periods", "baseline", "data_source", "policy_link", "fact",
)  # fmt: skip
_TYPED = frozenset({"statement", "formula"})


def copy_objectives(old: ObjectiveSet, new: ObjectiveSet, *, to_next_year: bool = False) -> list[Objective]:
    """Copy objectives and plans into a new set; into the next year with new keys and days a year later."""
    made = []
    taken = set(new.objectives.values_list("code", flat=True))
    parents = {} if not to_next_year else {one.previous_id: one for one in _agency_objectives(new)}
    for before in old.objectives.order_by("order", "pk").prefetch_related("plan"):
        code = before.code if before.code not in taken else next_code(new)
        taken.add(code)
        after = Objective(agency=new.agency, set=new, order=before.order, code=code)
        for name in (*_PLAIN, "direction", "target_value", "target_date", "owner_user", "owner_role", "owner_unit"):
            setattr(after, name, getattr(before, name))
        after.parent = parents.get(before.parent_id, None if to_next_year else before.parent)
        if to_next_year:
            after.previous, after.target_date = before, _a_year_on(before.target_date)
        else:
            after.key, after.previous = before.key, before.previous
        among = Objective.objects.filter(agency=new.agency)
        after.slug = free_slug(among, f"{new.year}-{unit_code(new)}-{after.code}")
        after.save()
        for line in before.plan.all():
            PlanLine.objects.create(
                agency=new.agency, objective=after, order=line.order, what=line.what, resources=line.resources,
                judged_by=line.judged_by, owner_user=line.owner_user, owner_role=line.owner_role, owner_unit=line.owner_unit,
                from_date=_a_year_on(line.from_date) if to_next_year else line.from_date,
                to_date=_a_year_on(line.to_date) if to_next_year else line.to_date,
                **({} if to_next_year else {"key": line.key, "assignment": line.assignment}),
            )  # fmt: skip
        made.append(after)
    return made


def slug_of_set(one: ObjectiveSet) -> str:
    """Return the address part of a set: `2026-vp`, of its second revision `2026-vp-2`."""
    stem = f"{one.year}-{unit_code(one)}" + (f"-{one.revision}" if one.revision else "")
    return free_slug(ObjectiveSet.objects.filter(agency=one.agency), stem)


def next_code(one: ObjectiveSet) -> str:
    """Return the next free code of a set, MT-01 for the first."""
    taken = set(one.objectives.values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := f"MT-{number:02d}") not in taken)


def content_of(one: ObjectiveSet) -> dict[str, Any]:
    """Return what an approver sees of a set: objectives with their targets and plans."""
    objectives = one.objectives.select_related("owner_user", "owner_unit", "set").prefetch_related(
        "plan__owner_user", "plan__owner_unit"
    )
    return {
        "year": one.year,
        "unit": one.unit.code if one.unit else "",
        "revision": one.revision,
        "objectives": [
            {
                # What was sent before facts could be chosen has no such entry; an empty one stays out, so that it is the same.
                **{name: getattr(each, name) for name in ("code", *_PLAIN) if name != "fact" or each.fact},
                "owner": each.owner_words,
                "parent": each.parent_id,
                "plan": [
                    [line.what, line.resources, line.owner_words, line.from_date, line.to_date, line.judged_by]
                    for line in each.plan.all()
                ],
            }
            for each in objectives.order_by("order", "pk")
        ],
    }


def fill(objective: Objective, values: dict[str, Any], owner: Owner) -> None:
    """Put typed values on an objective and read its target; one that is not understood stays as it was typed."""
    for name in _PLAIN:
        if name in values:
            value = values[name]
            if isinstance(value, str):
                value = nfc(value).strip() if name in _TYPED else one_line(value)
            setattr(objective, name, value)
    if "parent" in values:
        objective.parent = values["parent"]
    owner.put_on(objective)
    read_into(objective, direction=values.get("direction", ""))


def read_into(objective: Objective, *, direction: str = "") -> None:
    """Read the target as it was typed into its columns; they stay empty while it is not understood."""
    try:
        target = read_target(
            objective.target_text, year=objective.set.year, measure=objective.measure, direction=direction
        )
    except Unclear:
        objective.direction, objective.target_value, objective.target_date = "", None, None
        return
    objective.direction, objective.target_value, objective.target_date = target.direction, target.value, target.day
    objective.measure = objective.measure or target.measure


def fill_line(line: PlanLine, values: dict[str, Any], owner: Owner) -> None:
    """Put typed values on a line of a plan; Refused for one without words or that ends before it starts."""
    for name in ("what", "resources", "judged_by"):
        if name in values:
            setattr(line, name, one_line(values[name]))
    for name in ("from_date", "to_date"):
        if name in values:
            setattr(line, name, values[name])
    owner.put_on(line)
    refuse(_why_not_line(line))


def _why_not_line(line: PlanLine) -> Iterable[Reason]:
    if not line.what:
        yield Reason(_("Cần ghi công việc."), code="what_missing", field="what")
    if line.from_date and line.to_date and line.to_date < line.from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_it_starts", field="to_date")


def values_of(objective: Objective) -> dict[str, Any]:
    """Return what an objective says, to tell whether it changed."""
    return {
        name: getattr(objective, name)
        for name in (
            "code", *_PLAIN, "direction", "target_value", "target_date", "parent_id", "owner_user_id", "owner_role",
            "owner_unit_id",
        )
    }  # fmt: skip


def line_values(line: PlanLine) -> dict[str, Any]:
    """Return what a line of a plan says, to tell whether it changed."""
    names = ("what", "resources", "judged_by", "from_date", "to_date", "owner_user_id", "owner_role", "owner_unit_id")
    return {name: getattr(line, name) for name in names}


def _agency_objectives(new: ObjectiveSet) -> Iterable[Objective]:
    """Return the agency's own objectives of the year of a set, to which a unit's are tied."""
    if new.unit_id is None:
        return ()
    return Objective.objects.filter(
        agency=new.agency, set__unit__isnull=True, set__year=new.year, previous__isnull=False
    )


def unit_code(one: ObjectiveSet) -> str:
    """Return the unit of a set as it stands in addresses; the agency's own is `co-quan`."""
    return slugify(one.unit.code) if one.unit else "co-quan"


def _a_year_on(day: date | None) -> date | None:
    """Return the same day of the next year; 29 February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
