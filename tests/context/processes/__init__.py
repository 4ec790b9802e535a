"""Processes, tested."""
