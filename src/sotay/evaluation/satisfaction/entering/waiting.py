"""What waits: a batch of sheets that was begun on an earlier day and not finished."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.satisfaction.models import AnswerBatch
from sotay.ui.formats import ngay, so
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

FINISH = gettext_noop("Nhập tiếp hoặc ghi đã nhập xong")
BEGUN = gettext_noop("Lô lập ngày %(day)s, đã nhập %(sheets)s phiếu, chưa ghi đã nhập xong.")
COUNTED = gettext_noop("Lô lập ngày %(day)s, đã nhập %(sheets)s trên %(expected)s phiếu, chưa ghi đã nhập xong.")


@waiting("evaluation.batches")
def batches_to_finish(asked: Asked) -> Iterator[Waiting]:
    """Tell whoever began a batch, or the secretary where he has left, from the day after on."""
    rows = AnswerBatch.objects.filter(agency_id__in=asked.agency_ids, state=AnswerBatch.State.OPEN)
    rows = rows.filter(created_at__date__lt=asked.on).select_related("survey").annotate(sheets=Count("answers"))
    for one in rows.order_by("agency_id", "created_at", "pk"):
        is_there = asked.holders.is_seated(one.agency_id, one.entered_by_id)
        secretaries = asked.holders.user_ids(one.agency_id, [Seat.Role.SECRETARY])
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=frozenset({one.entered_by_id}) if is_there else secretaries,
            key=f"batch:{one.uuid}",
            kind=Kind.DO,
            title=one.code,
            origin=str(one.survey),
            act=FINISH,
            reason=COUNTED if one.expected else BEGUN,
            params={
                "day": ngay(localdate(one.created_at)),
                "sheets": so(one.sheets),
                "expected": so(one.expected or 0),
            },
            link="evaluation:batch_detail",
            link_kwargs={"slug": one.slug},
        )
