"""Put the constraints and indexes of new tables where the tables are made: `python tools/gather_constraints.py FILE …`.

makemigrations writes each as an operation of its own, and for each Django draws up the table and all that is related to it
anew (decision 0023). Those whose columns all stand in the table from its first operation on are moved into it; the tables of
the database are the same. For migrations that were just made.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

GATHERED = {"migrations.AddConstraint": "constraints", "migrations.AddIndex": "indexes"}
LATER = {"migrations.AddField", "migrations.AlterField"}


def gather(source: str) -> tuple[str, int]:
    """Return a migration with what could be gathered, and how much that is."""
    text = Text(source)
    operations = list(_operations(ast.parse(source)))
    made = {_word(one, "name").lower(): one for one in operations if ast.unparse(one.func) == "migrations.CreateModel"}
    later: dict[str, set[str]] = defaultdict(set)
    for one in operations:
        if ast.unparse(one.func) in LATER:
            later[_word(one, "model_name").lower()].add(_word(one, "name"))
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in operations:
        key = GATHERED.get(ast.unparse(one.func))
        model = _word(one, "model_name").lower() if key else ""
        if key and model in made and not _columns(_value(one, key)) & later[model]:
            found[model][key].append(text.of(_value(one, key)))
            text.cut(one)
    for model, lists in found.items():
        text.add_options(
            made[model], "".join(f"                '{key}': [{', '.join(lists[key])}],\n" for key in sorted(lists))
        )
    return text.changed(), sum(len(some) for lists in found.values() for some in lists.values())


class Text:
    """A source whose parts are found by their nodes and changed from the end, so that places stay true."""

    def __init__(self, source: str) -> None:
        self.bytes = source.encode()
        lengths = [len(line) for line in self.bytes.splitlines(keepends=True)]
        self.starts = [sum(lengths[:number]) for number in range(len(lengths))]
        self.changes: list[tuple[int, int, bytes]] = []

    def place(self, line: int, column: int) -> int:
        """Return where a line and column are."""
        return self.starts[line - 1] + column

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Return where a node begins and ends."""
        assert node.end_lineno is not None  # noqa: S101  it was parsed
        assert node.end_col_offset is not None  # noqa: S101
        return self.place(node.lineno, node.col_offset), self.place(node.end_lineno, node.end_col_offset)

    def of(self, node: ast.expr) -> str:
        """Return a node as it is written."""
        start, end = self.span(node)
        return self.bytes[start:end].decode()

    def cut(self, node: ast.expr) -> None:
        """Take out an operation with its lines."""
        start, end = self.span(node)
        start = self.bytes.rindex(b"\n", 0, start) + 1
        self.changes.append((start, end + self._rest_of_line(end), b""))

    def add_options(self, table: ast.Call, block: str) -> None:
        """Write lines into the options of a table."""
        options = next((one.value for one in table.keywords if one.arg == "options"), None)
        if options is not None:
            start = self.span(options)[0] + 1
            inside = self._rest_of_line(start)
            self.changes.append((start + inside, start + inside, (block if inside else "\n" + block).encode()))
            return
        end = self.span(_value(table, "fields"))[1]
        whole = f",\n            options={{\n{block}            }},\n"
        self.changes.append((end, end + self._rest_of_line(end), whole.encode()))

    def changed(self) -> str:
        """Return the source with every change."""
        text = self.bytes
        for start, end, new in sorted(self.changes, reverse=True):
            text = text[:start] + new + text[end:]
        return text.decode()

    def _rest_of_line(self, place: int) -> int:
        found = re.match(rb",?[ ]*\n", self.bytes[place:])
        return found.end() if found else 0


def _operations(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and ast.unparse(node.targets[0]) == "operations"
            and isinstance(node.value, ast.List)
        ):
            yield from (one for one in node.value.elts if isinstance(one, ast.Call))


def _value(call: ast.Call, key: str) -> ast.expr:
    singular = {"constraints": "constraint", "indexes": "index"}.get(key, key)
    return next(one.value for one in call.keywords if one.arg == singular)


def _word(call: ast.Call, key: str) -> str:
    return str(ast.literal_eval(_value(call, key)))


def _columns(node: ast.expr) -> set[str]:
    """Return every word that may name a column; one too many keeps an operation where it is."""
    words = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    words |= {one.arg for one in ast.walk(node) if isinstance(one, ast.keyword) and one.arg}
    return {word.lstrip("-").split("__")[0] for word in words}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        new, count = gather(path.read_text(encoding="utf-8"))
        path.write_text(new, encoding="utf-8")
        sys.stdout.write(f"{name}: {count}\n")
