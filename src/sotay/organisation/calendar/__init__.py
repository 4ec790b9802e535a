"""The working calendar of the agency."""
