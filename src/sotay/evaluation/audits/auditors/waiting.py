"""What waits: entries of auditors that run out, for the secretary, thirty days before."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.audits.auditors.queries import WARNING
from sotay.evaluation.audits.models import Auditor
from sotay.ui.formats import ngay
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

RENEW = gettext_noop("Ghi chứng nhận mới hoặc kết thúc")
RUNS_OUT = gettext_noop("Hiệu lực của đánh giá viên nội bộ hết ngày %(day)s.")


@waiting("evaluation.auditors")
def auditors_running_out(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary of every entry not ended whose last day is near or behind: it is renewed, or ended."""
    rows = Auditor.objects.filter(agency_id__in=asked.agency_ids, is_ended=False, to_date__lte=asked.on + WARNING)
    for one in rows.select_related("user").order_by("agency_id", "to_date", "pk"):
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=asked.holders.user_ids(one.agency_id, [Seat.Role.SECRETARY]),
            key=f"auditor:{one.uuid}",
            kind=Kind.DO,
            title=str(one),
            origin=one.training,
            act=RENEW,
            reason=RUNS_OUT,
            params={"day": ngay(one.to_date)} if one.to_date else {},
            due=one.to_date,
            link="evaluation:auditor_detail",
            link_kwargs={"slug": one.slug},
        )
