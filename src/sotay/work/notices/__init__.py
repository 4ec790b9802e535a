"""Notices: what happened that somebody should know, told on the page and once a day by mail."""
