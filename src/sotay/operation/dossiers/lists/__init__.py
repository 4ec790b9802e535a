"""Lists of dossiers from one-stop systems: sources with their columns, and the import that works in sets."""
