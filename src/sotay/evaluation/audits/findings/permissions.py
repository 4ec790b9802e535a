"""Who may do what with findings: the team writes them, its leader corrects a grade, the audited unit says what it thinks."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import heads_unit_of, is_member, is_reader, same_agency
from sotay.evaluation.audits.permissions import audits, leads_audit


@rules.predicate
def represents_unit(actor: Actor, finding: Any) -> bool:
    """Hold for whom the plan names as the representative of the audited unit at the visit."""
    user_id = finding.visit.representative_id if finding.visit_id else None
    return actor.user is not None and user_id == actor.user.pk


@rules.predicate
def audited_there(actor: Actor, finding: Any) -> bool:
    """Hold for the auditors of the visit: where the leader is of the unit, they judge in his place."""
    user = actor.user
    return user is not None and finding.visit_id is not None and finding.visit.auditors.filter(user=user).exists()


rules.add_perm("evaluation.view_findings", same_agency & is_reader)
rules.add_perm("evaluation.write_findings", same_agency & is_member & audits)
rules.add_perm("evaluation.correct_finding", same_agency & is_member & (leads_audit | audited_there))
rules.add_perm("evaluation.give_opinion", same_agency & is_member & (heads_unit_of | represents_unit))
