"""What the minutes of an inspection say: conclusions line by line, findings, whether they were checked again."""
