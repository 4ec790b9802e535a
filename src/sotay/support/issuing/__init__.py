"""Issuing together (đợt ban hành): any number of revisions put into force or withdrawn by one decision."""
