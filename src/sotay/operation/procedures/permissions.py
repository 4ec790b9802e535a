"""Who may do what with procedures."""
