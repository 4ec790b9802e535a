"""The manual as a book: its tree of clauses, the page of each, print and files of the whole."""
