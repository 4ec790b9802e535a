"""External providers (ISO 9001 8.4): what they supply, by which criteria, and how they were evaluated."""
