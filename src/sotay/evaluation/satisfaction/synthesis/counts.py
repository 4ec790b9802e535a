"""The counts a synthesis is made of, asked in one statement: marks by question; levels and sheets by unit, service, channel.

Which answers count stands in `satisfaction/counting.py`; its query is the first part of the statement here. Marks that are
alike are counted once, and all sums are made of these few counts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce

from sotay.evaluation.satisfaction.counting import counted, flagged
from sotay.evaluation.satisfaction.models import Answer, AnswerText, Question
from sotay.evaluation.satisfaction.synthesis.rates import BEST, Levels
from sotay.operation.dossiers.models import Dossier
from sotay.standard.parameters.queries import values_of

WHOLE, UNIT, SERVICE, CHANNEL = "whole", "unit", "service", "channel"
AXES: Final = {7: WHOLE, 3: UNIT, 5: SERVICE, 6: CHANNEL}
"""What GROUPING(unit, service, channel) says of a row."""
SETTLED: Final = "survey.settled"
RETURNED: Final = "RETURNED"
Place = tuple[int, int]
"""A question as answers know it: the version it belongs to, and its position."""


@dataclass(slots=True)
class Group:
    """Sheets of a group and the levels their Likert questions got: of all that count, and of those that are not flagged."""

    answers: int = 0
    flagged: int = 0
    all: Levels = field(default_factory=Levels)
    clean: Levels = field(default_factory=Levels)


@dataclass(slots=True)
class Counts:
    """All counts of an agency and some days; `marks` by question and mark, of all and of those not flagged, as (all, clean)."""

    groups: dict[str, dict[Any, Group]]
    marks: dict[Place, dict[int, tuple[int, int]]]
    texts: dict[Place, int]

    @property
    def whole(self) -> Group:
        """All answers together."""
        return self.groups[WHOLE][None]


_SQL: Final = """
    WITH one AS MATERIALIZED ({counted}),
    alike AS MATERIALIZED (
        SELECT one.unit_id, one.service_id, one.channel, one.asks, told.place, told.mark, count(*) AS many,
            count(*) FILTER (WHERE NOT is_flagged) AS clean
        FROM one CROSS JOIN LATERAL unnest(one.marks) WITH ORDINALITY AS told(mark, place)
        WHERE told.mark IS NOT NULL
        GROUP BY one.unit_id, one.service_id, one.channel, one.asks, told.place, told.mark
    ),
    mark AS (
        SELECT alike.*, question.kind FROM alike
        JOIN {question} question ON question.version_of_id = alike.asks AND question.position = alike.place
    )
    SELECT 'mark', NULL::int, NULL::bigint, NULL::text, asks, place, mark, sum(many)::bigint, sum(clean)::bigint
    FROM mark GROUP BY asks, place, mark
    UNION ALL
    SELECT 'levels', GROUPING(unit_id, service_id, channel), COALESCE(unit_id, service_id), channel, NULL, NULL, mark,
        sum(many)::bigint, sum(clean)::bigint
    FROM mark WHERE kind = 'LIKERT'
    GROUP BY GROUPING SETS ((mark), (unit_id, mark), (service_id, mark), (channel, mark))
    UNION ALL
    SELECT 'answers', GROUPING(unit_id, service_id, channel), COALESCE(unit_id, service_id), channel, NULL, NULL, NULL, count(*),
        count(*) FILTER (WHERE NOT is_flagged)
    FROM one GROUP BY GROUPING SETS ((), (unit_id), (service_id), (channel))
    UNION ALL
    SELECT 'text', NULL, NULL, NULL, one.asks, text.position, NULL, count(*), count(*) FILTER (WHERE NOT one.is_flagged)
    FROM one JOIN {text} text ON text.answer_id = one.id GROUP BY one.asks, text.position
