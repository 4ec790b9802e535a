"""Context, tested."""
