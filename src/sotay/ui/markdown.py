"""The safe subset of Markdown a statement is written in: rendering, plain text, escaping and side-by-side comparison."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

import nh3
from django.utils.html import escape as escape_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

HIGHEST_HEADING, LOWEST_HEADING = 3, 5
"""A statement stands under the page's own two headings."""

TAGS = frozenset(
    {"h3", "h4", "h5", "p", "strong", "em", "ol", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "br"}
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = frozenset({"http", "https"})

LONGEST_COMPARED = 1_000_000
"""Words left times words right up to which a comparison looks for what moved; the rest would take too long."""

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SPECIAL = re.compile(r"([\\`*\[\]<>|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_LEADING_MARK = re.compile(r"^([ \t]*)([#+=-])", re.MULTILINE)
_LEADING_NUMBER = re.compile(r"^([ \t]*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def is_safe_link(address: str) -> bool:
    """Tell whether an address may be linked: http, https or a place on this very site."""
    address = "".join(letter for letter in address if letter > " ")
    if scheme := _SCHEME.match(address):
        return scheme.group()[:-1].lower() in SCHEMES
    # A browser reads "//host", "/\host" and "\\host" as another site.
    return not address.replace("%5c", "\\").replace("%5C", "\\").replace("\\", "/").startswith("//")


class _Parser(MarkdownIt):
    """CommonMark and tables, without all that the subset does not know."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "maxNesting": 20})
        self.enable("table")
        self.disable(["html_block", "html_inline", "image", "code", "fence", "backticks", "hr", "lheading"])
        self.disable(["blockquote", "reference"])

    def validateLink(self, url: str) -> bool:  # noqa: N802  the parser asks by this name
        """Let only safe addresses become links; the rest stays text."""
        return is_safe_link(url)


@cache
def _parser() -> MarkdownIt:
    return _Parser()


def tokens_of(text: str) -> list[Token]:
    """Return what a text is made of, for whatever shows it: headings below those of the page, safe links alone."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = min(max(int(token.tag[1:]), HIGHEST_HEADING), LOWEST_HEADING)
            token.tag = f"h{level}"
        elif token.type == "th_open":
            token.attrs["scope"] = "col"
    return tokens


def render(text: str) -> SafeString:
    """Return the HTML of a statement: only the tags of TAGS, links to http, https or this site.

    Whatever the subset does not know (HTML, images, code, styles) is shown as the text that was typed.
    """
    parser = _parser()
    html = parser.renderer.render(tokens_of(text), parser.options, {})
    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener",
        strip_comments=True,
    )
    return mark_safe(clean)  # noqa: S308  just cleaned against the allow-list


def escape(text: str) -> str:
    """Return one line of plain text written so that it renders as itself, whatever marks it carries."""
    text = _SPECIAL.sub(r"\\\1", text)
    text = _EDGE_UNDERSCORE.sub(r"\\_", text)
    text = _ENTITY.sub("&amp;", text)
    text = _LEADING_MARK.sub(r"\1\\\2", text)
    return _LEADING_NUMBER.sub(r"\1\\\2", text)


def _inline_text(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(" " if child.type == "softbreak" else "\n")
        elif child.content:
            parts.append(child.content)
    return "".join(parts)


@dataclass
class _List:
    """A list being walked through: its kind and the number of the item to come."""

    ordered: bool
    number: int


def plain(text: str) -> str:
    """Return the words without their marks, one paragraph, list item or table row per line.

    Items keep a dash or their number and two blanks of indent per level; cells are parted by " | ".
    """
    lines: list[str] = []
    lists: list[_List] = []
    mark = ""
    cells: list[str] | None = None
    for token in tokens_of(text):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(_List(token.type.startswith("ordered"), int(token.attrs.get("start", 1))))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            mark = f"{lists[-1].number}. " if lists[-1].ordered else "- "
            lists[-1].number += 1
        elif token.type == "list_item_close":
            mark = ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            lines.append(" | ".join(cells or []))
            cells = None
        elif token.type == "inline":
            content = _inline_text(token)
            if cells is not None:
                cells.append(content)
                continue
            indent = "  " * max(len(lists) - 1, 0)
            lines.append(f"{indent}{mark}{content}")
            mark = ""
    return "\n".join(lines)


@dataclass(frozen=True)
class Comparison:
    """Two texts side by side: as many lines left as right, changed words marked by <del> and <ins>."""

    left: tuple[SafeString, ...]
    right: tuple[SafeString, ...]
    changed: bool

    @property
    def rows(self) -> tuple[tuple[SafeString, SafeString], ...]:
        """Return the lines in pairs, as a table shows them."""
        return tuple(zip(self.left, self.right, strict=True))


def _marked(words: list[str], *, tag: str) -> str:
    text = escape_html("".join(words))
    return f"<{tag}>{text}</{tag}>" if words else ""


def _changes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return what differs between two sequences; beyond LONGEST_COMPARED only where they begin and end to differ."""
    if len(old) * len(new) <= LONGEST_COMPARED:
        return SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes()
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    end = next((place for place in range(shorter - start) if old[-1 - place] != new[-1 - place]), shorter - start)
    a, b = len(old) - end, len(new) - end
    return [("equal", 0, start, 0, start), ("replace", start, a, start, b), ("equal", a, len(old), b, len(new))]


def _compare_lines(old: str, new: str) -> tuple[str, str]:
    old_words, new_words = _WORDS.findall(old), _WORDS.findall(new)
    left: list[str] = []
    right: list[str] = []
    for kind, a, b, c, d in _changes(old_words, new_words):
        if kind == "equal":
            same = escape_html("".join(old_words[a:b]))
            left.append(same)
            right.append(same)
        else:
            left.append(_marked(old_words[a:b], tag="del"))
            right.append(_marked(new_words[c:d], tag="ins"))
    return "".join(left), "".join(right)


def word_diff(old: str, new: str) -> Comparison:
    """Compare two texts for the side-by-side view, line by line and inside changed lines word by word.

    A line without counterpart stands beside an empty one. Give `plain` texts to show words without marks.
    """
    old_lines, new_lines = old.splitlines(), new.splitlines()
    left: list[str] = []
    right: list[str] = []
    changed = False
    for kind, a, b, c, d in _changes(old_lines, new_lines):
        if kind == "equal":
            same = [escape_html(line) for line in old_lines[a:b]]
            left += same
            right += same
            continue
        changed = True
        for place in range(max(b - a, d - c)):
            before = old_lines[a + place] if a + place < b else ""
            after = new_lines[c + place] if c + place < d else ""
            marked_before, marked_after = _compare_lines(before, after)
            left.append(marked_before)
            right.append(marked_after)
    # Every piece went through escape_html; the only tags are our own <ins> and <del>.
    return Comparison(
        left=tuple(mark_safe(line) for line in left),  # noqa: S308
        right=tuple(mark_safe(line) for line in right),  # noqa: S308
        changed=changed,
    )
