"""The bytes the agency relies on: read and hashed again at night, and what is damaged told by name."""
