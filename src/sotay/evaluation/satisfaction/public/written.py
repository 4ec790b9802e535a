"""What a public address leads to now, asked by one narrow query; thousands may answer by one poster.

It tells which records hold, each by the transaction that wrote it last and the place it was written to. As long as nothing
of that changes, no record did, and `ways` need not read them again. What ends on a day is judged by the day all the same.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from sotay.agency.models import Agency, Unit
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models import Questionnaire, QuestionnaireVersion, Survey, SurveyPoint
from sotay.evaluation.satisfaction.surveys.guards import PUBLIC_PAGES, SHOWN
from sotay.standard.parameters.models import ParameterValue
from sotay.standard.registry.parameters import parameter_of


@dataclass(frozen=True, slots=True)
class Found:
    """How the records of a way were last written, and whether the agency shows its public pages."""

    mark: str
    shown: bool


def of_office(short_name: str, *, on: date) -> Found | None:
    """Ask for the standing survey of an agency; None where there is no such agency."""
    return _found(_OFFICE, [PUBLIC_PAGES, on, short_name])


def of_point(key: str, *, kiosk: bool, on: date) -> Found | None:
    """Ask for a point and where it leads; None for a key there is not, or a point taken away."""
    return _found(_POINT, [PUBLIC_PAGES, on, key, kiosk])


def _found(sql: str, values: list[Any]) -> Found | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    if row is None:
        return None
    mark, kept = row
    return Found(mark, bool(parameter_of(PUBLIC_PAGES).value(kept) == SHOWN))


def _table(model: Any) -> str:
    return f'"{model._meta.db_table}"'


_STANDING: Final = f"""
    LEFT JOIN LATERAL (
        SELECT s.asks_id, s.xmin AS wrote, s.ctid AS place FROM {_table(Survey)} s
        WHERE s.agency_id = a.id AND s.is_standing AND s.state IN ('{Survey.State.OPEN}', '{Survey.State.CLOSED}')
        ORDER BY s.state = '{Survey.State.OPEN}' DESC, s.closed_date DESC, s.id DESC LIMIT 1
    ) s ON true
    LEFT JOIN {_table(QuestionnaireVersion)} v ON v.id = s.asks_id
    LEFT JOIN {_table(Questionnaire)} q ON q.id = v.questionnaire_id
    LEFT JOIN LATERAL (
        SELECT k.value FROM {_table(ParameterValue)} k
        WHERE k.agency_id = a.id AND k.code = %s AND k.valid_from_date <= %s ORDER BY k.valid_from_date DESC LIMIT 1
    ) kept ON true
"""  # noqa: S608  names of our own tables and states
"""The survey public addresses lead to (`ways.standing`), what it asks by, and whether that is shown."""
_MARK: Final = "a.xmin, a.ctid, s.wrote, s.place, v.xmin, v.ctid, q.xmin, q.ctid"
_OFFICE: Final = f"""
    SELECT concat_ws(' ', {_MARK}), kept.value FROM {_table(Agency)} a {_STANDING}
    WHERE a.short_name = %s AND a.ended_date IS NULL
"""  # noqa: S608  as above
_POINT: Final = f"""
    SELECT concat_ws(' ', p.xmin, p.ctid, u.xmin, u.ctid, c.xmin, c.ctid, {_MARK}), kept.value
    FROM {_table(SurveyPoint)} p JOIN {_table(Agency)} a ON a.id = p.agency_id
    LEFT JOIN {_table(Unit)} u ON u.id = p.unit_id LEFT JOIN {_table(Service)} c ON c.id = p.service_id {_STANDING}
    WHERE p.key = %s AND (p.kind = '{SurveyPoint.Kind.KIOSK}') = %s AND p.ended_date IS NULL AND a.ended_date IS NULL
"""  # noqa: S608  as above
