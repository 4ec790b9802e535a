"""Lists of files handed to the archive or disposed of, done by minutes (A7)."""
