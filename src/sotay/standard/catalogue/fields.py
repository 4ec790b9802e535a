"""A model field for clause numbers that the catalogue checks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.standard.catalogue.clauses import CURRENT_EDITION, clauses


def check_clause(number: str) -> None:
    """Raise ValidationError for a number the current edition does not have."""
    if number not in clauses(CURRENT_EDITION):
        raise ValidationError(
            _("%(number)s không phải là điều khoản của TCVN ISO %(edition)s."),
            code="unknown_clause",
            params={"number": number, "edition": CURRENT_EDITION},
        )


class ClauseField(models.CharField):
    """A clause number of the standard, such as 8.3.1; saved only when the catalogue has it.

    Rows are put in order in Python by `clause_key`: as text 4.10 would come before 4.2.
    """

    default_validators = [check_clause]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 12)
        super().__init__(*args, **options)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Refuse an unknown number also where no form checked it, as in bulk writing."""
        if isinstance(value, str) and value:
            check_clause(value)
        return super().get_db_prep_save(value, connection)
