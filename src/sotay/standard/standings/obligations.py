"""Sotay's own checks upon seats, unit heads and the working calendar (ISO 9001 5.3).

They stand here and not beside those tables because the floor below knows nothing of obligations.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Min, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from sotay.agency.models import CalendarYear, Seat
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope

Role, Manner = Seat.Role, Seat.Manner

MISSING = gettext_noop("Chưa có người giữ vai trò: %(missing_words)s.")
UNDECIDED = gettext_noop("Chưa có quyết định: %(undecided_words)s.")
BOTH = gettext_noop("Chưa có người giữ vai trò: %(missing_words)s. Chưa có quyết định: %(undecided_words)s.")
NO_HEAD = gettext_noop("Đơn vị chưa có người đứng đầu.")
NOT_DECIDED = gettext_noop("Lịch làm việc của năm chưa được quyết định.")

# The names of roles as source texts, said in the language of the page; a test compares them with the roles themselves.
ROLE_WORDS = {
    Role.HEAD: gettext_noop("Người đứng đầu cơ quan"),
    Role.COMMITTEE_HEAD: gettext_noop("Trưởng Ban Chỉ đạo ISO"),
    Role.COMMITTEE_DEPUTY: gettext_noop("Phó Trưởng Ban Chỉ đạo ISO"),
    Role.COMMITTEE_MEMBER: gettext_noop("Thành viên Ban Chỉ đạo ISO"),
    Role.QMR: gettext_noop("Đại diện lãnh đạo về chất lượng (QMR)"),
    Role.SECRETARY: gettext_noop("Thư ký ISO"),
    Role.TEAM_MEMBER: gettext_noop("Thành viên Tổ công tác ISO"),
}
IN_CHARGE = (Manner.ACTING, Manner.IN_CHARGE)


@obligation("own.seats", watches=("organisation",))
def seats_are_held(scope: Scope) -> Iterator[Line]:
    """Met while head, head of the committee, secretary and, where wanted, QMR hold their seats, by decision where needed.

    A deputy in charge counts as head (practice 1.3).
    """
    held: dict[int, dict[str, date]] = defaultdict(dict)
    undecided: dict[int, set[str]] = defaultdict(set)
    rows = (
        Seat.objects.filter(agency_id__in=scope.agency_ids)
        .filter(Q(role__in=ROLE_WORDS) | Q(role=Role.DEPUTY_HEAD, manner__in=IN_CHARGE))
        .in_force(scope.on)
        .values_list("agency_id", "role", "from_date", "decision_id")
    )
    for agency_id, role, from_date, decision_id in rows:
        as_role = Role.HEAD if role == Role.DEPUTY_HEAD else Role(role)
        held[agency_id][as_role] = min(from_date, held[agency_id].get(as_role, from_date))
        if as_role in Seat.NEEDS_DECISION and decision_id is None:
            undecided[agency_id].add(as_role)

    gaps: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    for agency_id in scope.agency_ids:
        wanted = [Role.HEAD, Role.COMMITTEE_HEAD, Role.SECRETARY, *([Role.QMR] if scope.wants_qmr(agency_id) else [])]
        missing = [ROLE_WORDS[role] for role in wanted if role not in held[agency_id]]
        without = [word for role, word in ROLE_WORDS.items() if role in undecided[agency_id]]
        if missing or without:
            reason = BOTH if missing and without else MISSING if missing else UNDECIDED
            said = {"missing_words": missing, "undecided_words": without}
            gaps.append(
                {
                    "agency_id": agency_id,
                    "reason": reason,
                    "params": {key: words for key, words in said.items() if words},
                }
            )
        else:
            evidence.append({"agency_id": agency_id, "since": max(held[agency_id][role] for role in wanted)})
    return scope.judge(evidence=evidence, gaps=gaps, link="organisation:person_list")


@obligation("own.unit_heads", owed="unit", watches=("organisation",))
def units_have_heads(scope: Scope) -> Iterator[Line]:
    """Met by a head of the unit, or a deputy in charge of it."""
    heads = (
        Seat.objects.filter(agency_id__in=scope.agency_ids)
        .filter(Q(role=Role.UNIT_HEAD) | Q(role=Role.UNIT_DEPUTY, manner__in=IN_CHARGE))
        .in_force(scope.on)
    )
    evidence = heads.values("agency_id", "unit_id").annotate(since=Min("from_date")).order_by()
    return scope.judge(evidence=evidence, gap=NO_HEAD, link="organisation:person_list")


@obligation("own.calendar", per="year", watches=("organisation.calendar_year",))
def calendar_is_decided(scope: Scope) -> Iterator[Line]:
    """Met when the agency decided the working calendar of the year, or took over the one that comes with the program."""
    decided = CalendarYear.objects.filter(agency_id__in=scope.agency_ids, year=scope.period.year)
    evidence = decided.annotate(since=Coalesce("decided_date", scope.period.start)).values("agency_id", "since")
    return scope.judge(evidence=evidence, gap=NOT_DECIDED, link="organisation:calendar_year")
