"""Whether it happened before: sheets of the last two years with the same clause or unit, or alike words of what or why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import FloatField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.workdays import add_months
from sotay.improvement.nonconformities.models import Action, Nonconformity, Round

MONTHS: Final = 24
ALIKE: Final = 0.3
"""From this likeness of words on (trigrams, 0 to 1) two texts are told as alike."""
SHOWN: Final = 3
LOOKED_AT: Final = 60


@dataclass(frozen=True, slots=True)
class Earlier:
    """A sheet that is like this one: why it is told, what its cause was and what was done."""

    sheet: Nonconformity
    why: str
    root_cause: str
    done: tuple[str, ...]


def earlier_like(
    *, viewer: Actor, on: date, what: str, unit_id: int | None = None, clause: str = "", but: int | None = None,
    cause: str = "",
) -> list[Earlier]:  # fmt: skip
    """Return the sheets like one that is being logged or stands, the likest first, of the two years up to a day; two queries.

    `on` is today, or the day a sheet that stands was found: what came after it had not happened then. Those rejected do not count; `but` leaves out the sheet itself, `cause` is its root cause where it is known.
    """
    what = what.strip()
    if not what and not clause:
        return []
    since = add_months(on, -MONTHS)
    rows = (
        Nonconformity.objects.of(viewer)
        .filter(found_date__range=(since, on))
        .exclude(state=Nonconformity.State.REJECTED)
    )
    last = Round.objects.filter(nonconformity=OuterRef("pk")).exclude(root_cause="").order_by("-number")
    rows = (
        rows.exclude(pk=but)
        .select_related("agency", "unit")
        .annotate(
            root=Coalesce(Subquery(last.values("root_cause")[:1]), Value(""), output_field=TextField()),
        )
    )
    words: Any = TrigramSimilarity("what", what) if what else Value(0.0, output_field=FloatField())
    if cause:
        words = Greatest(words, TrigramSimilarity("root", cause))
    elif what:
        words = Greatest(words, TrigramSimilarity("root", what))
    told = Q(alike__gte=ALIKE)
    told |= Q(clause=clause) if clause else Q(pk=None)
    told |= Q(unit=unit_id, alike__gte=ALIKE / 2) if unit_id else Q(pk=None)
    found = list(rows.annotate(alike=words).filter(told).order_by("-alike", "-found_date", "-pk")[:LOOKED_AT])
    ranked = sorted(found, key=lambda one: -_rank(one, unit_id, clause))[:SHOWN]
    done = _done([one.pk for one in ranked])
    return [
        Earlier(one, ", ".join(_reasons(one, unit_id, clause)), one.root, tuple(done.get(one.pk, ())))  # type: ignore[attr-defined]
        for one in ranked
    ]


def _rank(one: Any, unit_id: int | None, clause: str) -> float:
    return (
        one.alike * 2
        + (1 if clause and one.clause == clause else 0)
        + (0.5 if unit_id and one.unit_id == unit_id else 0)
    )


def _reasons(one: Any, unit_id: int | None, clause: str) -> Iterator[str]:
    if clause and one.clause == clause:
        yield _("cùng điều khoản %s") % clause
    if unit_id and one.unit_id == unit_id:
        yield _("cùng đơn vị")
    if one.alike >= ALIKE:
        yield _("nội dung gần giống")


def _done(pks: list[int]) -> dict[int, list[str]]:
    done: dict[int, list[str]] = {}
    rows = Action.objects.filter(round__nonconformity__in=pks, assignment__isnull=False)
    for pk, what in rows.order_by("round", "position").values_list("round__nonconformity", "what") if pks else ():
        done.setdefault(pk, []).append(what)
    return done
