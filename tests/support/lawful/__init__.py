"""What legal documents change, tested."""
