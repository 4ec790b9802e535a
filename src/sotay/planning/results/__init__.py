"""Results of objectives by period (6.2.2 e, 9.1.1)."""
