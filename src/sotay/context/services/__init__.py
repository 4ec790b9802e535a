"""Administrative procedures (thủ tục hành chính, TTHC) as published: codes, terms, papers, fees, channels."""
