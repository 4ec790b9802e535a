"""The day everything of these tests happens on."""

import pytest

from tests.conftest import TODAY

PLACES = ("support.outgoing.commands", "approvals.commands", "approvals.permissions", "approvals.queries")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for place in PLACES:
        monkeypatch.setattr(f"sotay.{place}.today", lambda: TODAY)
