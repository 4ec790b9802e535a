"""What every log line carries: the request's number, its agency and user."""

import logging
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
agency: ContextVar[str] = ContextVar("agency", default="")
user: ContextVar[str] = ContextVar("user", default="")


class RequestNumber(logging.Filter):
    """Add the current request's number, agency and user to a record; empty outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Fill the record and let it pass."""
        record.request_id = request_id.get()
        record.agency = agency.get()
        record.user = user.get()
        return True
