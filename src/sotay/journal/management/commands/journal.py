"""`sotay journal verify|checkpoint`: recompute the chain, or print where it stands."""

import argparse
from io import StringIO
from typing import Any

import segno
from django.core.management.base import CommandError

from sotay.agency.management.calling import PlainCommand, agency_called, wrong_call
from sotay.agency.models import Agency
from sotay.journal.models import Entry
from sotay.journal.queries import last_position, verify_chain


class Command(PlainCommand):
    """Verify the chain of the journal or print a checkpoint of it."""

    usage = "sotay journal verify|checkpoint [--agency MÃ] [--since VỊ-TRÍ:MÃ-BĂM]"
    help = "Kiểm tra chuỗi nhật ký (verify) hoặc in vị trí và mã băm hiện tại (checkpoint)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take what to do and for which agency."""
        parser.add_argument("what", choices=["verify", "checkpoint"])
        parser.add_argument(
            "--agency", default="", help="tên ngắn hoặc chữ viết tắt; bỏ trống: mọi cơ quan và nhật ký chung"
        )
        parser.add_argument("--since", default="", metavar="VỊ-TRÍ:MÃ-BĂM", help="đối chiếu với một checkpoint đã in")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it; exit 1 names the first broken entry."""
        chains = self._chains(options["agency"])
        if options["what"] == "checkpoint":
            for agency in chains:
                self._checkpoint(agency)
            return
        broken = [line for agency in chains if (line := self._broken(agency, options["since"]))]
        if broken:
            raise CommandError("\n".join(broken), returncode=1)

    def _chains(self, name: str) -> list[Agency | None]:
        if not name:
            return [None, *Agency.objects.order_by("short_name")]
        return [agency_called(name)]

    def _broken(self, agency: Agency | None, since: str) -> str:
        called = agency.short_name if agency else "(chung)"
        verdict = verify_chain(agency)
        if verdict.broken_at is not None:
            return f"{called}: đứt tại dòng {verdict.broken_at}: {verdict.why}"
        if since and not self._contains(agency, since):
            return f"{called}: không còn chứa checkpoint {since}; nhật ký đã bị viết lại."
        self.stdout.write(f"{called}: {verdict.count} dòng, chuỗi nguyên vẹn, mã băm cuối {verdict.last_hash}")
        return ""

    @staticmethod
    def _contains(agency: Agency | None, since: str) -> bool:
        position, _sep, kept_hash = since.partition(":")
        if not position.isdigit():
            raise wrong_call("--since cần dạng VỊ-TRÍ:MÃ-BĂM như checkpoint đã in.")
        return position == "0" or Entry.objects.filter(agency=agency, seq=int(position), hash=kept_hash).exists()

    def _checkpoint(self, agency: Agency | None) -> None:
        seq, last_hash = last_position(agency)
        text = f"{agency.short_name if agency else '(chung)'} {seq}:{last_hash}"
        self.stdout.write(text)
        drawn = StringIO()
        segno.make(text, micro=False).terminal(out=drawn, compact=True)
        self.stdout.write(drawn.getvalue())
