"""Decisions and other signed papers that seats, grants and delegations rest on."""
