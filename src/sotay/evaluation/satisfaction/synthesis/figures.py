"""All numbers of a synthesis as plain values: counted while it is written, pinned when it is submitted (practice.md 8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count

from sotay.agency.models import Agency, Unit
from sotay.context.models import Service
from sotay.evaluation.satisfaction.counting import COUNTS_ON
from sotay.evaluation.satisfaction.coverage.figures import coverage
from sotay.evaluation.satisfaction.coverage.periods import days_of
from sotay.evaluation.satisfaction.coverage.reading import rated_levels
from sotay.evaluation.satisfaction.models import (
    Answer,
    AnswerText,
    Channel,
    Questionnaire,
    Suspicion,
    Synthesis,
)
from sotay.evaluation.satisfaction.synthesis.counts import (
    CHANNEL,
    SERVICE,
    UNIT,
    Counts,
    Group,
    count_answers,
    counting,
)
from sotay.evaluation.satisfaction.synthesis.questions import Plain, factors, results
from sotay.evaluation.satisfaction.synthesis.rates import Levels
from sotay.evaluation.satisfaction.synthesis.words import grouped
from sotay.standard.catalogue.periods import HALF, Period, Span, period_of

ONE_DAY: Final = timedelta(days=1)
TEXTS: Final = 20_000
"""How many texts are read for their words, the newest first."""


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included."""

    first: date
    last: date

    def plain(self) -> Plain:
        """Return them as they are kept."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


def days_before(one: Synthesis) -> Days:
    """Return the days a synthesis is compared with: those of the last one issued before it, else the half or the days before."""
    last = Synthesis.objects.filter(
        agency_id=one.agency_id, about=one.about, state=Synthesis.State.ISSUED, to_date__lt=one.from_date
    )
    if one.period_key:
        last = last.exclude(period_key="")
    if found := last.order_by("-to_date", "-pk").first():
        return Days(found.from_date, found.to_date)
    if one.period_key:
        half = period_of(one.period_key)
        former = Period(HALF, half.year, 1) if half.index > 1 else Period(HALF, half.year - 1, 2)
        days = days_of(one.agency_id, former)
        last_day = min(days.end, one.from_date - ONE_DAY)
        return Days(min(days.start, last_day), last_day)
    length = one.to_date - one.from_date
    return Days(one.from_date - ONE_DAY - length, one.from_date - ONE_DAY)


def read_figures(one: Synthesis, *, on: date) -> Plain:
    """Return the figures of a synthesis as they count on a day; a constant number of statements."""
    now, before = Days(one.from_date, one.to_date), days_before(one)
    counts = count_answers(one.agency_id, one.about, now.first, now.last, on=on)
    former = count_answers(one.agency_id, one.about, before.first, before.last, on=on)
    asked, asked_before = results(counts), results(former)
    whole = counts.whole
    named = {key for key in (*counts.groups[SERVICE], *former.groups[SERVICE]) if key}
    services = Service.objects.in_bulk(named)
    return {
        "counted_on": on.isoformat(),
        **now.plain(),
        "answers": whole.answers,
        "flagged": whole.flagged,
        "levels": whole.all.counts,
        "clean": whole.clean.counts,
        "before": {**before.plain(), "answers": former.whole.answers, "levels": former.whole.all.counts},
        "questions": _compared(asked, asked_before, by=("questionnaire", "key", "kind")),
        "factors": _compared(factors(asked), factors(asked_before), by=("key",)),
        "units": _units(one.agency_id, counts, former),
        "services": _services(services, counts, former),
        "fields": _fields(services, counts, former),
        "channels": _channels(counts, former),
        "invalid": _invalid(one),
        "coverage": coverage_of(one, now, on=on) if one.about == Questionnaire.About.SERVICES else None,
        "portal": portal_of(one.agency, now) if one.about == Questionnaire.About.SERVICES else None,
        "suspicions": _suspicions(one, on=on),
        "words": [{"words": told.words, "count": told.count} for told in grouped(texts_of(one, on=on))],
    }


def texts_of(one: Synthesis, *, on: date) -> list[str]:
    """Return the free text of each answer that counts, the newest first; it is read and never kept with the figures."""
    rows = counting([one.agency_id], one.about, one.from_date, one.to_date, on=on)
    texts = AnswerText.objects.filter(agency_id=one.agency_id, answer__in=rows.order_by().values("pk"))
    by_answer: dict[int, list[str]] = defaultdict(list)
    for answer_id, text in texts.order_by("-answer_id", "position").values_list("answer_id", "text")[:TEXTS]:
        by_answer[answer_id].append(text)
    return ["\n".join(texts) for texts in by_answer.values()]


def coverage_of(one: Synthesis, days: Days, *, on: date) -> Plain:
    """Return what was handed out, came back and is valid, and what answers are of the settled dossiers of these days."""
    told = coverage(one.agency, Span.of(days.first, days.last), on)
    share = told.whole
    return {
        "more_than": str(told.more_than),
        "settled": share.settled,
        "answers": share.answers,
        "flagged": share.flagged,
        "percent": _said(share.percent),
        "percent_unflagged": _said(share.percent_unflagged),
        "passes": share.passes,
        "needed": share.needed,
        "beside": share.beside,
        "portal": share.portal,
        "missing": [month.isoformat() for month in told.missing],
        "unsettled": told.unsettled,
        "proofs": {grade: [came.answers, came.flagged] for grade, came in told.proofs.items()},
        "handled": [
            [channel, one.handed_out, one.returned, one.invalid, one.doubled, one.valid]
            for channel, one in told.handled.items()
        ],
    }


def _said(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def portal_of(agency: Agency, days: Days) -> Plain | None:
    """Return what the portal tells of the months that begin in these days: counts without sheets behind them; None for nothing."""
    rows = rated_levels(agency.pk, first=days.first, last=days.last)
    if not rows:
        return None
    handed = [row.handed_out for row in rows]
    return {
        "months": len(rows),
        "returned": sum(row.returned for row in rows),
        "handed_out": sum(one for one in handed if one is not None) if None not in handed else None,
        "levels": Levels.together(Levels(row.levels) for row in rows).counts,
    }


def _compared(rows: list[Plain], former: Iterable[Plain], *, by: tuple[str, ...]) -> list[Plain]:
    """Put beside each row the levels of the same one of the period before; None where it was not asked."""
    known = {tuple(row[name] for name in by): row.get("levels") for row in former}
    return [row | {"before": known.get(tuple(row[name] for name in by))} for row in rows]


def _plain(name: str, group: Group, before: Group | None, **more: Any) -> Plain:
    levels = before.all.counts if before is not None and before.all.total else None
    return {
        "name": name,
        **more,
        "answers": group.answers,
        "flagged": group.flagged,
        "levels": group.all.counts,
        "clean": group.clean.counts,
        "before": levels,
    }


def _units(agency_id: int, counts: Counts, former: Counts) -> list[Plain]:
    groups, before = counts.groups[UNIT], former.groups[UNIT]
    rows = Unit.objects.filter(agency_id=agency_id, pk__in=[key for key in groups if key]).order_by(
        "order", "code", "pk"
    )
    told = [_plain(one.name, groups[one.pk], before.get(one.pk), code=one.code, slug=one.slug) for one in rows]
    if None in groups:
        told.append(_plain("", groups[None], before.get(None), code="", slug=""))
    return told


def _services(services: Mapping[int, Service], counts: Counts, former: Counts) -> list[Plain]:
    groups, before = counts.groups[SERVICE], former.groups[SERVICE]
    rows = sorted((one for key, one in services.items() if key in groups), key=lambda one: (one.code, one.pk))
    told = [_plain(one.name, groups[one.pk], before.get(one.pk), code=one.code, slug=one.slug) for one in rows]
    if None in groups:
        told.append(_plain("", groups[None], before.get(None), code="", slug=""))
    return told


def _fields(services: Mapping[int, Service], counts: Counts, former: Counts) -> list[Plain]:
    """Return services counted together by field (lĩnh vực), also those answered of before alone; none where none is named."""
    members: dict[str, list[int]] = defaultdict(list)
    for key, one in services.items():
        if one.field:
            members[one.field].append(key)
    groups, before = counts.groups[SERVICE], former.groups[SERVICE]
    return [
        _plain(
            name,
            _together(groups[key] for key in keys if key in groups),
            _together(before[key] for key in keys if key in before),
            code="",
            slug="",
        )
        for name, keys in sorted(members.items())
        if any(key in groups for key in keys)
    ]


def _together(groups: Iterable[Group]) -> Group:
    many = list(groups)
    return Group(
        sum(one.answers for one in many),
        sum(one.flagged for one in many),
        Levels.together(one.all for one in many),
        Levels.together(one.clean for one in many),
    )


def _channels(counts: Counts, former: Counts) -> list[Plain]:
    groups, before = counts.groups[CHANNEL], former.groups[CHANNEL]
    return [_plain(key, groups[key], before.get(key), code=key, slug="") for key in Channel.values if key in groups]


def _invalid(one: Synthesis) -> list[list[Any]]:
    """Return the reasons sheets of these days were set invalid for, each with their number, the most frequent first."""
    rows = Answer.objects.filter(agency_id=one.agency_id, survey__asks__questionnaire__about=one.about)
    rows = rows.exclude(invalid_reason="").annotate(counts_on=COUNTS_ON)
    rows = rows.filter(counts_on__range=(one.from_date, one.to_date))
    told = rows.order_by().values_list("invalid_reason").annotate(count=Count("pk"))
    return [[reason, count] for reason, count in told.order_by("-count", "invalid_reason")]


def _suspicions(one: Synthesis, *, on: date) -> list[Plain]:
    """Return the groups that were flagged, with what was decided of each; only counts, no sheet."""
    members = counting([one.agency_id], one.about, one.from_date, one.to_date, on=on)
    rows = Suspicion.objects.filter(agency_id=one.agency_id, members__answer__in=members.order_by().values("pk"))
    rows = rows.annotate(count=Count("members__answer", distinct=True)).select_related("unit", "decided_by")
    return [
        {
            "kind": row.kind,
            "slug": row.slug,
            "day": row.day.isoformat(),
            "unit": row.unit.name if row.unit else "",
            "count": row.count,
            "state": row.state,
            "reason": row.reason,
            "decided_by": str(row.decided_by) if row.decided_by else "",
            "decided_date": row.decided_date.isoformat() if row.decided_date else "",
        }
        for row in rows.order_by("day", "pk")
    ]
