"""Who may do what with feedback; what concerns an official is seen by those entitled alone, never by whom it is about."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, is_reader, leads, runs_system, same_agency
from sotay.evaluation.feedback.models import Feedback

Role = Seat.Role
SORTING = (Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.HEAD, Role.DEPUTY_HEAD, Role.ONE_STOP, Role.CLERK)
"""Who reads what was said, to sort it."""
ENTITLED = (Role.HEAD, Role.DEPUTY_HEAD, Role.SECRETARY)
"""Who sees what concerns an official, beside the head of the unit it was given to."""


def seen_by(rows: QuerySet[Any], viewer: Actor) -> QuerySet[Any]:
    """Narrow feedback to what the viewer may see; the same as `sees`, for many."""
    unrestricted = Q(concerns_official=False) & ~Q(kind=Feedback.Kind.DENUNCIATION)
    if viewer.user is None or not viewer.is_member:
        return rows.filter(unrestricted)
    entitled = Q() if viewer.holds(*ENTITLED) else Q(unit__in=viewer.unit_ids(Role.UNIT_HEAD))
    not_about = Q(about_official__isnull=True) | ~Q(about_official=viewer.user)
    return rows.filter(unrestricted | (entitled & not_about))


@rules.predicate
def sees(actor: Actor, subject: Any) -> bool:
    """Hold for all where a feedback concerns no official, else for those entitled whom it is not about."""
    if not isinstance(subject, Feedback) or not subject.is_restricted:
        return True
    if actor.user is None or not actor.is_member or subject.about_official_id == actor.user.pk:
        return False
    heads = subject.unit_id is not None and actor.holds(Role.UNIT_HEAD, unit_id=subject.unit_id)
    return actor.holds(*ENTITLED) or heads


@rules.predicate
def is_of_its_unit(actor: Actor, subject: Any) -> bool:
    """Hold for whoever holds a seat in the unit it was given to."""
    unit_id = getattr(subject, "unit_id", None)
    return unit_id is not None and unit_id in actor.unit_ids()


def words_read_by(viewer: Actor) -> Q:
    """Return the condition under which a list may be searched for what was said: that it concerns no official, and who asks."""
    unrestricted = Q(concerns_official=False)
    if viewer.is_member and viewer.holds(*SORTING):
        return unrestricted
    return unrestricted & Q(unit__in=viewer.unit_ids())


heads_a_unit = holds(Role.UNIT_HEAD, Role.UNIT_DEPUTY)
sorts = holds(*SORTING)
of_agency = same_agency & is_member & sees

rules.add_perm("evaluation.view_feedback", same_agency & is_reader & sees)
# Words may name somebody before anyone has read them: whoever sorts and whoever answers reads them, nobody else.
rules.add_perm("evaluation.read_feedback_words", of_agency & (sorts | is_of_its_unit))
rules.add_perm("evaluation.see_feedback_contacts", of_agency & (sorts | (heads_a_unit & is_of_its_unit)))
rules.add_perm("evaluation.receive_feedback", same_agency & is_member & (sorts | heads_a_unit))
rules.add_perm("evaluation.sort_feedback", of_agency & sorts)
rules.add_perm("evaluation.assign_feedback", of_agency & (runs_system | leads))
rules.add_perm("evaluation.answer_feedback", of_agency & (runs_system | leads | is_of_its_unit))
rules.add_perm("evaluation.turn_feedback_away", of_agency & (runs_system | leads))
rules.add_perm("evaluation.publish_feedback", of_agency & (runs_system | leads))
rules.add_perm("evaluation.empty_feedback", of_agency & (runs_system | leads))
