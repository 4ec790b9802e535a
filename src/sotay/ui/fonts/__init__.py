"""The fonts of papers; what they are and where they come from stands in FONTS.md."""

from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).resolve().parent
