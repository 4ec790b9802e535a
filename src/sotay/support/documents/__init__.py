"""Documents of the system in their revisions: written, reviewed, approved, in force, superseded (ISO 9001 7.5)."""
