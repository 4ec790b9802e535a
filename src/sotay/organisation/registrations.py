"""How records of this area are found again by reference."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.predicates import administers
from sotay.organisation.models import AssignmentNotice, Handover

subjects.register(
    Handover,
    label=_("Bàn giao"),
    url_name="organisation:handover_detail",
    url_kwargs=lambda handover: {"uuid": handover.uuid},
    related=("seat__user", "to_user"),
    visible=lambda rows, viewer: (
        rows if administers(viewer, None) else rows.filter(seat__user=viewer.user) | rows.filter(to_user=viewer.user)
    ),
    state=lambda handover: str(handover.get_state_display()),
)
subjects.register(
    AssignmentNotice,
    label=_("Thông báo phân công nhiệm vụ"),
    url_name="organisation:unit_detail",
    url_kwargs=lambda notice: {"slug": notice.unit.slug},
    related=("unit", "paper"),
)
