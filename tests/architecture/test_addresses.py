"""Every address is in a permission table, takes its forms once, and speaks the words of the field."""

import importlib
import inspect
import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.reading import SOURCE, named

TESTS = Path(__file__).resolve().parents[1]
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style[\s>]|<script(?![^>]*\bsrc=)[^>]*>|javascript:""", re.IGNORECASE
)
# practice.md 10: words that officials do not use for these things.
NOT_OUR_WORDS = [
    "Toàn cảnh",
    "nghĩa vụ",
    "Nghĩa vụ",
    "sáng kiến",
    "đã thay thế bởi",
    "cho bản khác",
    "chữ ký số nội bộ",
    "mẫu – chưa chỉnh sửa nội dung",
]


def agency_urls():
    """Return (name, pattern) of every address below an agency."""

    def walk(patterns, namespace, below):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inside = below or "agency" in str(pattern.pattern)
                yield from walk(pattern.url_patterns, ":".join(filter(None, [namespace, pattern.namespace])), inside)
            elif isinstance(pattern, URLPattern) and (below or "agency" in str(pattern.pattern)):
                yield (f"{namespace}:{pattern.name}" if namespace else pattern.name), pattern

    return list(walk(get_resolver().url_patterns, "", False))


def permission_modules():
    names = [path.relative_to(TESTS).with_suffix("").parts for path in sorted(TESTS.rglob("test_permissions.py"))]
    modules = [importlib.import_module(".".join(["tests", *parts])) for parts in names]
    return [module for module in modules if hasattr(module, "TABLE")]


def permission_rows():
    return [row for module in permission_modules() for row in module.TABLE]


def test_every_address_has_a_row_in_a_permission_table():
    missing = {name for name, _pattern in agency_urls()} - {row.name for row in permission_rows()}
    assert not missing


def test_every_row_of_a_permission_table_names_an_address():
    assert not {row.name for row in permission_rows()} - {name for name, _pattern in agency_urls()}


def test_a_view_that_writes_takes_its_form_once():
    posting = {row.name for row in permission_rows() if row.method == "post"}
    assert not [
        name for name, pattern in agency_urls() if name in posting and not getattr(pattern.callback, "once", False)
    ]


def test_a_view_that_takes_a_form_has_a_row_for_it():
    """A view that reads what is posted is tried with a post by every seat, and takes its form once."""
    posting = {row.name for row in permission_rows() if row.method == "post"}
    reading = {
        name: pattern.callback
        for name, pattern in agency_urls()
        if getattr(pattern.callback, "once", False) or "POST" in inspect.getsource(inspect.unwrap(pattern.callback))
    }
    assert not reading.keys() - posting
    assert not [name for name, view in reading.items() if not getattr(view, "once", False)]
    assert len(reading) > 30, "the views must have been read"


def test_every_permission_table_is_tried_out():
    for module in permission_modules():
        tried = [one.table for name, one in vars(module).items() if name.startswith("test_") and hasattr(one, "table")]
        assert any(table is module.TABLE for table in tried), module.__name__


def test_templates_carry_no_inline_style_or_script():
    assert not [named(path) for path in SOURCE.rglob("*.html") if INLINE.search(path.read_text(encoding="utf-8"))]


def test_screens_speak_as_officials_do():
    found = [
        f"{named(path)}: {word}"
        for path in [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py"), *SOURCE.rglob("*.yaml")]
        for word in NOT_OUR_WORDS
        if word in path.read_text(encoding="utf-8")
    ]
    assert not found
