"""Hypothesis without a clock: slow machines are no failure."""

from hypothesis import HealthCheck, settings

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
