"""Every act upon a dossier, by what it is about."""
