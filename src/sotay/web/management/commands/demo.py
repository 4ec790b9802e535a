"""`sotay demo`: the demonstration agency."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from sotay.agency.clock import today
from sotay.agency.management.calling import PlainCommand
from sotay.agency.models import Seat
from sotay.web.demo.building import build, cast


class Command(PlainCommand):
    """Build the demonstration agency, once."""

    usage = "sotay demo [--year NĂM]"
    help = "Tạo cơ quan mẫu STTTT trong hệ thống trống, kèm tài khoản cho từng vai trò."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the year that is shown."""
        parser.add_argument("--year", type=int, default=0)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build it, keep the accounts where `sotay run` shows them, and say where to look."""
        day = today()
        year = options["year"] or day.year
        if not day.year - 5 <= year <= day.year:
            raise CommandError("--year nhận năm nay hoặc một trong năm năm trước.", returncode=2)
        agency = build(year=year, today=day)
        accounts = _accounts()
        kept = Path(settings.SOTAY_VAR) / "demo-accounts.txt"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(accounts, encoding="utf-8")
        self.stdout.write(f"{agency.name}: /{agency.short_name}/\n\n{accounts}")


def _accounts() -> str:
    """Return the accounts of the cast, a line each."""
    known = cast()
    people = [*known["people"], known["inspector"] | {"seats": [{"role": "", "title": "Đoàn kiểm tra (chỉ xem)"}]}]
    lines = [f"  {one['username']:<18} {one['full_name']:<24} {_title(one['seats'][0])}" for one in people]
    return "\n".join([f"Tài khoản mẫu (mật khẩu chung: {known['password']}):", *lines, ""])


def _title(seat: dict[str, str]) -> str:
    return seat.get("title") or str(Seat.Role(seat["role"]).label)
