"""What waits about records: files to hand over, lists returned, disposals to be made, approved or carried out."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat, Unit
from sotay.standard.parameters.queries import values_of
from sotay.support.records.files.queries import (
    TO_ARCHIVE,
    TO_DISPOSE,
    due_condition,
    due_of,
    left_out_this_year,
    spans_of,
    with_lists,
)  # fmt: skip
from sotay.support.records.models import RecordFile, RecordList, Transfer
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

HAND_OVER = gettext_noop("Nộp lưu")
DISPOSE = gettext_noop("Lập danh sách, xét hủy")
MEND = gettext_noop("Sửa và trình lại")
ENTER = gettext_noop("Nhập biên bản")
WITH_OTHERS = gettext_noop("Cùng %(more)s hồ sơ khác đến hạn.")
RETURNED = gettext_noop("Bị trả lại: %(why)s")
APPROVED = gettext_noop("Việc hủy được phê duyệt ngày %(day)s.")
PASS_ON = gettext_noop("Giao hồ sơ cho đơn vị kế tiếp")
UNIT_ENDED = gettext_noop("%(unit)s đã kết thúc hoạt động, còn %(count)s hồ sơ chưa nộp lưu không ai giữ.")
OVER = gettext_noop("%(count)s hồ sơ hết thời hạn bảo quản.")
KEEPERS = (Seat.Role.CLERK, Seat.Role.SECRETARY)


@waiting("support.records_to_hand_over")
def files_to_hand_over(asked: Asked) -> Iterator[Waiting]:
    """Tell who keeps files (else the head of the unit, else the clerk) of those due in the archive this year, once a day due."""
    agency_ids = list(asked.agency_ids)
    condition = due_condition(TO_ARCHIVE, spans=spans_of(agency_ids), on=asked.on)
    files = with_lists(RecordFile.objects.filter(condition, agency_id__in=agency_ids)).filter(listed=False)
    files = files.select_related("record_class", "unit", "keeper").order_by("closed_date", "number", "pk")
    values = values_of(agency_ids)
    grouped: dict[tuple[int, frozenset[int], date], list[RecordFile]] = defaultdict(list)
    for file in files:
        if due := file.kept_until_date or due_of(file, values):
            grouped[file.agency_id, _keepers_of(file, asked), due].append(file)
    for (agency_id, people, due), some in grouped.items():
        first = some[0]
        more = len(some) - 1
        yield Waiting(
            agency_id=agency_id,
            user_ids=people,
            key=f"hand-over:{first.uuid}",
            kind=Kind.DO,
            title=str(first),
            act=HAND_OVER,
            due=due,
            reason=WITH_OTHERS if more else "",
            params={"more": more} if more else {},
            link="support:record_due",
            unit_id=first.unit_id,
        )


@waiting("support.records_of_ended_units")
def files_nobody_keeps(asked: Asked) -> Iterator[Waiting]:
    """Tell the clerk of files of a unit that ended, until each has another unit or somebody who keeps it (NĐ 30 Điều 31)."""
    files = RecordFile.objects.filter(
        agency_id__in=asked.agency_ids,
        state__in=[RecordFile.State.OPEN, RecordFile.State.CLOSED],
        unit__ended_date__lte=asked.on,
    )
    left: dict[Unit, list[RecordFile]] = defaultdict(list)
    for file in with_lists(files).filter(listed=False).select_related("unit").order_by("opened_date", "number", "pk"):
        if file.unit and not (file.keeper_id and asked.holders.is_seated(file.agency_id, file.keeper_id)):
            left[file.unit].append(file)
    for unit, some in left.items():
        yield Waiting(
            agency_id=unit.agency_id,
            user_ids=_clerks(unit.agency_id, asked),
            key=f"records-of-ended:{unit.uuid}",
            kind=Kind.DO,
            title=str(some[0]),
            act=PASS_ON,
            reason=UNIT_ENDED,
            params={"unit": unit.name, "count": len(some)},
            link="support:record_file_change",
            link_kwargs={"slug": some[0].slug},
        )


@waiting("support.records_to_dispose")
def files_to_dispose(asked: Asked) -> Iterator[Waiting]:
    """Propose to the clerk that a list be made of the files whose time is over; nothing is deleted by itself."""
    condition = due_condition(TO_DISPOSE, spans=spans_of(asked.agency_ids), on=asked.on)
    files = with_lists(RecordFile.objects.filter(condition, agency_id__in=asked.agency_ids)).filter(listed=False)
    files = files.exclude(pk__in=left_out_this_year(asked.on).values("file"))
    counts: dict[int, int] = defaultdict(int)
    first: dict[int, RecordFile] = {}
    for file in files.order_by("agency_id", "closed_date", "pk"):
        counts[file.agency_id] += 1
        first.setdefault(file.agency_id, file)
    for agency_id, count in counts.items():
        yield Waiting(
            agency_id=agency_id,
            user_ids=_clerks(agency_id, asked),
            key="records-to-dispose",
            kind=Kind.DO,
            title=str(first[agency_id]),
            act=DISPOSE,
            reason=OVER,
            params={"count": count},
            link="support:record_due",
        )


@waiting("support.record_lists")
def lists_to_mend(asked: Asked) -> Iterator[Waiting]:
    """Tell the clerk and the secretary of a list that came back."""
    rows = RecordList.objects.filter(agency_id__in=asked.agency_ids, state=RecordList.State.DRAFT)
    for one in rows.exclude(returned_reason=""):
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_clerks(one.agency_id, asked),
            key=f"record-list:{one.uuid}",
            kind=Kind.DO,
            title=str(one),
            act=MEND,
            reason=RETURNED,
            params={"why": one.returned_reason},
            link="support:record_list_detail",
            link_kwargs={"slug": one.slug},
        )


@waiting("support.transfers")
def transfers_to_go_on(asked: Asked) -> Iterator[Waiting]:
    """Tell the clerk of disposals that were approved and have no minutes yet, and of those that came back."""
    rows = Transfer.objects.filter(agency_id__in=asked.agency_ids)
    returned = Q(state=Transfer.State.DRAFT) & ~Q(returned_reason="")
    rows = rows.filter(returned | Q(state=Transfer.State.APPROVED))
    for one in rows.order_by("pk"):
        approved = one.state == Transfer.State.APPROVED
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_clerks(one.agency_id, asked),
            key=f"transfer:{one.uuid}",
            kind=Kind.DO,
            title=str(one),
            act=ENTER if approved else MEND,
            reason=APPROVED if approved else RETURNED,
            params={"day": f"{one.approved_date:%d/%m/%Y}"} if approved else {"why": one.returned_reason},
            link="support:transfer_detail",
            link_kwargs={"slug": one.slug},
        )


def _keepers_of(file: RecordFile, asked: Asked) -> frozenset[int]:
    """Return whom a file waits for: its keeper while he is there, else the head of its unit, else the clerk."""
    if file.keeper_id and asked.holders.is_seated(file.agency_id, file.keeper_id):
        return frozenset({file.keeper_id})
    if file.unit_id and (heads := asked.holders.user_ids(file.agency_id, [Seat.Role.UNIT_HEAD], file.unit_id)):
        return heads
    return _clerks(file.agency_id, asked)


def _clerks(agency_id: int, asked: Asked) -> frozenset[int]:
    """Return the clerks of an agency, else its secretary."""
    seats = asked.holders.first(agency_id, KEEPERS)
    return frozenset(seat.user_id for seat in seats)
