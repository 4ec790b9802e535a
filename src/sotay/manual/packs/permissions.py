"""Who makes evidence packs: who runs or leads the system; the leader of an audit makes that of the audit. Guests read pages instead."""

import rules
from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import holds as held_by
from sotay.agency.predicates import is_committee, is_member, is_secretary, leads, same_agency
from sotay.evaluation.audits.permissions import leads_audit
from sotay.manual.packs.models import Pack

MAKERS = (Seat.Role.SECRETARY, Seat.Role.QMR, Seat.Role.HEAD, Seat.Role.DEPUTY_HEAD, *sorted(Seat.COMMITTEE))
makes_packs = is_secretary | held_by(Seat.Role.QMR) | leads | is_committee


@rules.predicate
def asked_for_it(actor: Actor, pack: Pack) -> bool:
    """Hold for who asked for a pack: it holds what this one may see."""
    return actor.user is not None and pack.asked_by_id == actor.user.pk


@rules.predicate
def leads_audit_of_pack(actor: Actor, pack: Pack) -> bool:
    """Hold for the leader of the audit a pack is of."""
    return pack.audit is not None and leads_audit.test(actor, pack.audit)


def visible(packs: QuerySet[Pack], viewer: Actor) -> QuerySet[Pack]:
    """Keep the packs the viewer may know of: all for who makes packs, else their own; none for guests."""
    if viewer.user is None or (viewer.is_member and viewer.holds(*MAKERS)):
        return packs
    return packs.filter(asked_by=viewer.user) if viewer.is_member else packs.none()


rules.add_perm("manual.view_packs", same_agency & is_member)
rules.add_perm("manual.make_pack", same_agency & is_member & makes_packs)
rules.add_perm("manual.make_audit_pack", same_agency & is_member & (makes_packs | leads_audit))
rules.add_perm("manual.take_pack", same_agency & is_member & asked_for_it & (makes_packs | leads_audit_of_pack))
