"""Who may write, submit and read the report of an audit."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.agency.predicates import is_member, is_reader, same_agency
from sotay.evaluation.audits.permissions import Part, audit_of, audits, leads_audit, runs_audits


@rules.predicate
def leader_is_gone(_actor: Actor, subject: Any) -> bool:
    """Hold where the leader holds no seat in the agency any more: the team stands, and the report is still owed."""
    audit = audit_of(subject)
    lead = [one.user_id for one in audit.members.all() if one.part == Part.LEAD]
    return not Seat.objects.filter(agency_id=audit.agency_id, user__in=lead).in_force(today()).exists()


rules.add_perm("evaluation.view_reports", same_agency & is_reader)
rules.add_perm("evaluation.write_report", same_agency & is_member & (audits | runs_audits))
rules.add_perm("evaluation.submit_report", same_agency & is_member & (leads_audit | (runs_audits & leader_is_gone)))
