"""Planning, tested."""
