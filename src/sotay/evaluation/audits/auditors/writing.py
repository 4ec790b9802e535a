"""What commands and the import write alike: texts in one form, and the address of an entry."""

from collections.abc import Mapping
from typing import Any

from sotay.agency.vietnamese import nfc, one_line
from sotay.evaluation.audits.clause_lists import in_order
from sotay.evaluation.audits.models import Auditor

LINES = ("training", "certificate", "experience", "field")
PLAIN = (*LINES, "trained_date", "clauses", "can_lead", "decision", "from_date", "to_date")
"""What a person writes of an auditor; who it is stays."""
LONGEST = {"training": 300, "certificate": 80, "experience": 500, "field": 300}


def fill(entry: Auditor, values: Mapping[str, Any]) -> None:
    """Write the named values on an entry: lines clean, clauses in the order of the standard."""
    for name, value in values.items():
        if name in LINES:
            value = one_line(nfc(value or ""))[: LONGEST[name]]  # noqa: PLW2901  the same value, cleaned
        elif name == "clauses":
            value = in_order(value or ())  # noqa: PLW2901
        setattr(entry, name, value)
