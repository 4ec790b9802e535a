"""Words of the command line that this floor brings."""
