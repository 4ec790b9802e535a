"""Leadership, tested."""
