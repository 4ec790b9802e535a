"""A column of lexemes: the words a row is found by, put together here and not by the database's own parser."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Lookup


class LexemesField(SearchVectorField):
    """Lexemes as a tsvector without places; written as a set of words, asked by the lookup `holds`."""

    def get_placeholder(self, _value: Any, _compiler: Any, _connection: Any) -> str:
        """Take the lexemes as they are: the database parses nothing."""
        return "array_to_tsvector(%s::text[])"

    def get_prep_value(self, value: Any) -> list[str]:
        """Return the lexemes in one order, so that the same row is written alike."""
        return sorted(value or ())


@LexemesField.register_lookup
class Holds(Lookup):
    """Rows whose lexemes answer a query put together by `words`."""

    lookup_name = "holds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Hand the query over as text."""
        return "%s", (value,)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Ask by the index."""
        left, left_params = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", (*left_params, self.rhs)
