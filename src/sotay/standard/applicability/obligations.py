"""Sotay's own check that every clause not applied has its reason (ISO 9001 4.3)."""

from django.utils.translation import gettext_noop

from sotay.standard.catalogue.clauses import clause_key
from sotay.standard.registry.obligations import obligation

NO_REASON = gettext_noop("Chưa nêu lý do không áp dụng điều khoản %(clauses)s.")
NOTHING_EXCLUDED = gettext_noop("Mọi điều khoản đều áp dụng.")


@obligation("own.exclusions", watches=("standard.applicability",))
def exclusions_have_reasons(scope):  # noqa: ANN001, ANN201  a Scope, whose floor stands above this one
    """Met while each clause decided *không áp dụng* has its reason; nothing to do where every clause applies."""
    gaps, exempt, evidence = [], [], []
    for agency_id in scope.agency_ids:
        decided = [row for row in scope.exclusions(agency_id).by_clause.values() if not row.applicable]
        bare = sorted((row.clause for row in decided if not row.reason.strip()), key=clause_key)
        if not decided:
            exempt.append({"agency_id": agency_id, "reason": NOTHING_EXCLUDED})
        elif bare:
            gaps.append({"agency_id": agency_id, "reason": NO_REASON, "params": {"clauses": ", ".join(bare)}})
        else:
            evidence.append({"agency_id": agency_id, "since": max(row.valid_from_date for row in decided)})
    return scope.judge(evidence=evidence, gaps=gaps, exempt=exempt, link="standard:clause_list")
