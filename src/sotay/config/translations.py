"""Translations in the form the program reads, made from the texts translators edit."""

import os
from pathlib import Path

import polib

from sotay.config.trouble import explained

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_translations(*, locale: Path = LOCALE) -> list[Path]:
    """Write each `.mo` whose `.po` is newer, whole or not at all, and return those written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with explained(target.parent):
            made = target.with_name(f"{target.name}.{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(made))
            made.rename(target)
        written.append(target)
    return written
