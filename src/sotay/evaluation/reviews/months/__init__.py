"""The look at the system at a monthly briefing (giao ban): one page of numbers, kept with its note."""
