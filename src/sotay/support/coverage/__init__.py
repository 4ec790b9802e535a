"""Which of the places where the standard wants documented information are covered."""
