"""Judging: where agencies stand on a day, computed from what there is; the pages, `sotay status` and the night use it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from django.utils import translation

from sotay.agency.models import Agency
from sotay.standard.applicability.queries import Exclusions
from sotay.standard.catalogue.obligations import Obligation, obligations
from sotay.standard.catalogue.parties import PARTIES
from sotay.standard.catalogue.periods import period_with, periods_on
from sotay.standard.registry.obligations import Judge, judges
from sotay.standard.standings import lines
from sotay.standard.standings.batch import Batch
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope

Said = tuple[str, str, Mapping[str, Any]]
"""A word of standing, a reason, and what is put into it."""

BATCH = 300
"""Agencies judged in one go: few enough to be held in memory, many enough that queries do not count."""


def judge_all(
    agencies: Iterable[Agency],
    *,
    on: date,
    codes: Collection[str] | None = None,
    exclusions: Mapping[int, Exclusions] | None = None,
) -> Iterator[Line]:
    """Yield the lines of these agencies on a day, obligation by obligation in the catalogue's order.

    Seats, units, applicability, parameters and evidence are those of the day. The number of queries does not depend on
    the number of agencies of a batch (BATCH). `codes` narrows it to some obligations; `exclusions` are those of the day,
    where the asker has read them already.
    """
    waiting = iter(agencies)
    while some := list(islice(waiting, BATCH)):
        batch = Batch(some, on=on, exclusions=exclusions)
        for code, obligation in obligations().items():
            if codes is None or code in codes:
                yield from _judge_one(obligation, batch)


def standings_of(
    agency: Agency, *, on: date, codes: Collection[str] | None = None, exclusions: Exclusions | None = None
) -> list[Line]:
    """Return where one agency stands on a day, computed now; `exclusions` as for `judge_all`."""
    known = None if exclusions is None else {agency.pk: exclusions}
    return list(judge_all([agency], on=on, codes=codes, exclusions=known))


def _judge_one(obligation: Obligation, batch: Batch) -> Iterator[Line]:
    judge = judges().get(obligation.code)
    owing: list[int] = []
    for agency_id in batch.ids:
        if said := _unjudged(obligation, batch, agency_id, judge):
            yield from _plain_lines(obligation, batch, agency_id, said)
        else:
            owing.append(agency_id)
    if judge is None or not owing:
        return
    if obligation.carried:
        for period in periods_on(obligation.per, date(batch.on.year - 1, 12, 31)):
            lines_of_period = judge.judge(Scope(obligation, batch, owing, period))
            yield from (line for line in lines_of_period if line.standing == Word.OVERDUE)
    for period in periods_on(obligation.per, batch.on):
        yield from judge.judge(Scope(obligation, batch, owing, period))


def _unjudged(obligation: Obligation, batch: Batch, agency_id: int, judge: Judge | None) -> Said | None:
    """Return word, reason and params where an obligation is not owed here or not checked; None where it is judged."""
    if (reason := _others_duty(obligation, batch, agency_id)) is not None:
        return Word.NOT_APPLICABLE, lines.OTHERS_DUTY, reason
    if (
        not obligation.legal
        and not obligation.is_own
        and (decided := batch.exclusions[agency_id].covering(obligation.clause))
    ):
        if decided.reason:
            return Word.NOT_APPLICABLE, lines.CLAUSE_EXCLUDED, {"clause": decided.clause, "why": decided.reason}
        return Word.NOT_APPLICABLE, lines.CLAUSE_EXCLUDED_BARE, {"clause": decided.clause}
    if obligation.source:
        source = batch.values.value(agency_id, obligation.source, batch.on)
        if source != "SOTAY":
            return (
                Word.NOT_CHECKED,
                {"ONE_STOP": lines.ON_ONE_STOP, "DOCUMENT_SYSTEM": lines.ON_DOCUMENT_SYSTEM}[source],
                {},
            )
    if judge is None:
        return Word.NOT_CHECKED, lines.NOT_CHECKED, {}
    return None


def _others_duty(obligation: Obligation, batch: Batch, agency_id: int) -> Mapping[str, Any] | None:
    """Return whose duty it is when it is not this agency's (practice 2.2)."""
    if obligation.kinds is None or batch.agencies[agency_id].kind in obligation.kinds:
        return None
    bodies = [key for key in PARTIES if key in obligation.kinds]
    return {"body_words": [_source_text(key) for key in bodies]}


def _plain_lines(obligation: Obligation, batch: Batch, agency_id: int, said: Said) -> Iterator[Line]:
    """Yield the lines of an obligation nobody judged: one per period, none per unit; what is not owed has no due date.

    It never looks met: a paper declared for the period, or that the period lies before the use of Sotay, is said beside
    the word.
    """
    word, reason, params = said
    if word == Word.NOT_APPLICABLE:
        period = period_with(obligation.per, batch.on)
        yield Line(agency_id, obligation.code, None, period.key, word, reason=reason, params=params)
        return
    for period in periods_on(obligation.per, batch.on):
        due = batch.due(agency_id, obligation, period)
        line = Line(agency_id, obligation.code, None, period.key, word, due=due, reason=reason, params=params)
        papers = [one for one in batch.declared.get((agency_id, obligation.code), ()) if one.date in period]
        if papers:
            latest = papers[-1]
            shown = {"number": latest.number, "day": lines.day(latest.date)}
            yield line._replace(evidence_date=latest.date, reason=lines.DECLARED_UNCHECKED, params=shown)
        elif reason == lines.NOT_CHECKED and batch.before_use(agency_id, due, period):
            yield line._replace(reason=lines.BEFORE_USE)
        else:
            yield line


@cache
def _source_text(key: str) -> str:
    """Return the Vietnamese source text of a body's name, which is said in the language of the page when read."""
    with translation.override("vi"):
        return str(PARTIES[key])
