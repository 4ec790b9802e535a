"""The forms as an agency keeps them: its own code and edition of each, its own DOCX in place of ours; pages to print from."""
