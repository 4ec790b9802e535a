"""What templates are told of the standard."""
