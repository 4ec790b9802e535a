"""Who may prepare, attend to and conclude management reviews, and look at the month."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import holds, is_member, is_reader, leads, runs_system, same_agency
from sotay.evaluation.reviews.models import Review


@rules.predicate
def is_its_secretary(actor: Actor, subject: Any) -> bool:
    """Hold for the secretary of the meeting."""
    return isinstance(subject, Review) and actor.user is not None and subject.secretary_id == actor.user.pk


@rules.predicate
def heads_a_unit(actor: Actor, _subject: Any) -> bool:
    """Hold for the head (or deputy) of any unit."""
    return bool(actor.unit_ids("UNIT_HEAD", "UNIT_DEPUTY"))


prepares = runs_system | leads

rules.add_perm("evaluation.view_reviews", same_agency & is_reader)
rules.add_perm("evaluation.plan_reviews", same_agency & is_member & prepares)
rules.add_perm("evaluation.run_review", same_agency & is_member & (prepares | is_its_secretary))
rules.add_perm("evaluation.enter_notice", same_agency & is_member & holds("SECRETARY", "CLERK"))
rules.add_perm("evaluation.comment_review", same_agency & is_member & (heads_a_unit | prepares))
rules.add_perm(
    "evaluation.view_months", same_agency & is_member & (prepares | holds("COMMITTEE_HEAD", "COMMITTEE_DEPUTY"))
)
rules.add_perm("evaluation.keep_month", same_agency & is_member & prepares)
