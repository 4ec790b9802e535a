"""A unit with its head and a set in force: one objective by number, one by a day, one that must not occur."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from sotay.agency.models import Seat
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory


@pytest.fixture
def unit(agency):
    """A unit of the agency."""
    return UnitFactory(agency=agency, code="VP", slug="vp", name="Văn phòng Sở")


@pytest.fixture
def unit_head(agency, unit):
    """The head of the unit."""
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def committee_head(agency):
    """The head of the committee."""
    return person(agency, Seat.Role.COMMITTEE_HEAD)


@pytest.fixture
def the_set(agency, unit):
    """The unit's set of 2026, in force."""
    return ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)


@pytest.fixture
def goals(the_set):
    """At least 98 %, done by 30/9, no complaint."""
    day = {"direction": "BY", "target_value": None, "target_date": date(2026, 9, 30), "measure": ""}
    return SimpleNamespace(
        share=ObjectiveFactory(set=the_set, code="MT-01"),
        day=ObjectiveFactory(
            set=the_set, code="MT-02", statement="Số hóa hồ sơ", target_text="trước ngày 01/10", **day
        ),
        never=ObjectiveFactory(
            set=the_set, code="MT-03", statement="Khiếu nại đúng", target_text="không để xảy ra", direction="NONE",
            target_value=Decimal(0), measure="vụ",
        ),
    )  # fmt: skip
