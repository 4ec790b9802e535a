"""Mirrors `sotay.work.calendar`."""
