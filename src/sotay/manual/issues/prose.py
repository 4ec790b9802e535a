"""The text of a statement, in the safe subset of Markdown, as blocks of a paper."""

from dataclasses import dataclass, field

from markdown_it.token import Token

from sotay.papers.model import Block, Column, Heading, Items, Paragraph, Run, Table, Text, words
from sotay.ui.markdown import tokens_of

LOWEST = 4
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


@dataclass
class _List:
    """A list being read: its items so far; `nested` once another list stands within it."""

    ordered: bool
    start: int
    items: list[Text] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    nested: bool = False


def blocks_of(text: str, *, key: str, level: int = 2) -> tuple[Block, ...]:
    """Return the blocks of a text; its headings stand below `level`, its tables are known by `key` and their place."""
    return tuple(_Reader(tokens_of(text), key=key, level=level).read())


class _Reader:
    def __init__(self, tokens: list[Token], *, key: str, level: int) -> None:
        self.tokens, self.key, self.level = tokens, key, level
        self.lists: list[_List] = []
        self.blocks: list[Block] = []
        self.rows: list[list[Text]] = []
        self.tables = 0
        self.heading = 0

    def read(self) -> list[Block]:
        for token in self.tokens:
            kind = token.type
            if kind in {"bullet_list_open", "ordered_list_open"}:
                for one in self.lists:
                    one.nested = True
                self.lists.append(_List(kind.startswith("ordered"), int(token.attrs.get("start", 1))))
            elif kind in {"bullet_list_close", "ordered_list_close"}:
                self._end_list(self.lists.pop())
            elif kind == "heading_open":
                self.heading = int(token.tag[1:])
            elif kind == "heading_close":
                self.heading = 0
            elif kind == "tr_open":
                self.rows.append([])
            elif kind == "table_close":
                self._end_table()
            elif kind == "inline":
                self._line(_runs(token))
        return self.blocks

    def _line(self, said: Text) -> None:
        if self.rows:
            self.rows[-1].append(said)
        elif self.lists:
            self.lists[-1].items.append(said)
            self.lists[-1].blocks.append(self._item(said))
        elif self.heading:
            self.blocks.append(Heading(text=said, level=min(self.level + self.heading - 2, LOWEST)))
        else:
            self.blocks.append(Paragraph(text=said))

    def _item(self, said: Text) -> Paragraph:
        """Return an item as a paragraph of its own, for a list that has another within it."""
        inner = self.lists[-1]
        depth = len(self.lists)
        mark = f"{inner.start + len(inner.items) - 1}. " if inner.ordered else "- " if depth == 1 else "+ "
        runs = (Run(said),) if isinstance(said, str) else said
        return Paragraph(text=(Run(mark), *runs))

    def _end_list(self, one: _List) -> None:
        plain = not one.nested and not self.lists and one.start == 1
        if plain:
            made: list[Block] = [Items(items=tuple(one.items), mark="number" if one.ordered else "dash")]
        else:
            made = one.blocks
        (self.lists[-1].blocks if self.lists else self.blocks).extend(made)

    def _end_table(self) -> None:
        head, *body = self.rows
        self.rows = []
        self.tables += 1
        longest = [
            max(len(words(row[place])) for row in [head, *body] if place < len(row)) for place in range(len(head))
        ]
        columns = tuple(
            Column(key=f"c{place}", title=words(title), width=min(max(longest[place], 6), 40))
            for place, title in enumerate(head)
        )
        rows = tuple((*row, *[""] * (len(head) - len(row)))[: len(head)] for row in body)
        self.blocks.append(Table(key=f"{self.key}-{self.tables}", columns=columns, rows=rows))


def _runs(token: Token) -> Text:
    """Return the words of a line with what is bold, italic or linked."""
    runs: list[Run] = []
    looks = {"strong": 0, "em": 0}
    link = ""
    for child in token.children or []:
        mark, _line, end = child.type.rpartition("_")
        if mark in looks:
            looks[mark] += 1 if end == "open" else -1
        elif mark == "link":
            link = str(child.attrs.get("href", "")) if end == "open" else ""
        elif said := _BREAKS.get(child.type, child.content):
            runs.append(Run(said, bold=bool(looks["strong"]), italic=bool(looks["em"]), link=link))
    if any(run.bold or run.italic or run.link for run in runs):
        return tuple(runs)
    return "".join(run.text for run in runs)
