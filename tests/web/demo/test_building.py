"""Where the demonstration agency may be built, and for which year."""

from io import StringIO

import pytest
from django.core.management import call_command

from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.commands import Refused
from tests.factories.agency import AgencyFactory

pytestmark = pytest.mark.django_db


def test_it_is_refused_where_a_real_agency_is():
    AgencyFactory()
    with pytest.raises(Refused) as refusal:
        call_command("demo", stdout=StringIO())
    assert refusal.value.codes == ("real_agencies",)


def test_a_year_gone_by_can_be_shown(settings, tmp_path):
    settings.SOTAY_VAR = tmp_path
    call_command("demo", "--year", str(today().year - 1), stdout=StringIO())
    assert Agency.objects.get().is_demo
