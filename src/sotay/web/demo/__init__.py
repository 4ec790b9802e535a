"""The demonstration agency: made by the same commands people use, so that what it shows is what happens."""
