"""The system as a whole: the quality manual, its statements clause by clause, its amendments."""
