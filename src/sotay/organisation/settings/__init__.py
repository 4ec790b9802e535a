"""The agency itself: names, kind, ways of working."""
