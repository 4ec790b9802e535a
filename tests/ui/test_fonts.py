"""The fonts of papers are what their package published."""

import hashlib
import re

from sotay.ui.fonts import FONTS

ROW = re.compile(r"^\| (?P<file>[^|]+?) \|.*\| (?P<sum>[0-9a-f]{64})", re.MULTILINE)


def test_fonts_have_the_checksums_written_beside_them():
    listed = {row["file"]: row["sum"] for row in ROW.finditer((FONTS / "FONTS.md").read_text(encoding="utf-8"))}

    assert set(listed) == {str(one.relative_to(FONTS)) for one in FONTS.rglob("*.ttf")}
    for name, checksum in listed.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == checksum, name
