"""The days of a person as a calendar (iCalendar, RFC 5545) that Outlook, Google and phones read by a secret address."""
