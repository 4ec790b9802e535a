"""Services, tested."""
