"""Files to import and runs of them for tests."""

import factory
from factory.django import DjangoModelFactory

from sotay.exchange.runs.models import Run
from tests.factories.agency import AgencyFactory
from tests.factories.blobs import stored

UNITS = "Mã đơn vị;Tên đơn vị;Thuộc đơn vị (mã)\nVP;Văn phòng Sở;\nTT;Thanh tra Sở;VP\n".encode()
BAD_UNITS = "Mã đơn vị;Tên đơn vị;Thứ tự\nVP;;abc\n;Thanh tra Sở;1\n".encode()


class RunFactory(DjangoModelFactory):
    """A file of units that was tried out and waits to be confirmed."""

    class Meta:
        model = Run

    agency = factory.SubFactory(AgencyFactory)
    kind = "units"
    file = factory.LazyFunction(lambda: stored(UNITS, name="don-vi.csv"))
    file_name = "don-vi.csv"
    state = Run.State.CHECKED
    total = 2
    outcome = factory.LazyFunction(
        lambda: {"rows": 2, "created": 2, "updated": 0, "unchanged": 0, "flagged": [], "errors": [], "notes": []}
    )
