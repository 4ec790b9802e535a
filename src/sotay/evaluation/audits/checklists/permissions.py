"""Who prepares, answers and finishes the checklist of a visit."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import is_member, same_agency
from sotay.evaluation.audits.models import Visit
from sotay.evaluation.audits.permissions import leads_audit, runs_audits


def visit_of(subject: Any) -> Visit:
    """Return the visit a line belongs to, or the visit itself."""
    return subject if isinstance(subject, Visit) else subject.visit


@rules.predicate
def audits_visit(actor: Actor, subject: Any) -> bool:
    """Hold for the auditors of the visit; reads the prefetched ones."""
    if actor.user is None:
        return False
    return any(one.user_id == actor.user.pk for one in visit_of(subject).auditors.all())


@rules.predicate
def is_of_its_unit(actor: Actor, subject: Any) -> bool:
    """Hold for who works in the audited unit: a leader does not note there what is found (9.2.2 c), a small agency apart."""
    return not actor.agency.is_small and visit_of(subject).unit_id in actor.unit_ids()


answers = audits_visit | (leads_audit & ~is_of_its_unit)

rules.add_perm("evaluation.prepare_checklist", same_agency & is_member & (answers | leads_audit | runs_audits))
rules.add_perm("evaluation.answer_checklist", same_agency & is_member & answers)
rules.add_perm("evaluation.finish_visit", same_agency & is_member & answers)
rules.add_perm("evaluation.reopen_visit", same_agency & is_member & leads_audit)
