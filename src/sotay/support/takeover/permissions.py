"""Who may do what about taking over the existing set."""
