"""Words the permissions of audits are made of: who leads one, who is of its team, who runs the programme."""

from collections.abc import Iterable
from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import is_committee, leads, runs_system
from sotay.evaluation.audits.models import Audit, AuditMember

Part = AuditMember.Part
AUDITS = (Part.LEAD, Part.AUDITOR)


def audit_of(subject: Any) -> Audit:
    """Return the audit a record of it (a visit, a line, a finding, the report) belongs to."""
    if isinstance(subject, Audit):
        return subject
    if hasattr(subject, "visit") and not hasattr(subject, "audit"):
        return subject.visit.audit
    return subject.audit


def is_in_team(actor: Actor, audit: Audit, *parts: str) -> bool:
    """Return whether the actor is of the team, in one of these parts when named; reads the prefetched members."""
    if actor.user is None:
        return False
    return any(one.user_id == actor.user.pk and (not parts or one.part in parts) for one in audit.members.all())


def in_order(members: Iterable[AuditMember]) -> list[AuditMember]:
    """Return members of a team as papers name them: the leader first, then by part and name."""
    order = list(Part)
    return sorted(members, key=lambda one: (order.index(Part(one.part)), one.user.name_sort, one.pk))


@rules.predicate
def leads_audit(actor: Actor, subject: Any) -> bool:
    """Hold for the leader of the audit's team."""
    return is_in_team(actor, audit_of(subject), Part.LEAD)


@rules.predicate
def audits(actor: Actor, subject: Any) -> bool:
    """Hold for the leader and the auditors of the audit's team."""
    return is_in_team(actor, audit_of(subject), *AUDITS)


@rules.predicate
def is_of_team(actor: Actor, subject: Any) -> bool:
    """Hold for everybody of the audit's team, experts and trainees too."""
    return is_in_team(actor, audit_of(subject))


runs_audits = runs_system
"""Secretary, working team, QMR: they prepare programme, plan and papers (practice.md 1.3)."""
oversees = leads | is_committee
"""Head, deputies and the committee: they see everything, before the closing meeting too."""
