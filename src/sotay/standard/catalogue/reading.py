"""How the catalogue files are read, and which of two languages a text is shown in."""

from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FOLDER = Path(__file__).resolve().parent


class CatalogueError(ValueError):
    """Raised at start for a catalogue that contradicts itself: a mistake in the program's own data."""


def read(name: str) -> dict[str, Any]:
    """Return the content of a catalogue file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where the library was built with it
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), loader)  # noqa: S506  both are safe loaders


def spoken(vi: str, en: str) -> str:
    """Return the text in the language of the page."""
    return en if (get_language() or "vi").startswith("en") else vi
