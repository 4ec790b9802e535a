"""`sotay text`: lines folded, sorted, read as numbers."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from sotay.agency.management.commands.text import Command


@pytest.fixture
def answer(monkeypatch):
    """Return a function that gives the command lines and returns what it prints."""

    def ask(what, data):
        raw = data if isinstance(data, bytes) else data.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))
        out = io.StringIO()
        call_command("text", what, stdout=out)
        return out.getvalue()

    return ask


def test_lines_are_folded_one_for_one(answer):
    assert answer("fold", "Quyết định\n\nĐẮK LẮK") == "quyet dinh\n\ndak lak\n"


def test_lines_are_sorted_in_vietnamese_order(answer):
    assert answer("sort", "Đà Nẵng\nDĩ An\nẤn Độ\nAn Giang\n") == "An Giang\nẤn Độ\nDĩ An\nĐà Nẵng\n"


def test_numbers_are_printed_as_json_with_the_parts_promised(answer):
    first, second = answer("number", "262 /SLĐTBXH-VP\n30c/NQ-CP\n").splitlines()
    assert json.loads(first) == {
        "seq": 262,
        "seq_suffix": None,
        "year": None,
        "type_abbr": None,
        "issuer_and_unit": ["SLĐTBXH", "VP"],
        "symbol": "SLĐTBXH-VP",
        "flags": ["blanks"],
    }
    assert json.loads(second)["seq_suffix"] == "c"
    assert "Đ" in first


def test_windows_line_ends_and_the_mark_at_the_beginning_are_left_out(answer):
    assert answer("fold", b"\xef\xbb\xbfH\xc3\xa0\r\nN\xe1\xbb\x99i\r\n") == "ha\nnoi\n"


def test_nothing_in_gives_nothing_out(answer):
    assert answer("sort", "") == ""


def test_a_line_that_is_not_unicode_is_named(answer):
    with pytest.raises(CommandError, match="Dòng 2") as refusal:
        answer("fold", b"a\n\xff\n")
    assert refusal.value.returncode == 1


@pytest.mark.parametrize("words", [[], ["bogus"], ["fold", "more"], ["fold", "--bogus"]])
def test_a_wrong_call_is_told_in_one_vietnamese_line(words):
    with pytest.raises(CommandError, match="Gọi sai lệnh") as refusal:
        Command().run_from_argv(["sotay", "text", "--traceback", *words])
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
