"""Reads the source: modules, their syntax trees, the floors."""

import ast
import configparser
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sotay"


@cache
def modules() -> tuple[Path, ...]:
    """Return every hand-written module of the house."""
    return tuple(sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def floors() -> dict[str, int]:
    """Return the floor of each area, the roof highest, as the import contract names them."""
    contract = configparser.ConfigParser(interpolation=None)
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    lines = [line.strip() for line in contract["importlinter:contract:floors"]["layers"].splitlines()]
    layers = [line for line in lines if line and not line.startswith(";")]
    return {
        area.strip().removeprefix("sotay."): height
        for height, line in enumerate(reversed(layers))
        for area in line.split("|")
    }


def named(path: Path) -> str:
    """Return a path as people say it."""
    return str(path.relative_to(ROOT))
