"""The signatures of a PDF: looked at in a process of its own, told in three values with the codes of the reasons."""
