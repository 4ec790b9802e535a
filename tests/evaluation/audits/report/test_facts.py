"""What audits tell others: nought where somebody looked, nothing where nobody did."""

from datetime import date

import pytest

from sotay.standard.catalogue.periods import Period
from sotay.standard.registry.facts import Asked, numbers
from tests.factories.findings import AuditFactory

pytestmark = pytest.mark.django_db

CODES = ("audits.findings", "audits.nonconformities", "audits.notes", "audits.opportunities")


def told(agency):
    asked = Asked((agency.pk,), Period("year", 2026), date(2026, 12, 31))
    return {numbers(code, asked)[agency.pk, None].value for code in CODES}


def test_how_much_was_found_is_not_known_before_an_audit_was_reported(agency):
    audit = AuditFactory(agency=agency, met=True)
    assert told(agency) == {None}
    AuditFactory(agency=agency, reported=True, reported_date=date(2026, 5, 28))
    assert told(agency) == {0}
    assert audit.state != "REPORTED"
