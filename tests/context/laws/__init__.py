"""Legal documents, tested."""
