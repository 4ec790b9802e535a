"""What others count of audits: those reported, what was found by grade, what waits for an opinion, the units covered (9.3.2 c 6)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT
from sotay.evaluation.audits.models import NO_FINDINGS, NONCONFORMITIES, Audit, Finding, Grade, Visit
from sotay.standard.registry.facts import Asked, Number, fact

AUDITS: Final = "evaluation:audit_list"
FINDINGS: Final = "evaluation:finding_list"
FOUND: Final = gettext_lazy("phát hiện")


def _last(asked: Asked) -> date:
    return min(asked.on, asked.period.end)


def _within(asked: Asked, prefix: str = "") -> Q:
    """Return the condition that an audit was reported within the period."""
    return Q(
        **{f"{prefix}reported_date__range": (asked.period.start, _last(asked)), f"{prefix}state": Audit.State.REPORTED}
    )


def _query(asked: Asked) -> dict[str, str]:
    return {"reported_since": f"{asked.period.start:%d/%m/%Y}", "reported_until": f"{_last(asked):%d/%m/%Y}"}


@fact(
    "audits.reported", title=gettext_lazy("Cuộc đánh giá nội bộ đã hoàn thành trong kỳ"), measure=gettext_lazy("cuộc")
)
def audits_reported(asked: Asked) -> Iterator[Number]:
    """Yield how many audits were reported within the period, named with the day of each report."""
    rows = Audit.objects.filter(_within(asked), agency_id__in=asked.agency_ids).order_by("reported_date", "pk")
    told: dict[int, list[str]] = defaultdict(list)
    for agency_id, code, reported in rows.values_list("agency_id", "code", "reported_date"):
        told[agency_id].append(_("%(code)s: báo cáo ngày %(day)s") % {"code": code, "day": f"{reported:%d/%m/%Y}"})
    for agency_id in asked.agency_ids:
        said = told[agency_id]
        yield Number(agency_id, len(said), link=AUDITS, query=_query(asked), said="; ".join(said))


@fact(
    "audits.units_covered", title=gettext_lazy("Đơn vị được đánh giá nội bộ trong kỳ"), measure=gettext_lazy("đơn vị")
)
def units_covered(asked: Asked) -> Iterator[Number]:
    """Yield at how many units a visit was held, of audits reported within the period."""
    rows = Visit.objects.filter(_within(asked, "audit__"), agency_id__in=asked.agency_ids, set_aside_reason="")
    counted = dict(rows.order_by().values_list("agency_id").annotate(count=Count("unit", distinct=True)))
    for agency_id in asked.agency_ids:
        yield Number(agency_id, counted.get(agency_id, 0), link=AUDITS, query=_query(asked))


def _found(asked: Asked, *, grades: Iterable[str], query: dict[str, str]) -> Iterator[Number]:
    """Yield how much was found of these grades by audits reported within the period, of the agency and each unit."""
    rows = Finding.objects.filter(_within(asked, "audit__"), agency_id__in=asked.agency_ids, is_dropped=False)
    yield from _numbers(rows.filter(grade__in=list(grades)), asked, _query(asked) | query)


def _numbers(rows: Any, asked: Asked, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency, nought among them, and for the units that have any; one query."""
    counted = rows.values_list("agency_id", "unit_id", "unit__slug", "grade").annotate(count=Count("pk")).order_by()
    found: dict[int, dict[Any, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    slugs: dict[int, str] = {}
    for agency_id, unit_id, slug, grade, count in counted:
        found[agency_id][None][grade] += count
        found[agency_id][unit_id][grade] += count
        slugs[unit_id] = slug
    for agency_id in asked.agency_ids:
        for unit_id, grades in (found.get(agency_id) or {None: Counter()}).items():
            narrowed = query | ({"unit": slugs[unit_id]} if unit_id else {})
            said = "; ".join(f"{Grade(one).label}: {grades[one]}" for one in Grade.values if grades[one])
            yield Number(agency_id, sum(grades.values()), unit_id, link=FINDINGS, query=narrowed, said=said)


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
    last = _last(asked)
    rows = Finding.objects.filter(
        Q(opinion="") | Q(opinion_date__gt=last),
        agency_id__in=asked.agency_ids,
        audit__state__in=Audit.AFTER_MEETING,
        audit__closed_meeting_date__lte=last,
        grade__in=ASKED_OF_UNIT,
        is_dropped=False,
    )
    yield from _numbers(rows, asked, {"opinion": "NONE"})
