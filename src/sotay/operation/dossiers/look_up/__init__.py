"""What anybody may look up without signing in: how a dossier stands, which services there are; nothing names a citizen."""
