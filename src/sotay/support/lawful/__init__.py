"""What a new law does to documents, and whether they followed it in time (QĐ 19/2014 Điều 4)."""
