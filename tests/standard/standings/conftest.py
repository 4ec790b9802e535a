"""Judges of tests, forgotten after each, and short ways to judge."""

from datetime import date

import pytest

from sotay.standard.registry import obligations as registry
from sotay.standard.standings.judging import standings_of
from tests.factories.agency import AgencyFactory
from tests.standard.standings import judged


@pytest.fixture
def judges(monkeypatch):
    """The judges of tests beside our own upon the ground floor."""
    ours = {code: one for code, one in registry.judges().items() if code.startswith("own.") and "audit" not in code}
    monkeypatch.setattr(registry, "_judges", ours)
    judged.register()


@pytest.fixture
def agency(db):
    """An agency that has used Sotay for years."""
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


@pytest.fixture
def line_of():
    """Return a function that judges one obligation for an agency and gives its lines, or the one there is."""

    def lines(agency, code, on):
        return standings_of(agency, on=on, codes={code})

    return lines
