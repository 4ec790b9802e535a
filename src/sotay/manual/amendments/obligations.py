"""Sotay's own check that every clause that applies has an approved statement (ISO 9001 4.4, 7.5.1)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from sotay.manual.amendments.queries import approved_clauses
from sotay.manual.statements.models import STATED_LEVEL
from sotay.standard.applicability.queries import Exclusions
from sotay.standard.catalogue.clauses import clause_key
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope

NONE_APPROVED = gettext_noop("Chưa có nội dung áp dụng nào được duyệt.")
MISSING = gettext_noop("Chưa có nội dung áp dụng được duyệt cho %(count)s điều khoản: %(clauses)s.")


def stated_clauses(exclusions: Exclusions) -> list[str]:
    """Return the clauses that need a statement: those of level 2 that apply."""
    return [clause.number for clause in exclusions.applicable() if clause.level == STATED_LEVEL]


@obligation("own.statements", watches=("manual", "approvals", "standard.applicability"))
def statements_are_approved(scope: Scope) -> Iterator[Line]:
    """Met from the day the last clause that applies got its statement approved; a text nobody approved does not count.

    Nor does one from the time when the clause did not apply: it says why not.
    """
    approved: dict[int, dict[str, date]] = defaultdict(dict)
    for agency_id, number, approved_date in approved_clauses(scope.agency_ids, on=scope.on):
        if approved_date < scope.exclusions(agency_id).applies_since(number):
            continue
        known = approved[agency_id].get(number)
        approved[agency_id][number] = approved_date if known is None else min(known, approved_date)
    evidence: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    for agency_id in scope.agency_ids:
        wanted = stated_clauses(scope.exclusions(agency_id))
        missing = [number for number in wanted if number not in approved[agency_id]]
        if not approved[agency_id]:
            gaps.append({"agency_id": agency_id, "reason": NONE_APPROVED})
        elif missing:
            said = {"count": len(missing), "clauses": ", ".join(sorted(missing, key=clause_key))}
            gaps.append(
                {
                    "agency_id": agency_id,
                    "reason": MISSING,
                    "params": said,
                    "link": "manual:statement_detail",
                    "link_kwargs": {"slug": missing[0]},
                }
            )
        else:
            evidence.append({"agency_id": agency_id, "since": max(approved[agency_id][number] for number in wanted)})
    return scope.judge(evidence=evidence, gaps=gaps, link="manual:manual_detail")
