"""Who may do what with accounts; an account belongs to its person and to the installation, to no agency."""

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import User
from sotay.agency.predicates import is_job, on_command_line

LOCK_DORMANT = "account.lock_dormant"


@rules.predicate
def is_own(actor: Actor, account: User) -> bool:
    """Hold for the person whose account it is."""
    return actor.user is not None and actor.user.pk == account.pk


rules.add_perm("account.change_password", is_own)
rules.add_perm("account.change_second_factor", is_own)
rules.add_perm("account.end_sessions", is_own)
rules.add_perm("account.lock_dormant", is_job(LOCK_DORMANT))
rules.add_perm("account.unlock", on_command_line | is_job(LOCK_DORMANT))
rules.add_perm("account.reset_password", on_command_line)
