"""Why a decision cannot be entered; asked by the form and the command alike."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Decision
from sotay.commands import Reason


def why_not_enter(
    agency: Agency, *, number: str, signed_date: date, on: date, decision: Decision | None = None
) -> Iterator[Reason]:
    """Yield the reasons a paper of this number and day cannot be entered on a day."""
    same = Decision.objects.filter(agency=agency, number=number, date=signed_date)
    if other := same.exclude(pk=decision.pk if decision else None).first():
        yield Reason(
            _("Văn bản số %s ký ngày này đã có.") % number,
            code="decision_taken",
            fix=("organisation:decision_detail", other),
            field="number",
        )
    if signed_date > on:
        yield Reason(_("Ngày ký đứng sau hôm nay."), code="signed_in_future", field="date")
