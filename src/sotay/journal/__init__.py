"""The journal: who did what, when and why, chained so that an outsider can verify it."""
