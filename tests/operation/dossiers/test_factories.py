"""Dossiers of tests agree with their events, so that what is tested with them is what can be."""

from datetime import date

import pytest

from sotay.operation.dossiers.clock import COLUMNS
from tests.factories.dossiers import DossierFactory, DossierPersonFactory, follow_clock, happen

pytestmark = pytest.mark.django_db


def columns(dossier):
    return {name: getattr(dossier, name) for name in COLUMNS}


@pytest.mark.parametrize("trait", ["ready", "returned", "late", "waiting", "refused"])
def test_columns_are_those_of_the_clock(trait):
    dossier = DossierFactory(**{trait: True})
    before = columns(dossier)
    follow_clock(dossier)
    assert columns(dossier) == before


def test_a_dossier_is_due_after_its_working_days():
    dossier = DossierFactory()
    assert (dossier.received_date, dossier.due_date) == (date(2026, 6, 1), date(2026, 6, 8))
    assert dossier.events.get().due_date == date(2026, 6, 8)


def test_what_happens_moves_it():
    dossier = DossierPersonFactory().dossier
    happen(dossier, "RESULT", date(2026, 6, 9))
    assert (dossier.state, dossier.timing) == ("READY", "LATE")
