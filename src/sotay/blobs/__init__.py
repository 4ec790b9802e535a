"""Content-addressed bytes: what may be stored, how it is put on disk, and how it is proved unchanged."""
