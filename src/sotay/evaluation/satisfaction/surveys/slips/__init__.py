"""Slips with a one-time token for settled dossiers: printed in sheets of eight, or sent as links by e-mail."""
