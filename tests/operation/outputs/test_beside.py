"""What stands beside a dossier, and the one click that logs an output about it."""

from datetime import date

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from tests.conftest import person
from tests.factories.dossiers import DossierFactory, DossierPaperFactory
from tests.factories.outputs import OutputFactory

pytestmark = pytest.mark.django_db
Role = Seat.Role


def test_a_dossier_tells_its_outputs_and_one_click_logs_another(agency, signed_in):
    desk = signed_in(person(agency, Role.ONE_STOP, on=today()))
    late = DossierFactory(agency=agency)
    lost = DossierFactory(agency=agency, returned=True)
    DossierPaperFactory(dossier=lost, fate="LOST", fate_date=date(2026, 6, 4))
    OutputFactory(agency=agency, dossier=late, code="DR-2026-900", slug="dr-2026-900")

    page = desk.get(reverse("operation:dossier_detail", kwargs={"agency": agency.short_name, "slug": late.slug}))
    log = reverse("operation:output_new", kwargs={"agency": agency.short_name})

    assert "DR-2026-900" in page.content.decode()
    assert f"{log}?dossier={late.slug}" in page.content.decode()
    for dossier, kind in ((late, "LATE"), (lost, "LOST")):
        form = desk.get(log, {"dossier": dossier.slug}).content.decode()
        assert dossier.code in form
        assert f'<option value="{kind}" selected' in form
    record = desk.get(reverse("operation:output_detail", kwargs={"agency": agency.short_name, "slug": "dr-2026-900"}))
    assert late.code in record.content.decode()
