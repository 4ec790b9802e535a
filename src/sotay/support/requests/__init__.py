"""Requests to write, change or withdraw a document, with the five points of planned change (6.3)."""
