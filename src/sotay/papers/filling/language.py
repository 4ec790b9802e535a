"""What a template may say: fields of the paper, `for` over its lists, `if` over its fields; nothing else, however written."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sotay.papers.filling.faults import Fault, Faulty, Known

DEEPEST: Final = 3
"""So many `for` and `if` may stand inside each other."""
MOST_FAULTS: Final = 30
LOOP: Final = frozenset({"index", "first", "last", "length"})
PLAIN: Final = "\0"
"""Says of a list that it holds lines, not rows."""


Scope = Mapping[str, Sequence[str]]
"""Names of rows within `for`, with the columns they have; (PLAIN,) for a line."""


class Plain(ImmutableSandboxedEnvironment):
    """An environment that compiles nothing it has not looked over first."""

    def __init__(self, known: Known) -> None:
        super().__init__(autoescape=True, keep_trailing_newline=True)
        self.known = known
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """Compile a template; raise Faulty when it says more than it may."""
        if faults := self.faults(source):
            raise Faulty(faults)
        return super().from_string(source, *args, **kwargs)

    def faults(self, source: str) -> list[Fault]:
        """Return what is wrong with a source, at most some places."""
        try:
            tree = self.parse(source)
        except TemplateSyntaxError as problem:
            return [Fault("syntax", _around(source, problem.lineno))]
        found: list[Fault] = []
        for one in _of_all(tree.body, self.known, scope={}, depth=0):
            if one not in found:
                found.append(one)
            if len(found) == MOST_FAULTS:
                break
        return found


def _of_all(body: Sequence[nodes.Node], known: Known, *, scope: Scope, depth: int) -> Iterator[Fault]:
    for node in body:
        yield from _of(node, known, scope=scope, depth=depth)


def _of(node: nodes.Node, known: Known, *, scope: Scope, depth: int) -> Iterator[Fault]:
    match node:
        case nodes.Output():
            for one in node.nodes:
                yield from _of_value(one, known, scope=scope, printed=True)
        case nodes.For() | nodes.If() if depth >= DEEPEST:
            yield Fault("too_deep", str(DEEPEST))
        case nodes.For():
            yield from _of_for(node, known, scope=scope, depth=depth)
        case nodes.If():
            yield from _of_condition(node.test, known, scope=scope)
            yield from _of_all([*node.body, *node.else_], known, scope=scope, depth=depth + 1)
            yield from _of_all(node.elif_, known, scope=scope, depth=depth)
        case _:
            yield Fault("beyond", type(node).__name__.lower())


def _of_for(node: nodes.For, known: Known, *, scope: Scope, depth: int) -> Iterator[Fault]:
    if node.test is not None or node.recursive or not isinstance(node.target, nodes.Name):
        yield Fault("beyond", "for … if")
        return
    if not isinstance(node.iter, nodes.Name):
        yield Fault("for_over", _written(node.iter))
        return
    name = node.iter.name
    if name not in known.lists:
        code = "not_a_list" if name in known.texts or name in scope else "unknown_list"
        yield Fault(code, name, _nearest(name, known.lists))
        return
    columns = tuple(known.lists[name]) or (PLAIN,)
    inside = {**scope, node.target.name: columns, "loop": tuple(LOOP)}
    yield from _of_all([*node.body, *node.else_], known, scope=inside, depth=depth + 1)


def _of_value(node: nodes.Node, known: Known, *, scope: Scope, printed: bool) -> Iterator[Fault]:
    """Yield what is wrong with something that is printed or asked by `if`."""
    match node:
        case nodes.TemplateData() | nodes.Const():
            return
        case nodes.Name():
            yield from _of_name(node.name, known, scope=scope, printed=printed)
        case nodes.Getattr(node=nodes.Name(name=row), attr=column):
            if row in scope and scope[row] != (PLAIN,):
                if column not in scope[row]:
                    yield Fault("unknown_column", f"{row}.{column}", _nearest(column, scope[row]))
            elif row in known.lists:
                yield Fault("list_as_text", row)
            else:
                yield Fault("unknown_field", f"{row}.{column}", _nearest(row, known.names))
        case _:
            yield Fault("beyond", _written(node))


def _of_name(name: str, known: Known, *, scope: Scope, printed: bool) -> Iterator[Fault]:
    if name in scope:
        if printed and scope[name] != (PLAIN,):
            yield Fault("row_as_text", name, f"{name}.{scope[name][0]}")
    elif name in known.lists:
        if printed:
            yield Fault("list_as_text", name)
    elif name not in known.texts:
        yield Fault("unknown_field", name, _nearest(name, known.names))


def _of_condition(node: nodes.Node, known: Known, *, scope: Scope) -> Iterator[Fault]:
    match node:
        case nodes.Not():
            yield from _of_condition(node.node, known, scope=scope)
        case nodes.And() | nodes.Or():
            yield from _of_condition(node.left, known, scope=scope)
            yield from _of_condition(node.right, known, scope=scope)
        case nodes.Compare() if all(one.op in {"eq", "ne"} for one in node.ops):
            for one in (node.expr, *(operand.expr for operand in node.ops)):
                yield from _of_value(one, known, scope=scope, printed=False)
        case _:
            yield from _of_value(node, known, scope=scope, printed=False)


def _nearest(name: str, among: Any) -> str:
    return next(iter(get_close_matches(name, list(among), n=1, cutoff=0.5)), "")


def _written(node: nodes.Node) -> str:
    """Return roughly what was written: the kind of what is not allowed with the first name in it."""
    name = next((one.name for one in node.find_all(nodes.Name)), "")
    name = node.name if isinstance(node, nodes.Name) else name
    kind = {"Call": "(…)", "Filter": "| …", "Getitem": "[…]", "Getattr": ". …"}.get(type(node).__name__, "…")
    return f"{name}{kind}" if name else kind


def _around(source: str, line: int) -> str:
    """Return the words around a place of a source, without its markup."""
    import lxml.html

    lines = source.splitlines()[max(0, line - 1) : line + 1]
    text = lxml.html.fromstring(f"<p>{' '.join(lines)}</p>").text_content()
    at = max(text.find("{%"), text.find("{{"), 0)
    return " ".join(text[max(0, at - 20) : at + 60].split())
