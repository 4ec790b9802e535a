"""`sotay import`: take a file into an agency, all of it or nothing, or try it out."""  # noqa: N999  the word of the command

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.agency.clock import today
from sotay.agency.management.calling import PlainCommand, agency_called, wrong_call
from sotay.agency.models import Agency
from sotay.exchange import imports
from sotay.exchange.outcome import Outcome, place, refused
from sotay.exchange.runs.commands import take_now
from sotay.exchange.runs.queries import before, earlier_run


class Command(PlainCommand):
    """Reads a file and takes it, or tries it out."""

    usage = "sotay import LOẠI TỆP --agency MÃ [--source TÊN] [--leave-out-errors] [--dry-run] [--json]"
    help = "nhập một tệp vào cơ quan: tất cả hoặc không gì cả; --dry-run chỉ xem trước"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the kind, the file, the agency and the two manners."""
        parser.add_argument("kind", metavar="LOẠI", help=", ".join(one.kind for one in imports.kinds()))
        parser.add_argument("file", metavar="TỆP")
        parser.add_argument("--agency", required=True, metavar="MÃ", help="tên ngắn hoặc chữ viết tắt của cơ quan")
        parser.add_argument("--source", default="", metavar="TÊN", help="nguồn danh sách đã lưu (loại dossiers)")
        parser.add_argument(
            "--leave-out-errors", action="store_true", help="nhập các dòng đúng, để lại các dòng lỗi (loại dossiers)"
        )
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không thay đổi gì")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it; exit 1 when the file is not taken."""
        kind = _kind(options["kind"])
        path = _file(options["file"], folder=kind.folder is not None)
        chosen = _options(kind, source=options["source"], leave_out=options["leave_out_errors"])
        agency = agency_called(options["agency"])
        actor = Actor(agency=agency, origin=COMMAND_LINE)
        about = {"agency": agency, "actor": actor, "dry": options["dry_run"], "options": chosen}
        if not path.is_dir() and path.stat().st_size > kind.limit:
            what = _("Tệp lớn hơn %s MB.") % (kind.limit >> 20)
            outcome = refused(place(path.name, what, _("Hãy tách thành nhiều tệp.")))
        elif kind.folder and path.is_dir():
            data = kind.folder(path)
            outcome = _outcome(kind, data, path, sha256=hashlib.sha256(data).hexdigest(), **about)
        else:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                outcome = _outcome(kind, file if kind.stream else file.read(), path, sha256=sha256, **about)
        self._tell(outcome, kind=kind, file=options["file"], as_json=options["json"], dry=options["dry_run"])
        if not outcome.ok:
            lines = "\n".join(f"{one['where']}: {one['what']} {one['mend']}".rstrip() for one in outcome.errors)
            raise CommandError(lines, returncode=1)

    def _tell(self, outcome: Outcome, *, kind: imports.Import, file: str, as_json: bool, dry: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(outcome.as_dict(kind=kind.kind, file=file), ensure_ascii=False, indent=2))
            return
        for one in (*outcome.notes, *outcome.flagged, *outcome.left_out):
            self.stdout.write(f"{one['where']}: {one['what']}")
        if outcome.ok:
            words = _("Sẽ thêm %(created)s, sửa %(updated)s, giữ nguyên %(unchanged)s; chưa thay đổi gì.")
            if not dry:
                words = _("Thêm %(created)s, sửa %(updated)s, giữ nguyên %(unchanged)s.")
            facts = {"created": outcome.created, "updated": outcome.updated, "unchanged": outcome.unchanged}
            self.stdout.write(words % facts)
            if outcome.bad_rows:
                self.stdout.write(_("Để lại %s dòng lỗi.") % outcome.bad_rows)


def _options(kind: imports.Import, *, source: str, leave_out: bool) -> dict[str, Any]:
    """Return what was chosen for a kind that can be told how to read a file; a wrong call for one that cannot."""
    if (source or leave_out) and kind.stream is None:
        raise wrong_call(_("Loại “%s” không có --source, --leave-out-errors.") % kind.kind)
    return {"source": source, "leave_out": leave_out} if kind.stream else {}


def _outcome(
    kind: imports.Import,
    data: bytes | BinaryIO,
    path: Path,
    *,
    agency: Agency,
    actor: Actor,
    sha256: str,
    dry: bool,
    options: dict[str, Any],
) -> Outcome:
    about: dict[str, Any] = {"agency": agency, "actor": actor, "on": today(), "options": options}
    if not dry:
        return take_now(kind=kind, data=data, name=path.name, sha256=sha256, **about)
    imports.require_permission(kind, actor)
    if earlier := earlier_run(agency, kind=kind.kind, sha256=sha256):
        return before(earlier, name=path.name)
    source = imports.Source(name=path.name, sha256=sha256)
    return imports.attempt(kind, data, source=source, dry_run=True, **about)


def _kind(name: str) -> imports.Import:
    if kind := imports.find(name):
        return kind
    known = ", ".join(one.kind for one in imports.kinds())
    raise wrong_call(_("Không có loại “%(kind)s”; các loại nhập được: %(known)s.") % {"kind": name, "known": known})


def _file(name: str, *, folder: bool) -> Path:
    path = Path(name)
    if not path.is_file() and not (folder and path.is_dir()):
        raise wrong_call(_("Không có tệp %s.") % name)
    return path
