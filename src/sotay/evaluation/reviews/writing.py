"""What several commands upon reviews write alike: clean values, and who is told of a meeting."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from sotay.agency.holding import Holders
from sotay.agency.models import Seat, User
from sotay.agency.vietnamese import nfc, one_line
from sotay.evaluation.reviews.heads import head_of_unit
from sotay.evaluation.reviews.models import Review, ReviewInput

LINES = ("title", "place", "part_of")
TEXTS = ("attendance",)
PLAIN = ("meeting_at", "from_date", "to_date", "chair", "authorisation", "secretary", "comments_due_date")
WRITTEN = (*LINES, *TEXTS, *PLAIN)
TOLD = (Seat.Role.COMMITTEE_HEAD, Seat.Role.COMMITTEE_DEPUTY, Seat.Role.DEPUTY_HEAD, Seat.Role.QMR, Seat.Role.SECRETARY)


def fill(review: Review, values: Mapping[str, Any]) -> None:
    """Put values on a review, clean; its year is that of the meeting."""
    for name in LINES:
        if name in values:
            setattr(review, name, one_line(nfc(values[name] or "")))
    for name in TEXTS:
        if name in values:
            setattr(review, name, clean(values[name]))
    for name in PLAIN:
        if name in values:
            setattr(review, name, values[name])
    review.year = localdate(review.meeting_at).year


def clean(text: str | None) -> str:
    """Return a text of several lines, composed and without blanks around it."""
    return nfc(text or "").replace("\r\n", "\n").strip()


def concerned(review: Review, *, on: date) -> list[User]:
    """Return who is told of a meeting: the chair, who leads and runs the system, the heads of the units.

    Of a unit that has only a deputy, the deputy.
    """
    holders = Holders([review.agency_id], on=on)
    agency_id = review.agency_id
    ids = {review.chair_id, review.secretary_id} - {None}
    ids |= holders.user_ids(agency_id, TOLD)
    for role, unit_id in holders.roles(agency_id):
        if role in Seat.IN_A_UNIT:
            ids |= head_of_unit(holders, agency_id, unit_id)
    ids |= {
        user_id
        for unit_id in ReviewInput.objects.filter(review=review, unit__isnull=False).values_list("unit_id", flat=True)
        for user_id in head_of_unit(holders, agency_id, unit_id)
    }
    return list(User.objects.filter(pk__in=ids).order_by("name_sort", "pk"))
