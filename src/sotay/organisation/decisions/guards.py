"""Why a decision cannot be entered; asked by the form and the command alike."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Decision
from sotay.commands import Reason

Keeping = Callable[..., Iterator[Reason]]
"""`keeping(decision, number=…, signed_date=…)` yields why number and date must stay as they are."""
_keeping: list[Keeping] = []


def keeps(keeping: Keeping) -> Keeping:
    """Let an area above say which decisions keep their number and date; decorates what says it."""
    _keeping.append(keeping)
    return keeping


def why_kept(decision: Decision, *, number: str, signed_date: date) -> Iterator[Reason]:
    """Yield why a decision cannot bear another number or day."""
    if (decision.number, decision.date) != (number, signed_date):
        for keeping in _keeping:
            yield from keeping(decision, number=number, signed_date=signed_date)


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
