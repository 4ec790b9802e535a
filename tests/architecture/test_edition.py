"""The edition of the standard is named in one place: papers and screens take it from there."""

import ast
from pathlib import Path

import sotay

ROOT = Path(sotay.__file__).parent
ONE_PLACE = ROOT / "agency" / "edition.py"
BY_EDITION = {
    ROOT / "standard" / "catalogue" / "clauses.py",
    ROOT / "evaluation" / "audits" / "checklists" / "library.py",
}
"""They list what there is for each edition."""
SAMPLES = {ROOT / "ui" / "samples.py"}
EXAMPLE = ("Ví dụ", "ví dụ", "ISO 9001:2015 điều", "TCVN ISO 9001:2015 mục", "Đánh giá nội bộ theo")
"""What a help text gives as an example, and the clause a rule rests on, are not what a paper says."""


def _texts(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def test_no_module_names_the_edition_on_its_own():
    found = {}
    for path in ROOT.rglob("*.py"):
        if path in {ONE_PLACE, *BY_EDITION, *SAMPLES} or {"migrations", "demo"} & set(path.parts):
            continue
        named = [one for one in _texts(path) if "9001:2015" in one and not any(word in one for word in EXAMPLE)]
        if named:
            found[str(path.relative_to(ROOT))] = named
    assert found == {}


def test_no_template_names_the_edition_on_its_own():
    named = [
        str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html")
        if path.name != "gallery_book.html" and "9001:2015" in path.read_text(encoding="utf-8")
    ]  # fmt: skip
    assert named == []
