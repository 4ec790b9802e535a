"""A backend of Django's mail that writes each mail as a file, for agencies whose own program sends them on, and for tests.

A mail is named by its Message-ID and written beside its place, forced to disk and renamed: there is never half a file, and
sending the same mail again leaves the one file.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes `<uuid>.eml` into the folder of SOTAY_EMAIL_FOLDER."""

    idempotent = True
    """Sending a mail again does no harm; a backend without this mark may double it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.SOTAY_EMAIL_FOLDER)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; return how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            _write(self.folder / f"{_name(message)}.eml", message.message().as_bytes())
        return len(email_messages)


def _name(message: EmailMessage) -> str:
    """Return what stands before the @ of the Message-ID; a new name for a mail without one, or with one not of ours."""
    given = message.extra_headers.get("Message-ID", "").strip("<>").partition("@")[0]
    return given if given and given.replace("-", "").isalnum() else str(uuid4())


def _write(place: Path, content: bytes) -> None:
    """Write a file whole; what a killed process left half-written beside it is written over by the next."""
    part = place.with_name(f".{place.stem}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
