"""The scope, tested."""
