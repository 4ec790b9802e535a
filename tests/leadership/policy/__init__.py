"""The quality policy, tested."""
