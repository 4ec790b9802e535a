"""Answers that look alike or came in a burst: found, decided by a second person, shown."""
