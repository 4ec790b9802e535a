"""What forms about work are filled with."""

import pytest
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.work.models import Assignment
from tests.conftest import TODAY
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db


def test_what_was_told_and_sent_back_is_added_to_not_written_again(agency, official, signed_in):
    one = AssignmentFactory(
        agency=agency,
        owner_user=official.user,
        giver_role=Seat.Role.SECRETARY,
        state=Assignment.State.TAKEN,
        taken_date=TODAY,
        state_reason="Thiếu số liệu",
        result="Đã trình văn bản 15/TTr",
    )

    url = reverse("work:assignment_finish", kwargs={"agency": agency.short_name, "slug": one.slug})

    page = signed_in(official).get(url)
    assert page.context["form"]["result"].value() == "Đã trình văn bản 15/TTr"
