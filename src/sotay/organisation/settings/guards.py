"""Why an agency cannot be changed, created or succeeded."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sotay.agency.models import Agency, AgencySuccession, Seat
from sotay.commands import Reason
from sotay.organisation.people.guards import APPROVES, WRITES

SHORT_ADDRESSES: Final = frozenset({"c", "s"})
"""Words of our own addresses on paper, besides those the table refuses: pages of an agency called so would be hidden."""


def why_not_change(agency: Agency, *, is_small: bool, overseer: Agency | None) -> Iterator[Reason]:
    """Yield the reasons an agency cannot work so."""
    if overseer is not None and overseer.pk == agency.pk:
        yield Reason(_("Cơ quan không tự theo dõi chính mình."), code="oversees_itself", field="overseer")
    if agency.is_small and not is_small:
        standing = Seat.objects.filter(agency=agency, to_date__isnull=True).select_related("user")
        writers = {seat.user_id: seat for seat in standing if seat.role == WRITES}
        for seat in (one for one in standing if one.role in APPROVES and one.user_id in writers):
            yield Reason(
                _("%s đang vừa là Thư ký ISO vừa duyệt; chỉ cơ quan nhỏ được như vậy.") % seat.user,
                code="writes_and_approves",
                fix=("organisation:seat_detail", seat),
                field="is_small",
            )


def why_not_create(agency: Agency) -> Iterator[Reason]:
    """Yield the reasons an agency cannot be created so; the fields are named."""
    try:
        agency.full_clean(exclude=["overseer", "logo"])
    except ValidationError as problem:
        for field, messages in problem.message_dict.items():
            yield Reason(f"{field}: {' '.join(messages)}", code="not_valid", field=field)
    if agency.short_name in SHORT_ADDRESSES:
        yield Reason(
            _("Tên ngắn “%s” dành cho địa chỉ in trên giấy tờ; hãy chọn tên khác.") % agency.short_name,
            code="short_name_reserved",
            field="short_name",
        )


def why_not_succeed(predecessor: Agency, successor: Agency, *, date: date) -> Iterator[Reason]:
    """Yield the reasons an agency cannot take over from another on a day."""
    if predecessor.pk == successor.pk:
        yield Reason(_("Cơ quan kế tiếp phải là cơ quan khác."), code="succeeds_itself")
    elif successor.ended_date and successor.ended_date <= date:
        yield Reason(_("Cơ quan kế tiếp đã kết thúc hoạt động."), code="successor_ended")
    if AgencySuccession.objects.filter(predecessor=predecessor, successor=successor).exists():
        yield Reason(_("Đã ghi cơ quan kế tiếp này."), code="succeeded_already")
    if predecessor.ended_date and predecessor.ended_date != date:
        yield Reason(_("Cơ quan đã kết thúc vào ngày khác."), code="ended_another_day")
