"""Jobs of this area: evidence packs, made in the worker and cleared each night."""

from procrastinate.contrib.django import app

from sotay.config.schedule import every
from sotay.manual.packs import commands, jobs


@app.task(name=commands.MAKE)
def make_pack(pack: str) -> None:
    """Make an evidence pack."""
    jobs.make_one(pack)


@every(at="00:45", name="manual.remove_old_packs")
def remove_old_packs() -> None:
    """Remove the bytes of packs whose days are over."""
    jobs.remove_old()
