"""What the tests of the reader share: the standard's titles, the made-up manual, the real one where it stands."""

import json
from pathlib import Path

import pytest

from sotay.manual.statements.reading import read_manual

CASES = Path(__file__).resolve().parents[3] / "cases"
REAL_MANUAL = Path(__file__).resolve().parents[5] / "shared" / "seeds" / "000_689500bd9772355f.txt"
KNOWN = {item["number"]: item["title_vi"] for item in json.loads((CASES / "clauses.json").read_text("utf-8"))["items"]}
LEVEL_2 = [number for number in KNOWN if number.count(".") == 1]


def read(text: str):
    return read_manual(text, known_clauses=KNOWN)


@pytest.fixture(scope="session")
def quirky_text() -> str:
    return (CASES / "manual_with_quirks.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def quirky(quirky_text):
    return read(quirky_text)


@pytest.fixture(scope="session")
def real_text() -> str:
    if not REAL_MANUAL.is_file():
        pytest.skip("the real quality manual does not stand beside the repository (../shared/seeds)")
    return REAL_MANUAL.read_text("utf-8")


@pytest.fixture(scope="session")
def real(real_text):
    return read(real_text)
