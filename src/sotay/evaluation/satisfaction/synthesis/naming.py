"""How a synthesis is called, and the halves it may be of, with their days."""

from datetime import date
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from sotay.evaluation.satisfaction.coverage.periods import days_of
from sotay.evaluation.satisfaction.models import Questionnaire, Synthesis
from sotay.standard.catalogue.periods import HALF, Period, period_of
from sotay.standard.parameters.queries import values_of
from sotay.ui.formats import ngay

YEARS: Final = 2
"""How many years back a half may be chosen from."""
LONGEST: Final = 300


def halves(agency_id: int, *, on: date) -> list[tuple[Period, Period]]:
    """Return the halves that have begun, the newest first, each with its days in this agency."""
    values = values_of([agency_id])
    found = [Period(HALF, year, index) for year in range(on.year, on.year - YEARS, -1) for index in (2, 1)]
    dated = [(one, days_of(agency_id, one, values=values)) for one in found]
    return [(one, days) for one, days in dated if days.start <= on]


def half_to_write(agency_id: int, *, on: date) -> Period | None:
    """Return the newest half whose days are over and that has no synthesis of services yet; None where all have one."""
    kept = set(
        Synthesis.objects.filter(agency_id=agency_id, about=Questionnaire.About.SERVICES).values_list(
            "period_key", flat=True
        )
    )
    dated = [(one, days) for one, days in halves(agency_id, on=on) if one.key not in kept]
    return next((one for one, days in dated if days.end <= on), dated[0][0] if dated else None)


def period_words(one: Synthesis) -> str:
    """Return the period in words: the half it is of, else its days."""
    if one.period_key:
        return period_of(one.period_key).name
    return _("từ %(first)s đến %(last)s") % {"first": ngay(one.from_date), "last": ngay(one.to_date)}


def usual_title(one: Synthesis) -> str:
    """Return the title a synthesis has where nobody gave it another; in Vietnamese, as papers are."""
    with translation.override("vi"):
        return (_titles()[one.about] % {"period": _lower(period_words(one))})[:LONGEST]


def _titles() -> dict[str, str]:
    about = Questionnaire.About
    return {
        about.SERVICES: _("Báo cáo kết quả khảo sát mức độ hài lòng %(period)s"),
        about.SYSTEM: _("Báo cáo kết quả khảo sát về hệ thống quản lý chất lượng %(period)s"),
        about.OTHER: _("Báo cáo kết quả khảo sát %(period)s"),
    }


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
