"""Plan, guiding letter and reports of the system (practice.md 9): pre-filled from facts, every number with its records, frozen when submitted."""
