"""An agency with a survey of two Likert questions, a yes-or-no and words; who writes and who approves its syntheses."""

from datetime import date

import pytest

from sotay.agency.models import Seat
from sotay.evaluation.models import AnswerText
from sotay.evaluation.satisfaction.synthesis import commands
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory

FIRST, LAST = date(2026, 1, 1), date(2026, 5, 31)


@pytest.fixture
def survey(agency):
    return SurveyFactory(agency=agency)


@pytest.fixture
def answered(survey):
    """Three answers of the first half: two in a unit (levels 4, 5 and 2, 3), one elsewhere (5, 5) with words."""
    unit = UnitFactory(agency=survey.agency, order=1)
    AnswerFactory(survey=survey, unit=unit, marks=[4, 5, 1, None])
    AnswerFactory(survey=survey, unit=unit, marks=[2, 3, 0, None], channel="QR")
    last = AnswerFactory(survey=survey, marks=[5, 5, None, None], given_date=date(2026, 5, 31))
    AnswerText.objects.create(agency=survey.agency, answer=last, position=4, text="Chờ lâu quá")
    return unit


@pytest.fixture
def committee_head(agency):
    return person(agency, Seat.Role.COMMITTEE_HEAD)


@pytest.fixture
def synthesis(agency, secretary):
    return commands.create_synthesis(agency, actor=secretary, period_key="2026-H1", from_date=FIRST, to_date=LAST)


@pytest.fixture
def written(synthesis, secretary):
    return commands.write_synthesis(synthesis, actor=secretary, version=1, assessment="Tốt", actions="Thêm ghế chờ")


@pytest.fixture
def submitted(answered, written, secretary, committee_head):
    """The round of its approval."""
    return commands.submit_synthesis(written, actor=secretary, version=written.version, on=TODAY)
