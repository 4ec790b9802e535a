"""How many examples a property is tried with: few while one works, many under the profile `soak` (bench/soak.py)."""

from hypothesis import settings

TIMES = 20


def tries(usual: int, *, soak: int | None = None) -> int:
    """Return the usual number of examples, under the profile `soak` twenty times as many or the number named."""
    if settings.get_current_profile_name() != "soak":
        return usual
    return soak if soak is not None else usual * TIMES
