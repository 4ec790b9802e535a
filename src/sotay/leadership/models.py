"""The tables of this area; each stands with its feature."""

from sotay.leadership.policy.models import Policy, Posting, Reading

__all__ = ["Policy", "Posting", "Reading"]
