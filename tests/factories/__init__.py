"""Records for tests, without surprising behaviour."""
