"""What waits: a survey that was prepared and should have begun, one that ran out and was not closed."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.satisfaction.models import Survey
from sotay.evaluation.satisfaction.surveys.queries import ran_out
from sotay.ui.formats import ngay
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

State = Survey.State
OPEN = gettext_noop("Mở đợt khảo sát")
CLOSE = gettext_noop("Kết thúc đợt khảo sát")
BEGINS = gettext_noop("Đợt khảo sát ghi bắt đầu từ ngày %(day)s nhưng chưa mở.")
RAN_OUT = gettext_noop("Đợt khảo sát hết ngày %(day)s, chưa kết thúc.")


@waiting("evaluation.surveys")
def surveys_to_see_to(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary, else the head, who reads, of surveys to open and to close."""
    late = Q(state=State.DRAFT, from_date__lte=asked.on)
    rows = Survey.objects.filter(late | ran_out(on=asked.on), agency_id__in=asked.agency_ids)
    for one in rows.order_by("agency_id", "from_date", "pk"):
        opens = one.state == State.DRAFT
        secretaries = asked.holders.user_ids(one.agency_id, [Seat.Role.SECRETARY])
        page = "survey_open" if opens else "survey_close"
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=secretaries or asked.holders.user_ids(one.agency_id, [Seat.Role.HEAD]),
            key=f"survey:{one.uuid}:{one.state}",
            kind=Kind.DO,
            title=str(one),
            act=OPEN if opens else CLOSE,
            reason=BEGINS if opens else RAN_OUT,
            params={"day": ngay(one.from_date if opens else one.to_date)},
            due=one.from_date if opens else None,
            link=f"evaluation:{page if secretaries else 'survey_detail'}",
            link_kwargs={"slug": one.slug},
        )
