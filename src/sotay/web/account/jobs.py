"""What the night does to accounts: those that lie idle are locked, sessions that expired are removed."""

from procrastinate.contrib.django import app

from sotay.agency.actor import Actor
from sotay.agency.clock import now
from sotay.web.account import commands, queries, sessions
from sotay.web.account.permissions import LOCK_DORMANT


@app.periodic(cron="40 17 * * *")  # in UTC: 00:40 in Vietnam
@app.task(name=LOCK_DORMANT, queueing_lock=LOCK_DORMANT)
def lock_dormant_accounts(timestamp: int) -> None:  # noqa: ARG001  periodic tasks are given the time
    """Lock the accounts nobody used for 45 days, one command each, so that one failure leaves the others done."""
    actor, at = Actor.of_installation(None, origin=f"job:{LOCK_DORMANT}"), now()
    for user in list(queries.list_dormant(at=at)):
        commands.lock_dormant(user, actor=actor, at=at)


@app.periodic(cron="50 17 * * *")  # in UTC: 00:50 in Vietnam
@app.task(name="account.sweep_sessions", queueing_lock="account.sweep_sessions")
def sweep_sessions(timestamp: int) -> None:  # noqa: ARG001  periodic tasks are given the time
    """Remove what expired sessions left behind."""
    sessions.sweep()
