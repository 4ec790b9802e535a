"""Files opened by the list, closed, kept, handed over."""
