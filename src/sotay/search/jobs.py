"""Jobs of the search: files are read soon after they were put on a record."""

from sotay.config.schedule import every
from sotay.search.files import read_again, read_waiting

AT_ONCE = 50
"""Files of one round; the next begins ten seconds after."""


@every(seconds=10, name="search.read_files")
def read_files() -> None:
    """Read the files that wait."""
    read_waiting(most=AT_ONCE)


@every(at="02:20", name="search.read_again")
def read_files_again() -> None:
    """Read what could not be read for want of a program that was installed since."""
    read_again()
