"""Jobs that keep the table of standings fresh: every few seconds what was touched, every night all of it."""

from sotay.agency.clock import today
from sotay.config.schedule import every
from sotay.standard.standings.freshness import batches, judge_batch, judge_touched


@every(seconds=5, name="standard.judge_touched", lock="standard.standings")
def judge_what_was_touched() -> None:
    """Judge again what commands touched."""
    judge_touched(on=today())


@every(at="00:05", name="standard.judge_all", lock="standard.standings")
def judge_everything() -> None:
    """Judge all agencies for the new day, a batch to a transaction."""
    for agencies in batches():
        judge_batch(agencies, on=today())
