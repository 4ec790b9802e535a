"""LibreOffice as a second reader of Word files; Times New Roman is set in Tinos, as no Linux has the former."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sotay.ui.fonts import FONTS

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice Writer is not installed: no second reader of Word files"
)
SECONDS = 180
_FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>"""


def pdf_of(folder: Path, documents: dict[str, bytes]) -> dict[str, bytes]:
    """Return what LibreOffice makes of Word files, by their names; all in one start of it."""
    conf = folder / "fonts.conf"
    conf.write_text(_FONTS_CONF.format(fonts=FONTS, cache=folder / "cache"), encoding="utf-8")
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    out = folder / "out"
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(out),
    ]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "FONTCONFIG_FILE": str(conf), "LANG": "C.UTF-8"}
    subprocess.run(
        [*command, *(str(folder / f"{name}.docx") for name in documents)],
        env=environment,
        check=True,
        timeout=SECONDS,
        capture_output=True,
    )
    return {name: (out / f"{name}.pdf").read_bytes() for name in documents}
