"""What waits: dossiers whose personal data are over their time, lists to mend or to carry out; all for the secretary."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Min, Q
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.operation.dossiers.models import AnonymisingList, Dossier
from sotay.operation.dossiers.personal.sets import MONTHS, before_of, over_before, over_time
from sotay.standard.parameters.queries import values_of
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

LIST_THEM = gettext_noop("Lập danh sách ẩn danh")
MEND = gettext_noop("Sửa và trình lại")
CARRY_OUT = gettext_noop("Thực hiện ẩn danh")
OVER = gettext_noop("%(count)s hồ sơ hết thời gian giữ thông tin người nộp.")
RETURNED = gettext_noop("Bị trả lại: %(why)s")
APPROVED = gettext_noop("Danh sách được phê duyệt ngày %(day)s.")
State = AnonymisingList.State


@waiting("operation.personal_data")
def personal_data_over_time(asked: Asked) -> Iterator[Waiting]:
    """Propose to the secretary that a list be made of the dossiers over their time; nothing is emptied by itself."""
    values, agency_ids = values_of(asked.agency_ids), list(asked.agency_ids)
    by_day: dict[date, list[int]] = {}
    for agency_id in agency_ids:
        by_day.setdefault(before_of(int(values.value(agency_id, MONTHS, asked.on)), on=asked.on), []).append(agency_id)
    latest = max(by_day, default=asked.on)
    among = Q()
    for before, ids in sorted(by_day.items()):
        among |= Q(agency_id__in=ids) & over_before(before)
    rows = over_time(agency_ids, before=latest).filter(among).order_by()
    counted = rows.values("agency_id").annotate(count=Count("pk"), first=Min("pk"))
    found = {row["agency_id"]: row for row in counted}
    codes = dict(
        Dossier.objects.filter(pk__in=[row["first"] for row in found.values()]).values_list("agency_id", "code")
    )
    for agency_id in sorted(found):
        yield Waiting(
            agency_id=agency_id,
            user_ids=_secretaries(agency_id, asked),
            key="dossiers-to-anonymise",
            kind=Kind.DO,
            title=codes[agency_id],
            act=LIST_THEM,
            reason=OVER,
            params={"count": found[agency_id]["count"]},
            link="operation:anonymising_new",
        )


@waiting("operation.anonymising_lists")
def lists_to_go_on(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary of lists that came back, and of those approved whose data are not emptied yet."""
    returned = Q(state=State.DRAFT) & ~Q(returned_reason="")
    rows = AnonymisingList.objects.filter(agency_id__in=asked.agency_ids).filter(returned | Q(state=State.APPROVED))
    for one in rows.order_by("pk"):
        approved = one.state == State.APPROVED
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_secretaries(one.agency_id, asked),
            key=f"anonymising:{one.uuid}",
            kind=Kind.DO,
            title=one.code,
            act=CARRY_OUT if approved else MEND,
            reason=APPROVED if approved else RETURNED,
            params={"day": f"{one.approved_date:%d/%m/%Y}"} if approved else {"why": one.returned_reason},
            link="operation:anonymising_detail",
            link_kwargs={"slug": one.slug},
        )


def _secretaries(agency_id: int, asked: Asked) -> frozenset[int]:
    return asked.holders.user_ids(agency_id, [Seat.Role.SECRETARY])
