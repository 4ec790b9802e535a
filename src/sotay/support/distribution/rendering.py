"""A file that is edited as a PDF, by LibreOffice where the server has it: a process of its own, with limits."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from sotay.blobs.kinds import kind_of
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobDamaged, BlobRefused
from sotay.blobs.storage import open_blob, store
from sotay.support.distribution.commands import keep_rendition
from sotay.support.distribution.models import Rendition

SECONDS: Final = 120
_MEMORY: Final = 2 << 30
_FILE: Final = 200 << 20
_LIMITED: Final = (
    "import os, resource, sys; "
    f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS})); "
    f"resource.setrlimit(resource.RLIMIT_DATA, ({_MEMORY}, {_MEMORY})); "
    f"resource.setrlimit(resource.RLIMIT_FSIZE, ({_FILE}, {_FILE})); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)

FAILED, TOO_LONG, DAMAGED = "FAILED", "TOO_LONG", "DAMAGED"


def program() -> str:
    """Return where LibreOffice is; empty where the server has none."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def make_rendition(source: Blob) -> Rendition:
    """Make a PDF of a file and keep it, or why it could not be made."""
    try:
        pdf = _converted(source)
        return keep_rendition(source, pdf=store(pdf, name="ban-in.pdf"))
    except subprocess.TimeoutExpired:
        return keep_rendition(source, pdf=None, failure=TOO_LONG)
    except BlobDamaged:
        return keep_rendition(source, pdf=None, failure=DAMAGED)
    except (subprocess.CalledProcessError, FileNotFoundError, BlobRefused):
        return keep_rendition(source, pdf=None, failure=FAILED)


def _converted(source: Blob) -> bytes:
    """Return the PDF LibreOffice makes; it gets an empty home, no network proxy and nothing else of ours."""
    with tempfile.TemporaryDirectory(prefix="sotay-") as home:
        folder = Path(home)
        file = folder / f"ban{kind_of(source.media_type).endings[0]}"
        with open_blob(source) as kept, file.open("wb") as copy:
            shutil.copyfileobj(kept, copy)
        call = [
            *(sys.executable, "-c", _LIMITED, program(), "--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *(f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", home, str(file)),
        ]
        around = {"HOME": home, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "TMPDIR": home}
        run = subprocess.Popen(  # noqa: S603  our own words alone
            call, cwd=home, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            run.wait(timeout=SECONDS)
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)
                run.wait()
        if run.returncode:
            raise subprocess.CalledProcessError(run.returncode, "soffice")
        return file.with_suffix(".pdf").read_bytes()
