"""What waits: providers to be evaluated in the year, for the head of the unit that answers for each."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.providers.queries import due_days, next_due
from sotay.standard.parameters.queries import values_of
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

EVALUATE = gettext_noop("Đánh giá nhà cung cấp")


@waiting("operation.providers")
def providers_to_evaluate(asked: Asked) -> Iterator[Waiting]:
    """Tell the head of the unit, else the deputy, else the secretary, from so many days before the due day on as set.

    Last year's evaluation still waits while it was not made up for. A day that was over before the agency used Sotay, and
    what began after it, wait for nobody.
    """
    made = ProviderEvaluation.objects.standing().filter(provider=OuterRef("pk"), date__lte=asked.on)
    latest = made.order_by("-date").values("date")[:1]
    rows = Provider.objects.standing().filter(agency_id__in=asked.agency_ids, from_date__lte=asked.on)
    rows = rows.annotate(last_date=Subquery(latest)).select_related("agency", "unit")
    values = values_of(asked.agency_ids)
    for provider in rows.order_by("agency_id", "code", "pk"):
        began = provider.agency.in_use_from_date
        found = next_due(
            from_date=provider.from_date,
            last_date=provider.last_date,
            days=due_days(provider.agency_id, values=values, on=asked.on),
            began=began,
            on=asked.on,
        )
        warning = timedelta(days=values.value(provider.agency_id, "standing.warning", asked.on))
        if found is None or found.day - warning > asked.on or (found.day < asked.on and not found.is_late):
            continue
        yield Waiting(
            agency_id=provider.agency_id,
            user_ids=_who(asked, provider),
            key=f"provider:{provider.uuid}:{found.day.year}",
            kind=Kind.DO,
            title=str(provider),
            origin=provider.subject,
            act=EVALUATE,
            due=found.day,
            link="operation:provider_evaluate",
            link_kwargs={"slug": provider.slug},
            unit_id=provider.unit_id,
        )


def _who(asked: Asked, provider: Provider) -> frozenset[int]:
    role, holders, agency_id = Seat.Role, asked.holders, provider.agency_id
    for one in (role.UNIT_HEAD, role.UNIT_DEPUTY):
        if found := holders.user_ids(agency_id, [one], provider.unit_id):
            return found
    return holders.user_ids(agency_id, [role.SECRETARY])
