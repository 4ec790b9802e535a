"""What may be imported in this area."""
