"""Reads of external providers: the register, the page of each, their evaluations, when they are due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit
from sotay.agency.predicates import runs_system
from sotay.commands import NotFound
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.search.queries import matching
from sotay.standard.parameters.queries import Values, values_of
from sotay.standard.registry.kinds import MonthDay
from sotay.standard.registry.parameters import parameter_of

_HEADS = (Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY)
DUE = "providers.evaluated.due"
NOBODY = "NONE"
"""Asked for where a provider was never evaluated."""


def list_providers(*, viewer: Actor, on: date) -> QuerySet[Provider]:
    """Return the register, those that supply first, by their codes.

    Each has `last_date` and `last_outcome` of its latest evaluation that stands, and `seen`: whether there is one in
    the year of `on`.
    """
    made = ProviderEvaluation.objects.standing().filter(provider=OuterRef("pk"), date__lte=on)
    latest = made.order_by("-date", "-pk")
    return (
        Provider.objects.of(viewer)
        .select_related("agency", "unit")
        .annotate(
            last_date=Subquery(latest.values("date")[:1]),
            last_outcome=Subquery(latest.values("outcome")[:1]),
            seen=Exists(made.filter(year=on.year)),
        )
        .order_by("state", "code", "pk")
    )


def not_evaluated(providers: QuerySet[Provider], *, viewer: Actor, on: date) -> QuerySet[Provider]:
    """Keep those of a list (with `seen`) that supply in the year and were not evaluated in it.

    What began after the day they are due on is evaluated in the next year only.
    """
    due = due_of(viewer.agency.pk, on.year, values=values_of([viewer.agency.pk]))
    return providers.supplying(date(on.year, 1, 1), min(on, due)).filter(seen=False)  # type: ignore[attr-defined]


def evaluated_within(providers: QuerySet[Provider], first: date, last: date) -> QuerySet[Provider]:
    """Keep those evaluated from one day to another, both counted, with `came_to` of the last evaluation among them."""
    return with_outcome(providers, first, last).filter(came_to__isnull=False)


def with_outcome(providers: QuerySet[Provider], first: date, last: date) -> QuerySet[Provider]:
    """Tell `came_to` of the last evaluation from one day to another, NULL for none; what was withdrawn by the last day is none."""
    made = ProviderEvaluation.objects.standing_on(last).filter(date__gte=first, provider=OuterRef("pk"))
    latest = made.order_by("-date", "-pk").values("outcome")[:1]
    return providers.annotate(came_to=Subquery(latest))


def with_words(providers: QuerySet[Provider], words: str, *, viewer: Actor) -> QuerySet[Provider]:
    """Keep those in whose code, name, goods, services or contract the words stand."""
    return providers.filter(uuid__in=matching(words, model=Provider, viewer=viewer))


def due_of(agency_id: int, year: int, *, values: Values) -> date:
    """Return by when the providers of a year are evaluated, by the parameter valid on its first day."""
    kind = parameter_of(DUE).kind
    if not isinstance(kind, MonthDay):
        message = f"{DUE} is no day of the year"
        raise TypeError(message)
    return kind.due(values.kept(agency_id, DUE, date(year, 1, 1)), year)


@dataclass(frozen=True, slots=True)
class Due:
    """By when a provider is evaluated next, and whether that day is over."""

    day: date
    is_late: bool


def next_due(
    *, from_date: date, last_date: date | None, days: Mapping[int, date], began: date | None, on: date
) -> Due | None:
    """Return when what has supplied since `from_date` is evaluated next, by the due days of the years around `on`.

    The first year that owes an evaluation: it began by its due day, and was not evaluated in it or since. The year before
    is still owed, but not where its day was over before the agency used Sotay. None for what begins later than all.
    """
    for year, day in sorted(days.items()):
        is_done = last_date is not None and last_date.year >= year
        before_use = year < on.year and (began is None or day < began)
        if from_date <= day and not is_done and not before_use:
            return Due(day, day < on and (began is None or day >= began))
    return None


def due_days(agency_id: int, *, values: Values, on: date) -> dict[int, date]:
    """Return the due days of last year, this and the next."""
    return {year: due_of(agency_id, year, values=values) for year in (on.year - 1, on.year, on.year + 1)}


class DueDays:
    """When providers of the viewer's agency are due, for a list of them."""

    def __init__(self, *, viewer: Actor, on: date) -> None:
        self.on, self.began = on, viewer.agency.in_use_from_date
        self.days = due_days(viewer.agency.pk, values=values_of([viewer.agency.pk]), on=on)

    def due(self, provider: Provider) -> Due | None:
        """Return when a provider of `list_providers` is evaluated next; None when it ended."""
        if provider.state == Provider.State.ENDED:
            return None
        last_date = provider.last_date  # type: ignore[attr-defined]  # annotated
        return next_due(from_date=provider.from_date, last_date=last_date, days=self.days, began=self.began, on=self.on)


def get_provider(slug: str, *, viewer: Actor, on: date) -> Provider:
    """Return one provider of the viewer's agency; NotFound hides those of others."""
    provider = list_providers(viewer=viewer, on=on).filter(slug=slug).first()
    if provider is None:
        raise NotFound
    return provider


def get_evaluation(uuid: object, *, viewer: Actor) -> ProviderEvaluation:
    """Return one evaluation of the viewer's agency; NotFound hides those of others."""
    rows = ProviderEvaluation.objects.of(viewer).select_related(
        "agency", "provider__unit", "provider__agency", "evaluated_by", "withdrawn_by"
    )
    evaluation = rows.filter(uuid=uuid).first()
    if evaluation is None:
        raise NotFound
    return evaluation


def list_evaluations(provider: Provider) -> list[ProviderEvaluation]:
    """Return the evaluations of a provider, the newest first, withdrawn ones among them."""
    return list(provider.evaluations.select_related("evaluated_by", "withdrawn_by").order_by("-date", "-pk"))


def units_to_write(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units for which the viewer may keep providers: all for those who run the system, else those headed."""
    units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
    if runs_system(viewer, None):
        return units
    return units.filter(pk__in=viewer.unit_ids(*_HEADS))


def units_with_providers(*, viewer: Actor) -> QuerySet[Unit]:
    """Return the units that answer for a provider."""
    return Unit.objects.of(viewer).filter(providers__isnull=False).distinct().order_by("order", "name_sort")
