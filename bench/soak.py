"""A plugin of pytest: the profile `soak`, by which Hypothesis looks at 5,000 examples where a test names no number."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "soak", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
