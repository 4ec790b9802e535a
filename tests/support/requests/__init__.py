"""Requests about documents, tested."""
