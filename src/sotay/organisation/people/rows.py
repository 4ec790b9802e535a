"""How rows of people become accounts and seats: held against what stands, written in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision, Seat, Unit, User
from sotay.agency.vietnamese import fold, one_line, slugify
from sotay.commands import UNCHANGED, command
from sotay.exchange.columns import ParsedRow, Problem
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.journal.recording import record
from sotay.organisation.people import guards
from sotay.organisation.people.commands import one_at_a_time

_SEAT_FIELDS = ("title", "manner", "to_date", "decision")


def apply_rows(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str) -> Applied:
    """Write what the rows come to, or raise RowsRefused and write nothing."""
    with transaction.atomic():
        work = _Work(rows, agency=one_at_a_time(agency), on=on)
        _write(work, actor=actor, sha256=sha256)
    done = len(work.created_rows | work.updated_rows)
    return Applied(
        len(work.created_rows), len(work.updated_rows - work.created_rows), len(rows) - done, tuple(work.flags)
    )


class _Work:
    """Rows held against the people, seats, units and decisions that stand."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency, on: date) -> None:
        self.rows, self.agency, self.on = rows, agency, on
        self.problems: list[Problem] = []
        self.flags: list[Problem] = []
        self.created_rows: set[int] = set()
        self.updated_rows: set[int] = set()
        units = list(Unit.objects.filter(agency=agency).in_force(on))
        self.units = {fold(unit.name): unit for unit in units} | {fold(unit.code): unit for unit in units}
        seats = list(Seat.objects.filter(agency=agency).select_related("user", "unit", "decision"))
        self.members: dict[tuple[str, int | None], dict[int, User]] = defaultdict(dict)
        self.by_user: dict[int, list[Seat]] = defaultdict(list)
        self.watched: list[Seat] = []
        for seat in seats:
            self._stand(seat)
        named = {row["username"] for row in rows if row["username"]}
        self.users = {user.username: user for user in User.objects.filter(username__in=named)}
        self.taken = set(named)
        self._asked: set[str] = set()
        self.new_users: list[User] = []
        self.people: list[User | None] = []
        self.decisions = {(one.number, one.date): one for one in Decision.objects.filter(agency=agency)}
        self.new_decisions: list[Decision] = []
        self.new_seats: list[Seat] = []
        self.changed_seats: dict[int, Seat] = {}

    def find_people(self) -> None:
        """Find or make the person of each row."""
        fresh: dict[tuple[str, int | None], User] = {}
        for number, row in enumerate(self.rows):
            unit = self._unit(row)
            key = (fold(row["full_name"]), unit.pk if unit else None)
            user = self._known(row, key, fresh)
            if user is None:
                user = self._new_user(row)
                self.created_rows.add(number)
                if not row["username"]:
                    fresh[key] = user
            self.people.append(user)

    def seat_people(self) -> None:
        """Find, change or make the seat of each row; people have keys by now."""
        seen: dict[tuple[int, str, int | None], ParsedRow] = {}
        for number, (row, user) in enumerate(zip(self.rows, self.people, strict=True)):
            if user is None:
                continue
            unit, role = self._unit(row), row["role"] or Seat.Role.OFFICIAL
            key = (user.pk, role, unit.pk if unit else None)
            if first := seen.get(key):
                what = _("Trùng với dòng %d: cùng người, vai trò và đơn vị.") % first.number
                self.problems.append(row.problem("full_name", what, _("Bỏ dòng trùng, hoặc ghi tên đăng nhập riêng.")))
                continue
            seen[key] = row
            self._seat(number, row, user, role, unit)

    def _known(self, row: ParsedRow, key: tuple[str, int | None], fresh: dict[Any, User]) -> User | None:
        """Return the account a row means, None when there is none yet."""
        if row["username"]:
            user = self.users.get(row["username"])
            if user is not None:
                self._compare(row, user)
            return user
        if key in fresh:
            return fresh[key]
        found = list(self.members[key].values())
        if len(found) > 1:
            names = ", ".join(sorted(one.username for one in found))
            what = _("Có nhiều người cùng tên trong đơn vị: %s.") % names
            self.problems.append(row.problem("full_name", what, _("Ghi tên đăng nhập của người này.")))
        return found[0] if found else None

    def _compare(self, row: ParsedRow, user: User) -> None:
        if user.is_superuser or not user.is_active:
            what = _("Tài khoản %s không nhận vai trò được.") % user.username
            self.problems.append(row.problem("username", what, _("Dùng tài khoản khác.")))
        elif fold(user.full_name) == fold(row["full_name"]):
            return
        elif user.pk is None:
            what = _("Tài khoản %(name)s đã ghi cho %(person)s ở dòng khác.")
            what %= {"name": user.username, "person": user.full_name}
            self.problems.append(row.problem("username", what, _("Mỗi người một tên đăng nhập.")))
        elif user.pk not in self.by_user:
            # A stranger's name is not told, and a slip in a username seats nobody.
            what = _("Tài khoản %s đã có ở cơ quan khác, của người mang tên khác.") % user.username
            self.problems.append(
                row.problem("username", what, _("Ghi đúng họ tên của người này, hoặc tên đăng nhập khác."))
            )
        else:
            what = _("Tài khoản %(name)s đang mang tên %(person)s; tên giữ nguyên.")
            what %= {"name": user.username, "person": user.full_name}
            self.flags.append(row.problem("full_name", what, _("Nếu là người khác, hãy dùng tên đăng nhập khác.")))

    def _new_user(self, row: ParsedRow) -> User:
        username = row["username"] or self._free_username(row["full_name"])
        user = User(
            username=username, full_name=row["full_name"], email=row["email"] or "", password=make_password(None)
        )
        user.fill_keys()
        self.users[username] = user
        self.new_users.append(user)
        return user

    def _free_username(self, full_name: str) -> str:
        """Return given name and initials, `annv`, with a number when taken."""
        words = slugify(full_name).split("-")
        stem = words[-1] + "".join(word[0] for word in words[:-1] if word)
        stem = stem[:60] or "nguoi"
        if stem not in self._asked:
            self._asked.add(stem)
            self.taken |= set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
        name, number = stem, 2
        while name in self.taken:
            name, number = f"{stem}{number}", number + 1
        self.taken.add(name)
        return name

    def _unit(self, row: ParsedRow) -> Unit | None:
        return self.units.get(fold(one_line(row["unit"]))) if row["unit"] else None

    def _seat(self, number: int, row: ParsedRow, user: User, role: str, unit: Unit | None) -> None:
        if row["unit"] and unit is None:
            what = _("Không có đơn vị nào mang mã hoặc tên “%s”.") % row["unit"][:60]
            self.problems.append(row.problem("unit", what, _("Nhập đơn vị trước, hoặc sửa cho đúng.")))
            return
        decision = self._decision(row)
        unit_id = unit.pk if unit else None
        standing = [one for one in self.by_user[user.pk] if one.role == role and one.unit_id == unit_id]
        last_day = row["from_date"] or self.on
        seat = next((one for one in standing if one.to_date is None or one.to_date >= last_day), None)
        # The line of a seat that has ended, read again, is that seat and no new one.
        seat = seat or next((one for one in standing if row["to_date"] and one.to_date == row["to_date"]), None)
        if seat is None:
            seat = Seat(agency=self.agency, user=user, role=role, unit=unit, from_date=row["from_date"] or self.on)
            self.new_seats.append(seat)
            self.created_rows.add(number)
            changed = True
        else:
            changed = False
            if row["from_date"] and row["from_date"] != seat.from_date:
                what = _("Vai trò này đã ghi từ ngày %s; ngày bắt đầu giữ nguyên.") % f"{seat.from_date:%d/%m/%Y}"
                self.flags.append(row.problem("from_date", what, _("Nếu ngày đã ghi là sai, hãy sửa ở trang vai trò.")))
        given = {
            "title": one_line(row["title"]) if row["title"] else None,
            "manner": row["manner"],
            "to_date": row["to_date"],
            "decision": decision,
        }
        for name, value in given.items():
            if value is not None and getattr(seat, name) != value:
                setattr(seat, name, value)
                changed = True
        if not changed:
            return
        if seat.pk is not None:
            self.changed_seats[seat.pk] = seat
            self.updated_rows.add(number)
            self._keep_an_administrator(row, seat)
        self._guard(row, seat)
        if seat.pk is None:
            self._stand(seat)

    def _keep_an_administrator(self, row: ParsedRow, seat: Seat) -> None:
        """Refuse a last day that leaves nobody who administers, as the page does."""
        if row["to_date"] is None or seat.role not in guards.ADMINISTERS:
            return
        standing = (one for some in self.by_user.values() for one in some if one.role in guards.ADMINISTERS)
        if not any(one.to_date is None and one.user.is_active for one in standing):
            what = _("Sau ngày này không còn ai quản trị cơ quan trên hệ thống.")
            self.problems.append(row.problem("to_date", what, _("Giao vai trò cho người khác trước.")))

    def _guard(self, row: ParsedRow, seat: Seat) -> None:
        wanted = guards.Wanted(
            user=seat.user,
            role=seat.role,
            from_date=seat.from_date,
            to_date=seat.to_date,
            unit=seat.unit,
            manner=seat.manner,
            rests_on_decision=seat.decision is not None,
        )
        near = {id(one): one for one in (*self.by_user[seat.user.pk], *self.watched)}
        beside = [one for one in near.values() if one is not seat]
        for reason in guards.why_not_seat(self.agency, wanted, standing=beside):
            column = {"decision": "decision_number"}.get(reason.field, reason.field) or "role"
            self.problems.append(row.problem(column, str(reason.text), ""))

    def _decision(self, row: ParsedRow) -> Decision | None:
        number, day = row["decision_number"], row["decision_date"]
        if not number:
            return None
        number = one_line(number)[:80]
        if day is None:
            what = _("Quyết định %s chưa có ngày ký.") % number
            self.problems.append(row.problem("decision_number", what, _("Ghi ngày quyết định.")))
            return None
        decision = self.decisions.get((number, day))
        if decision is None:
            decision = Decision(agency=self.agency, number=number, date=day)
            self.decisions[number, day] = decision
            self.new_decisions.append(decision)
        return decision

    def _stand(self, seat: Seat) -> None:
        """Count a seat among those that stand."""
        self.by_user[seat.user.pk].append(seat)
        if seat.to_date is None or seat.to_date >= self.on:
            self.members[fold(seat.user.full_name), seat.unit_id][seat.user.pk] = seat.user
        if seat.role in guards.ONE_HOLDER | guards.ONE_HOLDER_IN_A_UNIT | {guards.WRITES}:
            self.watched.append(seat)


@command
def _write(work: _Work, *, actor: Actor, sha256: str) -> Any:
    """Write new people first, since guards tell people apart by their keys; refusals take all back."""
    work.find_people()
    if work.problems:
        raise RowsRefused(work.problems)
    User.objects.bulk_create(work.new_users)
    work.seat_people()
    if work.problems:
        raise RowsRefused(work.problems)
    if not (work.new_users or work.new_seats or work.changed_seats):
        return UNCHANGED
    Decision.objects.bulk_create(work.new_decisions)
    for seat in work.changed_seats.values():
        seat.version += 1
    Seat.objects.bulk_create(work.new_seats)
    Seat.objects.bulk_update(work.changed_seats.values(), [*_SEAT_FIELDS, "version"])
    record(
        "organisation.person.imported",
        actor=actor,
        subject=work.agency,
        people=len(work.new_users),
        seats=len(work.new_seats),
        changed=len(work.changed_seats),
        decisions=len(work.new_decisions),
        sha256=sha256,
    )
    return work
