"""The source keeps the rules of writing."""

import ast
import re
import tomllib

from tests.architecture.reading import ROOT, SOURCE, modules, named, tree

DOMAIN = {"models", "permissions", "commands", "obligations", "facts", "guards", "registrations"}
FORBIDDEN_NAMES = {"utils", "helpers", "services", "managers", "common", "misc"}
SERVICES = SOURCE / "context" / "services"
"""The one place that is called so: the published services (thủ tục hành chính), no layer of code."""
# Loaded where they are used, since they are heavy.
HEAVY = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["sotay"]["heavy"])
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES_ON_ROWS = {"create", "update", "delete"}
ROWS = {"objects", "filter", "exclude", "all", "of", "in_force", "select_for_update"}
KINDS = {"command", "upkeep", "intake"}
# Below the machinery of commands: the bytes themselves, the stores that machinery stands on, and Django's own account.
MACHINERY = {"blobs/storage.py", "journal/recording.py", "agency/models/owned.py", "agency/models/user.py"}


def test_no_file_is_over_400_lines():
    written = [*modules(), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js")]
    lines = {
        named(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in written
        if "vendor" not in path.parts
    }
    assert not {path: count for path, count in lines.items() if count > 400}


def test_nothing_is_left_for_another_day():
    found = [
        f"{named(path)}:{number}"
        for path in [*modules(), *SOURCE.rglob("*.html")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFT_OVER.search(line)
    ]
    assert not found


def test_no_module_has_a_name_that_says_nothing():
    assert not [
        named(path)
        for path in modules()
        if FORBIDDEN_NAMES
        & set(path.relative_to(SERVICES if path.is_relative_to(SERVICES) else SOURCE).with_suffix("").parts)
    ]


def test_the_domain_knows_no_pages():
    """Models, commands, queries … import nothing of Django's HTTP side."""
    found = []
    for path in modules():
        if path.stem not in DOMAIN or path.parent == SOURCE:
            continue
        for node in ast.walk(tree(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [
                f"{named(path)}: {name}"
                for name in names
                if name.startswith(("django.http", "django.shortcuts", "django.urls"))
            ]
    assert not found


def test_only_heavy_libraries_are_imported_inside_functions():
    """An import inside a function is a heavy library, or an area's own modules read by its app at start."""
    found = []
    for path in modules():
        if (
            path.name == "apps.py"
            or "management" in path.parts
            or path.parent.name == "config"
            or path.name == "cli.py"
        ):
            continue
        for function in [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)]:
            for node in ast.walk(function):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                found += [f"{named(path)}: {name}" for name in names if name.partition(".")[0] not in HEAVY]
    assert not found


def test_nothing_is_written_outside_the_three_kinds():
    """A write stands inside a decorated function; in commands modules the private functions of such a one may help.

    What several commands write alike stands in a module of its own, `writing.py`, which they alone call (see below).
    """
    found = []
    for path in modules():
        if path.relative_to(SOURCE).as_posix() in MACHINERY or _serves_commands(path):
            continue
        helps = path.name in {"commands.py", "imports.py"}
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and (_kinds(node) or (helps and node.name.startswith("_"))):
                continue
            found += [
                f"{named(path)}:{call.lineno}"
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and _writes(call)
            ]
    assert not found


def _serves_commands(path):
    return path.stem == "writing" or path.stem.endswith("_writing")


def test_what_commands_share_is_called_by_commands_alone():
    """Only names that read may go further: what is submitted, keys and codes, constants."""
    reading = {
        "content_of", "slug_of_set", "unit_code", "values_of", "line_values", "next_code", "clean", "clean_lines", "series_for",
        "written_out",
    }  # fmt: skip
    callers = {"commands.py", "imports.py", "rows.py"}  # rows.py is the second half of an import
    found = []
    for path in modules():
        if path.name in callers or _serves_commands(path):
            continue
        for node in ast.walk(tree(path)):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if module.endswith("writing") and not module.startswith("sotay.exchange"):  # that one writes files
                found += [
                    f"{named(path)}: {one.name}"
                    for one in node.names
                    if one.name not in reading and not one.name.isupper()
                ]
    assert not found


def test_the_glossary_and_the_decisions_are_kept():
    assert (ROOT / "docs" / "glossary.md").is_file()
    assert len(list((ROOT / "docs" / "decisions").glob("[0-9][0-9][0-9][0-9]-*.md"))) >= 5


def _kinds(function: ast.FunctionDef) -> set[str]:
    names = {node.id for one in function.decorator_list for node in ast.walk(one) if isinstance(node, ast.Name)}
    return names & KINDS


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = call.func.value
    if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "super":
        return False
    if call.func.attr == "save":
        return not call.args  # a document is saved to a place, a row to none
    if call.func.attr in WRITES:
        return True
    if call.func.attr not in WRITES_ON_ROWS:
        return False
    chain = {node.attr for node in ast.walk(owner) if isinstance(node, ast.Attribute)}
    return bool(chain & ROWS)
