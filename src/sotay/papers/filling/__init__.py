"""How a DOCX template of an agency is checked and filled: in a process apart, with plain fields, `for` and `if` alone."""
