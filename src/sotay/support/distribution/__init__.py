"""Distribution: who reads and confirms, numbered paper copies, controlled copies and their public page (7.5.3)."""
