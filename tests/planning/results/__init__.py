"""Results of objectives, tested."""
