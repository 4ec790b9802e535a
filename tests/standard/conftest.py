"""What tests of several packages need: an obligation that no feature judges."""

import pytest

from sotay.standard.registry import obligations as registry


@pytest.fixture
def audits_not_judged(monkeypatch):
    """Have nobody judge the yearly audit, as it stands with an obligation whose feature is not built yet."""
    judges = {code: judge for code, judge in registry.judges().items() if code != "audit.yearly"}
    monkeypatch.setattr(registry, "_judges", judges)
