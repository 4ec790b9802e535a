"""Why a grant cannot be given or taken back."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Grant, Seat, User
from sotay.agency.models.seat import in_force
from sotay.commands import Reason
from sotay.organisation.grants.areas import AREAS


def why_not_grant(
    agency: Agency, *, to_agency: Agency | None, to_user: User | None, from_date: date, to_date: date, on: date
) -> Iterator[Reason]:
    """Yield the reasons others cannot be let in for these days."""
    if (to_agency is None) == (to_user is None):
        yield Reason(_("Ghi một cơ quan hoặc một người, không cả hai."), code="to_one_only", field="to_agency")
    if to_agency is not None and to_agency.pk == agency.pk:
        yield Reason(_("Người của cơ quan đã xem được theo vai trò."), code="to_itself", field="to_agency")
    if to_user is not None and Seat.objects.filter(in_force(on), agency=agency, user=to_user).exists():
        yield Reason(_("Người này đã xem được theo vai trò trong cơ quan."), code="member_already", field="to_user")
    if to_date < from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
    elif to_date < on:
        yield Reason(_("Thời gian cho xem đã qua."), code="over_already", field="to_date")
    same = Grant.objects.filter(agency=agency, to_agency=to_agency, to_user=to_user, revoked_at__isnull=True)
    if same.filter(from_date__lte=to_date, to_date__gte=from_date).exists():
        yield Reason(
            _("Đã cho xem trong thời gian này."), code="granted_already", fix=("organisation:grant_list", None)
        )


def why_not_narrow(areas: Collection[str]) -> Iterator[Reason]:
    """Yield the reasons a grant cannot be narrowed to these areas."""
    if unknown := sorted(set(areas) - set(AREAS)):
        yield Reason(_("Không có phần nào tên %s.") % ", ".join(unknown), code="unknown_area", field="areas")


def why_not_revoke(grant: Grant, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a grant cannot be taken back."""
    if grant.revoked_at:
        yield Reason(_("Quyền xem này đã thu hồi."), code="revoked_already")
    elif grant.to_date < on:
        yield Reason(_("Quyền xem này đã hết hạn."), code="over_already")
