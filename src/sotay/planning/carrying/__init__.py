"""Objectives carried into the next year."""
