"""What a seat hands over of audits: those its holder leads, and the visits still to be held."""

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Seat
from sotay.evaluation.audits.models import Audit, AuditMember, Visit
from sotay.organisation.people.handover import Item, held

State, Part = Audit.State, AuditMember.Part
OVER = (State.REPORTED, State.CANCELLED)


@held("audits", title=gettext_lazy("Đánh giá nội bộ đang tham gia"), order=42)
def audits_of(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the registry's signature
    """Yield the audits the holder leads that are not reported yet, then his visits whose checklists are open."""
    led = Audit.objects.filter(agency_id=seat.agency_id, members__user=seat.user, members__part=Part.LEAD)
    for audit in led.exclude(state__in=OVER).select_related("agency").order_by("from_date", "pk"):
        note = f"{_('Trưởng đoàn')}; {str(audit.get_state_display()).lower()}"
        yield Item(text=audit, due_date=audit.to_date, note=note, record=audit)
    visits = Visit.objects.filter(
        agency_id=seat.agency_id, auditors__user=seat.user, finished_date__isnull=True, set_aside_reason=""
    )
    visits = visits.exclude(audit__state__in=[*Audit.AFTER_MEETING, State.CANCELLED])
    for visit in visits.select_related("audit__agency", "unit").order_by("starts_at", "position", "pk"):
        note = _("phiếu chưa hoàn thành")
        yield Item(text=visit, due_date=localdate(visit.starts_at), note=note, record=visit.audit)
