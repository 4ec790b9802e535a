"""Vendored files are what their package published, and nothing is fetched from elsewhere."""

import hashlib
import re
from pathlib import Path

from sotay.ui import icons

UI = Path(icons.__file__).parent
VENDOR = UI / "static" / "ui" / "vendor"
ROW = re.compile(r"^\| (?P<file>[^|]+?) \|.*\| (?P<sum>[0-9a-f]{64})", re.MULTILINE)


def test_vendored_files_have_the_checksums_written_beside_them():
    listed = {row["file"]: row["sum"] for row in ROW.finditer((VENDOR / "VENDOR.md").read_text(encoding="utf-8"))}
    svgs = sorted((VENDOR / "tabler-icons").glob("*.svg"))
    icon_row = next(name for name in listed if name.startswith("tabler-icons/"))

    assert listed.pop(icon_row) == hashlib.sha256(b"".join(one.read_bytes() for one in svgs)).hexdigest()
    assert f"({len(svgs)} files)" in icon_row
    for name, checksum in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == checksum, name
    others = {str(one.relative_to(VENDOR)) for one in VENDOR.rglob("*") if one.suffix in {".css", ".js", ".woff2"}}
    assert others == set(listed)


def test_no_page_asks_another_server():
    for path in [*UI.rglob("*.css"), *UI.rglob("*.js"), *UI.rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        asked = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//[^"')\s]+""", text)
        assert asked == [], path
        assert "sourceMappingURL" not in text, path


def test_templates_carry_no_inline_style_or_script():
    for path in (UI / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""\sstyle\s*=\s*["']""", text), path
        assert not re.search(r"""\son[a-z]+\s*=\s*["']""", text), path
        assert "<style" not in text, path
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path


def test_every_icon_named_in_the_templates_is_there():
    for path in (UI / "templates").rglob("*.html"):
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text(encoding="utf-8")):
            assert icons.shapes(name), (path, name)
