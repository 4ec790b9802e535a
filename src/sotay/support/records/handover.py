"""What a seat hands over of records: the files its holder keeps (NĐ 30/2020 Điều 31: before leaving)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy

from sotay.agency.models import Seat
from sotay.organisation.people.handover import Item, held
from sotay.standard.parameters.queries import values_of
from sotay.support.records.files.queries import due_of
from sotay.support.records.models import RecordFile


@held("records_kept", title=gettext_lazy("Hồ sơ đang giữ"), order=45)
def files_kept_by(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the registry's signature
    """Yield the files the holder keeps by name, with where each lies and when it goes to the archive."""
    files = RecordFile.objects.filter(
        agency_id=seat.agency_id, keeper=seat.user, state__in=[RecordFile.State.OPEN, RecordFile.State.CLOSED]
    )
    values = values_of([seat.agency_id])
    for file in files.select_related("record_class").order_by("opened_date", "number"):
        note = "; ".join(filter(None, [str(file.get_state_display()), file.place]))
        yield Item(text=file, due_date=file.kept_until_date or due_of(file, values), note=note, record=file)
