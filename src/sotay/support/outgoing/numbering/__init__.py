"""Number and date copied from the agency's document system, issuing, and what can follow."""
