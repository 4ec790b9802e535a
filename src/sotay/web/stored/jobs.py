"""What the night does with stored files: reads them again."""

from datetime import timedelta

from sotay.agency.clock import now
from sotay.config.schedule import every
from sotay.web.stored.commands import check_all

LONGEST = timedelta(hours=3)


@every(at="01:10", name="web.check_stored_files")
def check_stored_files() -> None:
    """Read every file again and hash it, as long as the night lasts."""
    check_all(until=now() + LONGEST)
