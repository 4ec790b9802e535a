"""`sotay agency`: add an agency to the installation, list them, name a successor."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sotay.agency.clock import today
from sotay.agency.management.calling import agency_called
from sotay.agency.models import Agency, Seat, User
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.people.passwords import new_number, password_from
from sotay.organisation.settings.commands import FirstSeat, create_agency, installer_of, succeed_agency


class Command(BaseCommand):
    """Reads the words of the command line and calls one command of the house."""

    help = "thêm cơ quan vào hệ thống, liệt kê, ghi cơ quan kế tiếp"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare `create`, `list` and `succeed`."""
        acts = parser.add_subparsers(dest="act", required=True)
        create = acts.add_parser("create", help="thêm một cơ quan với người quản trị đầu tiên")
        create.add_argument("short_name", help="tên ngắn trong địa chỉ, ví dụ stttt-qnam")
        create.add_argument("--name", required=True, help="tên cơ quan")
        create.add_argument("--letter-code", required=True, help="chữ viết tắt trong số ký hiệu, ví dụ STTTT")
        create.add_argument("--kind", default=Agency.Kind.SPECIALISED, choices=Agency.Kind.values)
        create.add_argument("--parent", default="", help="cơ quan chủ quản")
        create.add_argument("--place", default="", help="địa danh")
        create.add_argument("--administrator", required=True, type=_person, metavar="TÊN_ĐĂNG_NHẬP=Họ và tên")
        create.add_argument("--secretary", type=_person, metavar="TÊN_ĐĂNG_NHẬP=Họ và tên")
        create.add_argument("--decision", metavar="SỐ", help="quyết định cử thư ký")
        create.add_argument("--decision-date", type=_day, metavar="NĂM-THÁNG-NGÀY")
        acts.add_parser("list", help="liệt kê các cơ quan")
        succeed = acts.add_parser("succeed", help="ghi cơ quan kế tiếp khi sáp nhập, chia tách")
        succeed.add_argument("predecessor")
        succeed.add_argument("successor")
        succeed.add_argument("--date", required=True, type=_day, metavar="NĂM-THÁNG-NGÀY")
        succeed.add_argument("--basis", required=True, help="căn cứ")

    def handle(self, *_args: Any, act: str, **options: Any) -> None:
        """Do what was asked."""
        getattr(self, f"_{act}")(options)

    def _create(self, options: dict[str, Any]) -> None:
        if bool(options["decision"]) != bool(options["decision_date"]):
            raise CommandError("--decision và --decision-date đi cùng nhau.", returncode=2)
        agency = Agency(
            short_name=options["short_name"],
            name=options["name"],
            letter_code=options["letter_code"],
            kind=options["kind"],
            parent_name=options["parent"],
            place_name=options["place"],
        )
        people = [(Seat.Role.ADMINISTRATOR, options["administrator"]), (Seat.Role.SECRETARY, options["secretary"])]
        seats = tuple(
            FirstSeat(username=one[0], full_name=one[1], role=role, password=password_from(new_number()))
            for role, one in people
            if one
        )
        known = set(
            User.objects.filter(username__in=[one.username for one in seats]).values_list("username", flat=True)
        )
        decision = (
            NewDecision(number=options["decision"], date=options["decision_date"]) if options["decision"] else None
        )
        create_agency(agency, actor=installer_of(agency), on=today(), seats=seats, decision=decision)
        self.stdout.write(f"Đã thêm {agency.name} (/{agency.short_name}/).")
        for one in seats:
            words = (
                "tài khoản đã có, mật khẩu giữ nguyên" if one.username in known else f"mật khẩu lần đầu {one.password}"
            )
            known.add(one.username)  # who sits twice has one password, the first
            self.stdout.write(f"{Seat.Role(one.role).label}: {one.username} – {words}")

    def _list(self, _options: dict[str, Any]) -> None:
        for agency in Agency.objects.order_by("short_name"):
            ended = f" (kết thúc {agency.ended_date})" if agency.ended_date else ""
            self.stdout.write(f"{agency.short_name}\t{agency.letter_code}\t{agency.name}{ended}")

    def _succeed(self, options: dict[str, Any]) -> None:
        predecessor, successor = agency_called(options["predecessor"]), agency_called(options["successor"])
        succeed_agency(
            predecessor,
            actor=installer_of(predecessor),
            successor=successor,
            date=options["date"],
            basis=options["basis"],
        )
        self.stdout.write(f"Đã ghi: {successor.name} kế tiếp {predecessor.name} từ {options['date']}.")


def _person(text: str) -> tuple[str, str]:
    username, sign, full_name = text.partition("=")
    if not (sign and username.strip() and full_name.strip()):
        raise ArgumentTypeError("viết dạng TÊN_ĐĂNG_NHẬP=Họ và tên")
    return username.strip().lower(), full_name.strip()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError("ngày viết dạng NĂM-THÁNG-NGÀY") from problem
