"""Owners as files name them: an account, a full name, or a title with its unit; read, and written so that they read back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from sotay.agency.holding import Held, Holders, Owner
from sotay.agency.models import Agency, Seat, Unit, User
from sotay.agency.vietnamese import fold, one_line
from sotay.exchange.columns import Unreadable

Role = Seat.Role

_ALSO: Final = {
    "truong don vi": Role.UNIT_HEAD,
    "lanh dao phong": Role.UNIT_HEAD,
    "lanh dao don vi": Role.UNIT_HEAD,
    "chanh van phong": Role.UNIT_HEAD,
    "chanh thanh tra": Role.UNIT_HEAD,
    "pho truong don vi": Role.UNIT_DEPUTY,
    "pho phong": Role.UNIT_DEPUTY,
    "giam doc": Role.HEAD,
    "giam doc so": Role.HEAD,
    "lanh dao co quan": Role.HEAD,
    "thu truong co quan": Role.HEAD,
    "truong ban chi dao": Role.COMMITTEE_HEAD,
    "qmr": Role.QMR,
    "thu ky": Role.SECRETARY,
}
"""Other ways to call a seat; one of a unit is that of the unit named beside it, or of the row."""

_OWNING: Final = frozenset(
    {
        Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.HEAD, Role.COMMITTEE_HEAD, Role.COMMITTEE_DEPUTY, Role.QMR,
        Role.SECRETARY, Role.CLERK,
    }
)  # fmt: skip
"""Seats that can answer for something; of a role held by many the person is named."""


class OwnerTexts:
    """The people and seats of an agency on a day, by all they are called; three queries."""

    def __init__(self, agency: Agency, *, on: date, units: Iterable[Unit]) -> None:
        holders = Holders([agency.pk], on=on)
        self._people = holders.people(agency.pk)
        self._accounts: dict[str, User] = {}
        self._names: dict[str, list[User]] = defaultdict(list)
        for user in self._people:
            self._accounts[user.username.lower()] = user
            self._names[_key(user.full_name)].append(user)
        self._units: dict[str, Unit] = {}
        for unit in units:
            self._units.setdefault(_key(unit.code), unit)
            self._units.setdefault(_key(unit.name), unit)
        self._roles = dict(_ALSO)
        for language in ("vi", "en"):
            with override(language):
                self._roles |= {_key(str(role.label)): role for role in _OWNING}
        self._titles: dict[tuple[str, int | None], str] = {}
        for role, unit_id in holders.roles(agency.pk):
            for seat in holders.seats(agency.pk, role, unit_id) if role in _OWNING else ():
                if seat.title:
                    self._titles.setdefault((_key(seat.title), unit_id), role)

    def owner(self, text: str, *, unit: Unit | None) -> Owner:
        """Return whom a text names, in a row of a unit (None: the agency); Unreadable says how to name somebody."""
        words = one_line(text)
        if user := self._accounts.get(words.lower()):
            return self._of(user)
        if users := self._names.get(_key(words)):
            return self._of(self._one(users, words, unit=unit))
        for title, named in self._ways(words):
            place = self._units.get(_key(named)) if named else unit
            if named and place is None:
                continue
            if role := self._titles.get((_key(title), place.pk if place else None)) or self._roles.get(_key(title)):
                return self._seat(role, place, words)
        raise Unreadable(
            _("Không có ai trong cơ quan được gọi là “%(who)s”.") % {"who": words[:60]},
            _("Ghi tên đăng nhập, họ và tên, hoặc chức danh kèm đơn vị như “Trưởng phòng, VP”."),
        )

    def text(self, row: Held, *, unit_id: int | None) -> str:
        """Return the owner of a row as `owner` reads it in a row of a unit; empty for nobody."""
        if user := row.owner_user:
            return user.full_name if len(self._names.get(_key(user.full_name), ())) == 1 else user.username
        if not row.owner_role:
            return ""
        title = str(Role(row.owner_role).label)
        unit = row.owner_unit
        return f"{title}, {unit.code}" if unit is not None and unit.pk != unit_id else title

    def _ways(self, words: str) -> Iterator[tuple[str, str]]:
        """Yield how a text can part into a title and the unit it is of."""
        yield words, ""
        for sign in (",", "(", " - ", " – "):
            title, found, named = words.partition(sign)
            if found:
                yield title.strip(), named.strip(" )")
        folded = words.split(" ")
        for place in range(
            1, len(folded)
        ):  # "Trưởng phòng Tổ chức", "Trưởng Phòng Tổ chức" of the unit "Phòng Tổ chức"
            title, named = " ".join(folded[:place]), " ".join(folded[place:])
            if _key(named) in self._units:
                yield ("Trưởng phòng" if _key(title) == "truong" else title), named

    def _seat(self, role: str, unit: Unit | None, words: str) -> Owner:
        if role not in Seat.IN_A_UNIT:
            return Owner(role=role)
        if unit is None:
            raise Unreadable(
                _("“%(who)s” là của đơn vị nào?") % {"who": words[:60]},
                _("Ghi kèm đơn vị, ví dụ “Trưởng phòng, VP”."),
            )
        return Owner(role=role, unit=unit)

    def _one(self, users: list[User], words: str, *, unit: Unit | None) -> User:
        near = [user for user in users if unit is not None and unit.pk in self._people[user]]
        found = users if len(users) == 1 else near
        if len(found) != 1:
            accounts = ", ".join(sorted(user.username for user in users))
            raise Unreadable(
                _("Có %(count)d người tên “%(who)s”.") % {"count": len(users), "who": words[:60]},
                _("Ghi tên đăng nhập: %(accounts)s.") % {"accounts": accounts},
            )
        return found[0]

    def _of(self, user: User) -> Owner:
        return Owner(user, user_units=self._people[user])


def _key(words: str) -> str:
    """Return what two ways of typing a name have in common."""
    return " ".join(fold(words).replace(".", " ").split())
