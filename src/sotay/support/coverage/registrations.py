"""The coverage by clause has no records of its own: at start its file is held against the catalogue."""

from sotay.support.coverage.places import places

places()
