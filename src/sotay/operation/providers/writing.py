"""What commands and the import write alike: texts in one form, and what follows from them."""

from collections.abc import Mapping
from typing import Any

from sotay.agency.vietnamese import nfc, one_line, sort_key
from sotay.operation.providers.models import Provider

LINES = ("code", "name", "subject", "contract", "contact")
TEXTS = ("criteria", "control")
PLAIN = ("code", "name", "supplies", "subject", "unit", "criteria", "control", "contract", "contact", "from_date")
"""What a person writes of a provider."""
KEPT = (*PLAIN, "name_sort")
SERIES = "providers"


def fill(provider: Provider, values: Mapping[str, Any]) -> None:
    """Write the named values on a provider, texts in NFC and without spaces around them."""
    for name, value in values.items():
        if name in LINES:
            value = one_line(value)  # noqa: PLW2901  the same value, cleaned
        elif name in TEXTS:
            value = nfc(value).strip()  # noqa: PLW2901
        setattr(provider, name, value)
    provider.name_sort = sort_key(provider.name)
