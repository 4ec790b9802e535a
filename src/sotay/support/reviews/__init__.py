"""The periodic look at documents: still right, or to be changed (7.5.2 c)."""
