"""How records of the ground floor are found again by reference."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Agency, CalendarDay, CalendarYear, Decision, Delegation, Grant, Seat, Unit, User
from sotay.agency.predicates import administers


def people_of(viewer: Actor) -> QuerySet[User]:
    """Return the people who hold or held a seat in the viewer's agency."""
    return User.objects.filter(pk__in=Seat.objects.of(viewer).values("user_id"))


def _for_administrators(rows: QuerySet, viewer: Actor) -> QuerySet:
    """Keep the rows for whoever administers the agency."""
    return rows if administers(viewer, None) else rows.none()


subjects.register(Agency, label=_("Cơ quan"), url_name="organisation:agency_detail", url_kwargs=lambda _agency: {})
subjects.register(
    Unit, label=_("Đơn vị"), url_name="organisation:unit_detail", url_kwargs=lambda unit: {"slug": unit.slug}
)
subjects.register(
    Decision,
    label=_("Quyết định"),
    url_name="organisation:decision_detail",
    url_kwargs=lambda decision: {"uuid": decision.uuid},
)
subjects.register(
    Seat,
    label=_("Vai trò"),
    url_name="organisation:seat_detail",
    url_kwargs=lambda seat: {"uuid": seat.uuid},
    title=lambda seat: f"{seat.named} – {seat.user}",
    related=("user",),
)
subjects.register(
    User,
    label=_("Người"),
    url_name="organisation:person_detail",
    url_kwargs=lambda user: {"uuid": user.uuid},
    rows=people_of,
)
subjects.register(
    Delegation,
    label=_("Ủy quyền"),
    url_name="organisation:seat_detail",
    url_kwargs=lambda delegation: {"uuid": delegation.seat.uuid},
    title=lambda delegation: f"{delegation.seat.named} – {delegation.to_user}",
    related=("seat", "to_user"),
)
subjects.register(
    Grant,
    label=_("Quyền xem"),
    url_name="organisation:grant_list",
    url_kwargs=lambda _grant: {},
    title=lambda grant: grant.purpose,
    visible=_for_administrators,
)
subjects.register(
    CalendarYear,
    label=_("Lịch làm việc"),
    url_name="organisation:calendar_year",
    url_kwargs=lambda one: {"year": one.year},
)
subjects.register(
    CalendarDay,
    label=_("Ngày trong lịch làm việc"),
    url_name="organisation:calendar_year",
    url_kwargs=lambda day: {"year": day.date.year},
)
