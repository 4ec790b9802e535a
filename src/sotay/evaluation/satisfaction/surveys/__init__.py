"""Surveys: when, by which ways, what was handed out; posters, cards, slips, links by e-mail."""
