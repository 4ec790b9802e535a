"""How lists of dossiers to be made anonymous are found again, approved and told of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.journal import sentences
from sotay.operation.dossiers.models import AnonymisingItem, AnonymisingList
from sotay.operation.dossiers.personal import commands, queries
from sotay.operation.dossiers.personal.page import facts_of
from sotay.search import index


def _told(one: AnonymisingList) -> dict[str, Any]:
    """Return what who approves a list reads of it."""
    out = queries.items_of(one, left_out=True).count()
    return {"facts": facts_of(one, count=queries.count_of(one), out=out)}


subjects.register(
    AnonymisingList,
    label=_("Danh sách ẩn danh"),
    url_name="operation:anonymising_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=queries.visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
subjects.register(
    AnonymisingItem,
    label=_("Hồ sơ của danh sách ẩn danh"),
    url_name="operation:anonymising_detail",
    url_kwargs=lambda item: {"slug": item.list.slug},
    visible=lambda rows, viewer: rows.filter(list__in=queries.visible(AnonymisingList.objects.of(viewer), viewer)),
    related=("list", "dossier", "agency"),
)
index.register(AnonymisingList, code=lambda one: one.code)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Ẩn danh hồ sơ hết thời gian giữ thông tin"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),),
        content=queries.content_of,
        on_approved=commands.anonymising_approved,
        on_returned=commands.anonymising_returned,
        may_submit="operation.manage_anonymising",
        template="operation/dossiers/personal/approved.html",
        show=_told,
    )
)
sentences.register(
    {
        "operation.anonymising.begun": _("Lập danh sách ẩn danh hồ sơ"),
        "operation.anonymising.left_out": _("Để lại một hồ sơ, không ẩn danh"),
        "operation.anonymising.submitted": _("Trình danh sách ẩn danh hồ sơ"),
        "operation.anonymising.approved": _("Danh sách ẩn danh hồ sơ được phê duyệt"),
        "operation.anonymising.returned": _("Danh sách ẩn danh hồ sơ bị trả lại"),
        "operation.anonymising.done": _("Thực hiện ẩn danh hồ sơ"),
        "operation.anonymising.cancelled": _("Hủy bỏ danh sách ẩn danh hồ sơ"),
    }
)
