"""Việc của tôi: what waits for the person who signed in."""
