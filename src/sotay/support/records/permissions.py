"""Who may do what about records."""
