"""The quality manual clause by clause: reading it, writing it, comparing it, a sample to begin with."""
