"""Settled dossiers and answers for the tests of coverage."""

from datetime import date

from sotay.operation.dossiers.tallies import recount
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory
from tests.factories.services import ServiceFactory


def settle(agency, count, *, unit=None, service=None, day=date(2026, 3, 10), state="RETURNED"):
    """Settle so many dossiers on a day, as a list of the one-stop system tells them; return them."""
    service = service or ServiceFactory(agency=agency)
    made = [
        DossierFactory(
            agency=agency, imported=True, unit=unit, service=service, received_date=day, result_date=day,
            returned_date=day if state == "RETURNED" else None, state=state, returned_how="DIRECT",
        )
        for _ in range(count)
    ]  # fmt: skip
    recount(agency.pk)
    return made


def answer(agency, count=1, *, survey=None, **columns):
    """Return so many answers of a survey of the agency."""
    survey = survey or SurveyFactory(agency=agency, is_standing=False)
    return AnswerFactory.create_batch(count, agency=agency, survey=survey, **columns)


def answer_for(dossiers, *, survey=None, proof="TOKEN", **columns):
    """Return an answer for each dossier."""
    survey = survey or SurveyFactory(agency=dossiers[0].agency, is_standing=False)
    return [
        AnswerFactory(agency=one.agency, survey=survey, dossier=one, proof=proof, channel="QR", **columns)
        for one in dossiers
    ]
