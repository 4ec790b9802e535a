"""What others count of audits: those reported, what was found by grade, what waits for an opinion, the units covered (9.3.2 c 6)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT
from sotay.evaluation.audits.models import NO_FINDINGS, NONCONFORMITIES, Audit, Finding, Grade
from sotay.standard.registry.facts import Asked, Number, by_place, fact

AUDITS: Final = "evaluation:audit_list"
FINDINGS: Final = "evaluation:finding_list"
FOUND: Final = gettext_lazy("phát hiện")


def _within(asked: Asked, prefix: str = "") -> Q:
    """Return the condition that an audit was reported within the period."""
    return Q(
        **{f"{prefix}reported_date__range": (asked.period.start, asked.last), f"{prefix}state": Audit.State.REPORTED}
    )


def _query(asked: Asked) -> dict[str, str]:
    return asked.days("reported_since", "reported_until")


@fact(
    "audits.reported", title=gettext_lazy("Cuộc đánh giá nội bộ đã hoàn thành trong kỳ"), measure=gettext_lazy("cuộc")
)
def audits_reported(asked: Asked) -> Iterator[Number]:
    """Yield how many audits were reported within the period, named with the day of each report."""
    words = _("%(code)s: báo cáo ngày %(day)s")
    for agency_id, told in asked.once(_reported).items():
        said = [words % {"code": code, "day": f"{day:%d/%m/%Y}"} for code, day in told.days.items()]
        yield Number(agency_id, len(said), link=AUDITS, query=_query(asked), said="; ".join(said))


@fact(
    "audits.units_covered", title=gettext_lazy("Đơn vị được đánh giá nội bộ trong kỳ"), measure=gettext_lazy("đơn vị")
)
def units_covered(asked: Asked) -> Iterator[Number]:
    """Yield at how many units a visit was held, of audits reported within the period."""
    for agency_id, told in asked.once(_reported).items():
        yield Number(agency_id, len(told.units), link=AUDITS, query=_query(asked))


@dataclass(slots=True)
class _Reported:
    """The audits of an agency reported within the period: the day of each by its code, and the units visited by key."""

    days: dict[str, date] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)


def _reported(asked: Asked) -> dict[int, _Reported]:
    """Return for each agency the audits reported within the period, in the order they were; one query."""
    rows = Audit.objects.filter(_within(asked), agency_id__in=asked.agency_ids).order_by("reported_date", "pk")
    visit = ("visits__unit_id", "visits__unit__slug", "visits__set_aside_reason")
    found = {agency_id: _Reported() for agency_id in asked.agency_ids}
    for agency_id, code, day, unit_id, slug, set_aside in rows.values_list(
        "agency_id", "code", "reported_date", *visit
    ):
        found[agency_id].days[code] = day
        if unit_id and not set_aside:
            found[agency_id].units[unit_id] = slug
    return found


def _found(asked: Asked, *, grades: Iterable[str], query: dict[str, str]) -> Iterator[Number]:
    """Yield how much was found of these grades by audits reported within the period, of the agency and each unit.

    Where no audit was reported nobody looked: the number is not known, rather than nought. Nought it is of an agency or a
    unit that was visited and where nothing was found.
    """
    rows = [row for row in asked.once(_findings) if row["grade"] in grades]
    reported, query = asked.once(_reported), _query(asked) | query
    told = set()
    for one in by_place(asked, rows, "found", kind="grade", link=FINDINGS, query=query, says=_said):
        told.add(one.unit_id)
        yield one if reported[one.agency_id].days else replace(one, value=None)
    for agency_id, audits in reported.items() if asked.of_units else ():
        for unit_id, slug in audits.units.items():
            if unit_id not in told:
                yield Number(agency_id, 0, unit_id, link=FINDINGS, query=query | {"unit": slug})


def _findings(asked: Asked) -> list[dict[str, Any]]:
    """Return how much was found by audits reported within the period, and lacks an opinion, by agency, unit and grade.

    One query; what was dropped does not count.
    """
    unanswered = Q(opinion="") | Q(opinion_date__gt=asked.last)
    presented = Q(audit__state__in=Audit.AFTER_MEETING, audit__closed_meeting_date__lte=asked.last)
    found = Count("pk", filter=_within(asked, "audit__"))
    left = Count("pk", filter=unanswered & presented & Q(grade__in=ASKED_OF_UNIT))
    theirs = {"agency_id__in": asked.agency_ids, "audit__agency_id__in": asked.agency_ids}
    rows = Finding.objects.filter(**theirs, is_dropped=False)
    return list(rows.values(*asked.places, "grade").annotate(found=found, left=left).order_by())


def _said(grades: Counter[str]) -> str:
    return "; ".join(f"{Grade(one).label}: {grades[one]}" for one in Grade.values if grades[one])


def _register(code: str, title: Any, grades: Iterable[str], query: dict[str, str]) -> None:
    count: Callable[[Asked], Iterator[Number]] = partial(_found, grades=tuple(grades), query=query)
    fact(f"audits.{code}", title=title, measure=FOUND, for_objectives=True)(count)


_register("findings", gettext_lazy("Phát hiện của đánh giá nội bộ"), set(Grade) - set(NO_FINDINGS), {})
_register(
    "nonconformities",
    gettext_lazy("Điểm không phù hợp của đánh giá nội bộ"),
    NONCONFORMITIES,
    {"grade": "NONCONFORMITIES"},
)
_register("notes", gettext_lazy("Điểm lưu ý của đánh giá nội bộ"), [Grade.NOTE], {"grade": Grade.NOTE.value})
_register(
    "opportunities",
    gettext_lazy("Cơ hội cải tiến của đánh giá nội bộ"),
    [Grade.OPPORTUNITY],
    {"grade": Grade.OPPORTUNITY.value},
)
_register("strengths", gettext_lazy("Điểm mạnh của đánh giá nội bộ"), [Grade.STRENGTH], {"grade": Grade.STRENGTH.value})


@fact("audits.findings_without_opinion", title=gettext_lazy("Phát hiện đơn vị chưa có ý kiến"), measure=FOUND)
def findings_without_opinion(asked: Asked) -> Iterator[Number]:
    """Yield what was presented at a closing meeting by the day and has no opinion of its unit dated by then."""
    query = {"opinion": "NONE"}
    yield from by_place(asked, asked.once(_findings), "left", kind="grade", link=FINDINGS, query=query, says=_said)
