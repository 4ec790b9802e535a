"""Seals over what comes from outside: count and hash of the rows of every hour, in the journal."""
