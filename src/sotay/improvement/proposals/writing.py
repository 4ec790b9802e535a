"""What commands upon proposals write alike: texts in one form."""

from collections.abc import Mapping
from typing import Any

from sotay.agency.vietnamese import nfc, one_line
from sotay.improvement.proposals.models import Proposal

LINES = {"title": 300, "measure": 300, "before": 200, "after": 200}
TEXTS = ("what", "benefit", "outcome_text")
WRITTEN = ("title", "what", "benefit", "measure", "before", "unit")
"""What who proposes writes."""
SERIES = "improvement.proposals"


def fill(proposal: Proposal, values: Mapping[str, Any]) -> None:
    """Write the named values on a proposal, texts in NFC and without spaces around them."""
    for name, value in values.items():
        if name in LINES:
            value = one_line(nfc(value or ""))[: LINES[name]]  # noqa: PLW2901  the same value, cleaned
        elif name in TEXTS:
            value = nfc(value or "").replace("\r\n", "\n").strip()  # noqa: PLW2901
        setattr(proposal, name, value)
