"""What waits for whom: one list for every origin, read by *Việc của tôi*, the counter of the rail and the reminders."""
