"""`sotay intake verify`: compute the seals over answers and feedback again."""

import argparse
from typing import Any

from django.core.management.base import CommandError

from sotay.agency.management.calling import PlainCommand, agency_called
from sotay.agency.models import Agency
from sotay.evaluation.intakes.queries import verify
from sotay.evaluation.intakes.sealing import KINDS


class Command(PlainCommand):
    """Verify the seals over rows from outside."""

    usage = "sotay intake verify [--agency MÃ]"
    help = "Kiểm tra niêm phong của phiếu trả lời và phản ánh, kiến nghị đã tiếp nhận."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take for which agency."""
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("--agency", default="", help="tên ngắn hoặc chữ viết tắt; bỏ trống: tất cả")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it; exit 1 names the first seal of each agency and kind that does not hold."""
        name = options["agency"]
        agencies = [agency_called(name)] if name else list(Agency.objects.order_by("short_name"))
        broken = [line for agency in agencies for kind in KINDS if (line := self._broken(agency, kind))]
        if broken:
            raise CommandError("\n".join(broken), returncode=1)

    def _broken(self, agency: Agency, kind: str) -> str:
        found = verify(agency, kind=kind)
        called = f"{agency.short_name} {kind}"
        if found.why:
            return f"{called}: {found.why}"
        rest = f", {found.waiting} bản ghi chờ niêm phong" if found.waiting else ""
        self.stdout.write(f"{called}: {found.seals} niêm phong, {found.count} bản ghi nguyên vẹn{rest}")
        return ""
