"""`sotay journal verify|checkpoint`: recompute the chain, or print where it stands."""

import argparse
from io import StringIO
from typing import Any

import segno
from django.core.management.base import CommandError

from sotay.agency.management.calling import PlainCommand, agency_called, wrong_call
from sotay.agency.models import Agency
from sotay.journal.chain import BEGINNING
from sotay.journal.models import Entry
from sotay.journal.queries import last_position, verify_chain

COMMON = "(chung)"
"""What the chain of the installation itself is called, where an agency is named by its short name."""


class Command(PlainCommand):
    """Verify the chain of the journal or print a checkpoint of it."""

    usage = "sotay journal verify|checkpoint [--agency MÃ] [--since 'CƠ-QUAN VỊ-TRÍ:MÃ-BĂM']"
    help = "Kiểm tra chuỗi nhật ký (verify) hoặc in vị trí và mã băm hiện tại (checkpoint)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take what to do and for which agency."""
        parser.add_argument("what", choices=["verify", "checkpoint"])
        parser.add_argument(
            "--agency", default="", help="tên ngắn hoặc chữ viết tắt; (chung) là nhật ký chung; bỏ trống: tất cả"
        )
        parser.add_argument(
            "--since",
            default="",
            metavar="'CƠ-QUAN VỊ-TRÍ:MÃ-BĂM'",
            help="đối chiếu với một checkpoint đã in; có --agency thì không cần ghi cơ quan",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it; exit 1 names the first broken entry."""
        whose, since = self._since(options["since"])
        chains = self._chains(options["agency"] or whose)
        if since and len(chains) > 1:
            raise wrong_call("--since thuộc về một cơ quan: hãy thêm --agency, hoặc ghi cả dòng checkpoint đã in.")
        if options["what"] == "checkpoint":
            for agency in chains:
                self._checkpoint(agency)
            return
        broken = [line for agency in chains if (line := self._broken(agency, since))]
        if broken:
            raise CommandError("\n".join(broken), returncode=1)

    def _chains(self, name: str) -> list[Agency | None]:
        if not name:
            return [None, *Agency.objects.order_by("short_name")]
        return [None if name == COMMON else agency_called(name)]

    @staticmethod
    def _since(text: str) -> tuple[str, tuple[int, str] | None]:
        """Return whose checkpoint it is, when that is said, with its position and hash."""
        whose, _space, mark = text.strip().rpartition(" ")
        position, _sep, kept_hash = mark.partition(":")
        if text and not (position.isdecimal() and len(kept_hash) == len(BEGINNING)):
            raise wrong_call("--since cần dạng VỊ-TRÍ:MÃ-BĂM như checkpoint đã in.")
        return whose.strip(), (int(position), kept_hash) if text else None

    def _broken(self, agency: Agency | None, since: tuple[int, str] | None) -> str:
        called = agency.short_name if agency else COMMON
        verdict = verify_chain(agency)
        if verdict.broken_at is not None:
            return f"{called}: đứt tại dòng {verdict.broken_at}: {verdict.why}"
        if since and not self._contains(agency, *since):
            return f"{called}: dòng {since[0]} không còn như checkpoint {since[0]}:{since[1]}; nhật ký đã bị viết lại."
        self.stdout.write(f"{called}: {verdict.count} dòng, chuỗi nguyên vẹn, mã băm cuối {verdict.last_hash}")
        return ""

    @staticmethod
    def _contains(agency: Agency | None, position: int, kept_hash: str) -> bool:
        if position == 0:
            return kept_hash == BEGINNING
        return Entry.objects.filter(agency=agency, seq=position, hash=kept_hash).exists()

    def _checkpoint(self, agency: Agency | None) -> None:
        seq, last_hash = last_position(agency)
        text = f"{agency.short_name if agency else COMMON} {seq}:{last_hash}"
        self.stdout.write(text)
        drawn = StringIO()
        segno.make(text, micro=False).terminal(out=drawn, compact=True)
        self.stdout.write(drawn.getvalue())
