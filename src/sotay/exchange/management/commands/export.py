"""`sotay export`: write a list of an agency as a file that can be imported again."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.agency.management.calling import PlainCommand, agency_called, wrong_call
from sotay.exchange import export
from sotay.exchange.writing import csv_lines, write_xlsx


class Command(PlainCommand):
    """Writes one list to a file or to the output."""

    usage = "sotay export LOẠI --agency MÃ [--format xlsx|csv|json] [--out TỆP]"
    help = "xuất một danh sách của cơ quan thành XLSX, CSV hoặc JSON"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the kind, the agency, the format and where to write."""
        parser.add_argument("kind", metavar="LOẠI", help=", ".join(one.kind for one in export.kinds()))
        parser.add_argument("--agency", required=True, metavar="MÃ", help="tên ngắn hoặc chữ viết tắt của cơ quan")
        parser.add_argument(
            "--format", choices=["xlsx", "csv", "json"], default="", help="mặc định theo đuôi của --out"
        )
        parser.add_argument("--out", default="", metavar="TỆP", help="bỏ trống: in ra màn hình")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write it; a file that is there already is replaced only when all is written."""
        kind = export.find(options["kind"])
        if kind is None:
            known = ", ".join(one.kind for one in export.kinds())
            words = _("Không có loại “%(kind)s”; các loại xuất được: %(known)s.")
            raise wrong_call(words % {"kind": options["kind"], "known": known})
        out = Path(options["out"]) if options["out"] else None
        form = options["format"] or (out.suffix.lstrip(".").lower() if out else "csv")
        if form not in {"xlsx", "csv", "json"}:
            raise wrong_call(_("Không biết dạng “%s”; dùng --format xlsx, csv hoặc json.") % form)
        if form == "xlsx" and out is None and sys.stdout.isatty():
            raise wrong_call(_("XLSX không in ra màn hình được; hãy nêu --out TỆP."))
        viewer = Actor(agency=agency_called(options["agency"]), origin=COMMAND_LINE)
        pieces = _pieces(kind, form, viewer)
        if out is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            return
        half = out.with_name(f".{out.name}.half")
        with half.open("wb") as file:
            file.writelines(pieces)
        half.replace(out)
        self.stderr.write(_("Đã ghi %s.") % out)


def _pieces(kind: export.Export, form: str, viewer: Actor) -> Iterator[bytes]:
    rows = kind.rows(viewer)
    if form == "xlsx":
        with write_xlsx(kind.columns, rows, title=str(kind.label)) as file:
            yield from iter(lambda: file.read(1 << 16), b"")
    elif form == "csv":
        yield from csv_lines(kind.columns, rows)
    else:
        yield from (line.encode() for line in export.json_lines(kind.columns, rows))
