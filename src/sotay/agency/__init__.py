"""The ground floor: agencies, units, people and their seats, the calendar, Vietnamese text. No commands, no views."""
