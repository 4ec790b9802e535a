"""Units and services of an agency by what a list calls them."""

from collections.abc import Iterable

from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import canonical_tones, fold, fold_code, one_line
from sotay.context.models import Service

SEVERAL = -1


class Names:
    """Keys of rows by code and by name; a name several bear is no name."""

    def __init__(self, rows: Iterable[tuple[int, str, str]]) -> None:
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        for pk, code, name in rows:
            self._by_code.setdefault(fold_code(code), pk)
            key = _name_key(name)
            self._by_name[key] = pk if self._by_name.get(key, pk) == pk else SEVERAL
        self._known: dict[str, int | None] = {}

    def find(self, typed: str) -> int | None:
        """Return the row a cell names; None for nobody, SEVERAL for a name several bear."""
        if typed not in self._known:
            if len(self._known) > 50_000:  # noqa: PLR2004  of a column that is no name at all
                self._known.clear()
            self._known[typed] = self._find(typed)
        return self._known[typed]

    def _find(self, typed: str) -> int | None:
        if found := self._by_code.get(fold_code(typed)):
            return found
        words = typed.split(maxsplit=1)  # "1.013124 - Đăng ký khai sinh"
        if words and any(char.isdigit() for char in words[0]) and (found := self._by_code.get(fold_code(words[0]))):
            return found
        return self._by_name.get(_name_key(typed))


def units_of(agency: Agency) -> Names:
    """Return the units of an agency; those that stand come before those that ended."""
    rows = Unit.objects.filter(agency=agency).order_by("ended_date", "order", "pk")
    standing = sorted(rows, key=lambda one: one.ended_date is not None)
    taken: set[str] = set()
    found = []
    for one in standing:
        name = one.name if _name_key(one.name) not in taken or one.ended_date is None else ""
        taken.add(_name_key(one.name))
        found.append((one.pk, one.code, name))
    return Names(found)


def services_of(agency: Agency) -> Names:
    """Return the services of an agency, those offered and those abolished."""
    return Names(Service.objects.filter(agency=agency).order_by("pk").values_list("pk", "code", "name"))


def _name_key(name: str) -> str:
    return fold(canonical_tones(one_line(name)))
