"""The quality policy: approved by the head, made known to each official, looked at again (ISO 9001 5.2)."""
