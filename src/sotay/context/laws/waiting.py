"""What waits for the secretary: legal documents nobody was asked to look at yet."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.models import Agency, Seat
from sotay.context.laws.deadlines import deadline_of
from sotay.context.laws.models import Law
from sotay.standard.standings.batch import Batch
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

ASSIGN = gettext_noop("Phân công đơn vị rà soát")


@waiting("context.laws")
def laws_to_assign(asked: Asked) -> Iterator[Waiting]:
    """Tell of every law in force without a unit that looks at it, but for those whose term was over before the first day of use."""
    rows = Law.objects.filter(agency_id__in=asked.agency_ids, is_unrelated=False, reviews__isnull=True)
    laws = [law for law in rows if law.expiry_date is None or law.expiry_date > asked.on]
    if not laws:
        return
    agencies = Agency.objects.in_bulk({law.agency_id for law in laws})
    batch = Batch(agencies.values(), on=asked.on)
    for law in laws:
        deadline = deadline_of(law, batch=batch)
        began = agencies[law.agency_id].in_use_from_date or asked.on
        if deadline is not None and deadline.raw < began:
            continue
        if deadline is None and law.effective_date is None and law.issued_date and law.issued_date < began:
            continue
        yield Waiting(
            agency_id=law.agency_id,
            user_ids=asked.holders.user_ids(law.agency_id, [Seat.Role.SECRETARY]),
            key=f"law:{law.uuid}",
            kind=Kind.DO,
            title=str(law),
            origin=law.title,
            act=ASSIGN,
            due=deadline.raw if deadline else None,
            link="context:law_assign",
            link_kwargs={"slug": law.slug},
        )
