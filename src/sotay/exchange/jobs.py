"""Jobs of long imports: try a file out, take it; a worker that was lost is never followed by a second try of itself."""

from collections.abc import Callable

from procrastinate.contrib.django import app

from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import today
from sotay.config.schedule import every
from sotay.exchange.runs import commands, files
from sotay.exchange.runs.models import Run
from sotay.exchange.runs.work import at_work


@app.task(name=commands.CHECK)
def check_run(run: str) -> None:
    """Read a file and try it out."""
    _work(run, begin=commands.begin_checking, act=commands.check, name=commands.CHECK)


@app.task(name=commands.APPLY)
def apply_run(run: str) -> None:
    """Take a file that was confirmed."""
    _work(run, begin=commands.begin_applying, act=commands.carry_out, name=commands.APPLY)


@every(at="00:40", name="exchange.remove_passed_files")
def remove_passed_files() -> None:
    """Remove the files of lists that are over or were given up, and what was said of their rows."""
    files.remove_passed()
    for run in files.list_quoting():
        commands.forget_words(run)


def _work(uuid: str, *, begin: Callable[..., bool], act: Callable[..., Run], name: str) -> None:
    """Do one step of a run; one that is no longer waiting was cut off before and is said to have stopped."""
    run = Run.objects.select_related("agency", "file", "started_by").get(uuid=uuid)
    with at_work(run) as ours:
        if not ours:
            return
        if begin(run):
            act(run, actor=_actor(run, name=name), on=today())
        else:
            commands.note_stopped(run)


def _actor(run: Run, *, name: str) -> Actor | None:
    """Return who started the run in the seats of today; None when this one holds none any more."""
    if run.started_by is None:
        return None
    return actor_of(run.started_by, agency=run.agency, on=today(), origin=f"job:{name}")
