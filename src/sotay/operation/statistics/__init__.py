"""Counts of dossiers by month: what came in, what was settled early, on time and late, and the rates made of them."""
