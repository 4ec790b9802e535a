"""What the cases and steps of a revision say, as plain data: the approval holds for it."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.operation.procedures.cases import Case, cases_of
from sotay.support.documents.additions import Told
from sotay.support.models import Revision
from sotay.ui.formats import so

CASE = ("name", "limit_text", "unit")
STEP = ("number", "work", "role", "performer", "is_external", "time_text", "time_unit", "forms", "result")


def content_of_steps(revision: Revision) -> list[dict[str, Any]]:
    """Return what the cases of a revision say, in their order; nothing where there are none."""
    return [content_of_case(one) for one in cases_of(revision)]


def content_of_case(case: Case) -> dict[str, Any]:
    """Return what a case says."""
    one = case.variant
    return {
        **{name: str(getattr(one, name)) for name in CASE},
        "limit": plain(one.limit_value),
        "own": plain(one.own_value),
        "steps": [
            {
                **{name: getattr(step, name) for name in STEP},
                "unit": step.unit_id,
                "time": plain(step.time_value),
                "after": sorted(set(step.after)),
            }
            for step in case.steps
        ],
    }


def plain(value: Decimal | None) -> str | None:
    """Return a number as it is written, without the zeros a table keeps behind it."""
    return None if value is None else so(value)


def told_of_steps(revision: Revision) -> list[Told]:
    """Return, for who approves, how many cases and steps there are, with what was said of their sums."""
    cases = cases_of(revision)
    if not cases:
        return []
    steps = sum(len(one.steps) for one in cases)
    words = _("%(cases)s, %(steps)s") % {
        "cases": ngettext("%d trường hợp", "%d trường hợp", len(cases)) % len(cases),
        "steps": ngettext("%d bước", "%d bước", steps) % steps,
    }
    return [Told(_("Các bước của quy trình (%s)") % words, "operation:procedure_steps")]
