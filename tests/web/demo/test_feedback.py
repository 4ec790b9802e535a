"""Feedback in the demonstration agency: every state can be seen, one that concerns an official, complaints only noted."""

import pytest

from sotay.agency.actor import actor_of
from sotay.evaluation.feedback.queries import list_feedback, list_published, only_noted
from sotay.evaluation.models import Feedback, FeedbackContent
from tests.web.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_there_is_one_in_every_state_and_of_every_kind(built):
    rows = Feedback.objects.filter(agency=built)

    assert set(rows.values_list("state", flat=True)) == set(Feedback.State.values)
    assert set(rows.values_list("kind", flat=True)) == set(Feedback.Kind.values)
    assert rows.filter(channel="PAGE").exists()
    assert list_published(built).count() == 2
    assert not FeedbackContent.objects.filter(feedback__in=rows.filter(kind__in=Feedback.ONLY_NOTED)).exists()


def test_whom_one_concerns_does_not_see_it(built):
    held = Feedback.objects.get(agency=built, concerns_official=True)
    seen = {}
    for username in ("mot-cua", "giam-doc", "cong-chuc"):
        user = held.about_official.__class__.objects.get(username=username)
        viewer = actor_of(user, agency=built, on=TODAY)
        seen[username] = list_feedback(viewer=viewer).filter(pk=held.pk).exists()
        assert only_noted(viewer=viewer).denunciations == 1

    assert held.about_official.username == "mot-cua"
    assert seen == {"mot-cua": False, "giam-doc": True, "cong-chuc": False}
