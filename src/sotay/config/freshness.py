"""Whether an installation was prepared for exactly this code and this database, told without loading Django."""

import hashlib
import os
import subprocess
import sysconfig
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sotay.config.programs import shipped

PACKAGE = Path(__file__).resolve().parent.parent
MIGRATED = "SELECT count(*), max(applied) FROM django_migrations"


def was_prepared(folder: Path) -> bool:
    """Return whether nothing changed since `note_prepared`: code, packages, what the database says of itself."""
    mark = folder / "prepared"
    return mark.is_file() and mark.read_text(encoding="ascii") == fingerprint(folder) != ""


def note_prepared(folder: Path) -> None:
    """Remember what the installation was prepared for."""
    (folder / "prepared").write_text(fingerprint(folder), encoding="ascii")


def fingerprint(folder: Path) -> str:
    """Return a digest of all that preparing depends on, empty when the database does not tell how it was migrated."""
    migrated = _migrated(os.environ.get("DATABASE_URL", ""))
    if not migrated:
        return ""
    seen = hashlib.sha256(
        f"{migrated}\0{os.environ.get('SOTAY_DEMO', '')}\0{os.environ.get('SOTAY_STATIC', '')}".encode()
    )
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    seen.update("\0".join(packages).encode())
    gathered = Path(os.environ.get("SOTAY_STATIC", folder / "static")) / ".collected"
    for path in (gathered, *_watched()):
        if path.is_file():
            facts = path.stat()
            seen.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _watched() -> list[Path]:
    """Return the migrations, static files and translations of the house."""
    found = [*PACKAGE.rglob("migrations/*.py"), *PACKAGE.rglob("static/**/*"), *PACKAGE.glob("locale/**/*.[mp]o")]
    return sorted(found)


def _migrated(url: str) -> str:
    """Return how many migrations the database has had and when the last; empty when it cannot be asked this way."""
    parts = urlsplit(url)
    if parts.query or not parts.hostname:
        return ""
    asked = {
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
        "PGCONNECT_TIMEOUT": "5",
    }
    try:
        done = subprocess.run(  # noqa: S603
            [shipped() / "bin" / "psql", "-XAtc", MIGRATED], env=asked, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return f"{parts.hostname}:{parts.port}{parts.path} {done.stdout.strip()}" if done.returncode == 0 else ""