"""
_AGENCIES: Final = """
    WITH one AS MATERIALIZED ({counted}),
    alike AS MATERIALIZED (
        SELECT one.agency_id, one.unit_id, one.asks, told.place, told.mark, count(*) AS many,
            count(*) FILTER (WHERE NOT is_flagged) AS clean
        FROM one CROSS JOIN LATERAL unnest(one.marks) WITH ORDINALITY AS told(mark, place)
        WHERE told.mark IS NOT NULL
        GROUP BY one.agency_id, one.unit_id, one.asks, told.place, told.mark
    )
    SELECT agency_id, GROUPING(unit_id) = 1, unit_id, NULL::int, count(*), count(*) FILTER (WHERE NOT is_flagged)
    FROM one GROUP BY GROUPING SETS ((agency_id), (agency_id, unit_id))
    UNION ALL
    SELECT alike.agency_id, GROUPING(unit_id) = 1, unit_id, mark, sum(many)::bigint, sum(clean)::bigint
    FROM alike JOIN {question} question ON question.version_of_id = alike.asks AND question.position = alike.place
    WHERE question.kind = 'LIKERT'
    GROUP BY GROUPING SETS ((alike.agency_id, mark), (alike.agency_id, unit_id, mark))
"""


def counting(agency_ids: Collection[int], about: str, first: date, last: date, *, on: date) -> Any:
    """Return the answers that count from a day to a day, both included, and were given by `on`.

    Where only returned dossiers are settled (`survey.settled`), answers to others wait for the return, as in coverage.
    """
    rows = counted(Answer.objects.filter(agency_id__in=agency_ids), first=first, last=last, about=about)
    rows = rows.filter(given_date__lte=on)
    values = values_of(agency_ids)
    if returned := [one for one in agency_ids if values.value(one, SETTLED, first) == RETURNED]:
        waits = Q(dossier__isnull=False) & ~Q(dossier__state=Dossier.State.RETURNED)
        rows = rows.exclude(Q(agency_id__in=returned) & waits)
    return rows


def levels_of_agencies(
    agency_ids: Collection[int], about: str, first: date, last: date, *, on: date
) -> dict[tuple[int, int | None], Group]:
    """Return sheets and levels of each agency (unit None) and of each of its units, by both keys; one statement for all."""
    sql, params = _told(counting(agency_ids, about, first, last, on=on))
    found: dict[tuple[int, int | None], Group] = defaultdict(Group)
    with connection.cursor() as cursor:
        cursor.execute(_AGENCIES.format(counted=sql, question=Question._meta.db_table), params)
        for agency_id, is_whole, unit_id, level, count, clean in cursor.fetchall():
            if unit_id is None and not is_whole:
                continue  # sheets that name no unit are told with the whole alone
            group = found[agency_id, unit_id]
            if level is None:
                group.answers, group.flagged = count, count - clean
            elif 1 <= level <= BEST:
                group.all.add(level, count)
                group.clean.add(level, clean)
    return dict(found)


def _told(rows: Any) -> tuple[str, Any]:
    """Return the query of answers with the names the statements here know; one tied to a dossier is of its unit and service."""
    rows = rows.annotate(
        at_unit=Coalesce("dossier__unit_id", "unit_id"),
        at_service=Coalesce("dossier__service_id", "service_id"),
        is_flagged=flagged(),
    )
    names = ("id", "agency_id", "at_unit", "at_service", "channel", "marks", "survey__asks_id", "is_flagged")
    sql, params = rows.values_list(*names).order_by().query.sql_with_params()
    head = "SELECT * FROM (%s) AS told(id, agency_id, unit_id, service_id, channel, marks, asks, is_flagged)"
    return head.replace("%s", sql), params


def count_answers(agency_id: int, about: str, first: date, last: date, *, on: date) -> Counts:
    """Return the counts of these answers in one statement; one tied to a dossier counts for its unit and service."""
    named, params = _told(counting([agency_id], about, first, last, on=on))
    statement = _SQL.format(counted=named, question=Question._meta.db_table, text=AnswerText._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return _gathered(cursor.fetchall())


def _gathered(rows: Iterable[tuple[Any, ...]]) -> Counts:
    groups: dict[str, dict[Any, Group]] = {axis: defaultdict(Group) for axis in AXES.values()}
    marks: dict[Place, dict[int, tuple[int, int]]] = defaultdict(dict)
    texts: dict[Place, int] = {}
    groups[WHOLE][None] = Group()
    for what, grouping, key, channel, version, place, mark, count, clean in rows:
        if what == "mark":
            marks[version, place][mark] = (count, clean)
        elif what == "text":
            texts[version, place] = count
        else:
            axis = AXES[grouping]
            group = groups[axis][channel if axis == CHANNEL else key]
            if what == "answers":
                group.answers, group.flagged = count, count - clean
            elif 1 <= mark <= BEST:
                group.all.add(mark, count)
                group.clean.add(mark, clean)
    return Counts(groups, marks, texts)
