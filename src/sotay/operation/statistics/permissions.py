"""Who may do what with statistics."""
