"""What every log line carries, the request's number, its agency and user; and what none may: a secret in an address."""

import logging
import re
from contextvars import ContextVar
from typing import Final

request_id: ContextVar[str] = ContextVar("request_id", default="")
agency: ContextVar[str] = ContextVar("agency", default="")
user: ContextVar[str] = ContextVar("user", default="")

SECRET: Final = re.compile(r"(/public/dossiers/|/public/[^/\s]+/feedback/follow/|/s/[th]/|/calendar/).+", re.DOTALL)
"""An address with the secret of a dossier, of a slip for it, of a feedback or of a calendar behind it: Django tells the address of every request it refuses (404, 429)."""


class RequestNumber(logging.Filter):
    """Add the current request's number, agency and user to a record; empty outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Fill the record and let it pass."""
        record.request_id = request_id.get()
        record.agency = agency.get()
        record.user = user.get()
        return True


class NoSecrets(logging.Filter):
    """Keep the secret of an address out of the text of a record, and out of the request it bears."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten what tells such an address, and let the record pass."""
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # words and values that do not fit: told by the handler, as ever
            return True
        if SECRET.search(said):
            record.msg, record.args = SECRET.sub(r"\1…", said), ()
        request = getattr(record, "request", None)
        if request is not None and SECRET.search(repr(request)):
            record.request = SECRET.sub(r"\1…", repr(request))
        return True
