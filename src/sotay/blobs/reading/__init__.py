"""The text in files of every kind, read for the search by a process of its own (`python -m sotay.blobs.reading`)."""
