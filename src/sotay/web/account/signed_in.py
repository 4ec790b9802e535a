"""The person a request comes from."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from sotay.agency.models import User


def me(request: HttpRequest) -> User:
    """Return the person signed in; PermissionDenied for a visitor."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
