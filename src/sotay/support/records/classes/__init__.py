"""Classes of records with how long they are kept (law 33/2024)."""
