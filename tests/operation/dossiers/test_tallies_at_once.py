"""Two who change dossiers of one cell at the same moment: neither counts half of the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections, transaction

from sotay.operation.dossiers.models import DossierPace, DossierTally
from sotay.operation.dossiers.tallies import differences, follow, recount, spots_of
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.services import ServiceFactory
from tests.operation.dossiers.loose import write


def at_once(*acts):
    """Run the acts at the same moment."""
    start = Barrier(len(acts))

    def alone(act):
        start.wait(timeout=30)
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(alone, acts))


@pytest.mark.parametrize("wholly", [False, True])
def test_two_at_once_do_not_count_half_of_each_other(fresh_database, wholly):
    agency = AgencyFactory()
    service, unit = ServiceFactory(agency=agency), UnitFactory(agency=agency)
    dossiers = [write(agency, service, unit, number) for number in range(2)]
    recount(agency.pk)
    changed = Barrier(2)

    def settle(dossier, *, by_recount):
        with transaction.atomic():
            before = spots_of(dossier)
            dossier.state, dossier.result_date, dossier.worked_days = "READY", date(2026, 2, 3), 20
            dossier.save()
            changed.wait(timeout=30)  # both have changed their dossier and neither is seen by the other
            if by_recount:
                recount(agency.pk)
            else:
                follow(dossier, before=before)

    at_once(lambda: settle(dossiers[0], by_recount=False), lambda: settle(dossiers[1], by_recount=wholly))

    assert differences(agency.pk) == []
    assert DossierTally.objects.get(month=date(2026, 2, 1)).settled_without_due == 2
    assert DossierPace.objects.get().count == 2
