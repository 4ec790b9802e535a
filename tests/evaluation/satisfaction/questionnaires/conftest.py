"""A questionnaire made by its commands."""

import pytest

from sotay.evaluation.satisfaction.questionnaires import commands
from tests.conftest import TODAY


@pytest.fixture
def made(agency, secretary):
    """Return the maker of a questionnaire, from a shipped one or blank."""

    def make(made_from="", **values):
        return commands.create_questionnaire(
            agency, actor=secretary, on=TODAY, made_from=made_from, **({"title": "Phiếu thử"} | values)
        )

    return make


@pytest.fixture
def draft(made):
    """The draft of a blank questionnaire."""
    return made().versions.get()


@pytest.fixture
def used(secretary):
    """Return the way to put a version into use."""

    def use(version, day=TODAY):
        version.refresh_from_db()
        return commands.put_in_use(version, actor=secretary, version=version.version, in_use_date=day, on=TODAY)

    return use
