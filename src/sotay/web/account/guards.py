"""Why a password cannot be taken, why an account cannot be locked or unlocked now."""

from collections.abc import Iterator

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sotay.agency.models import User
from sotay.commands import Reason


def why_not_use(user: User, password: str) -> Iterator[Reason]:
    """Yield the reasons a person cannot have this password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        for one in error.error_list:
            yield Reason(one.messages[0], code=str(one.code), field="password")
