"""What a feedback says, before it is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """What was said and by whom, as far as it was told."""

    text: str
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
