"""Whatever is written into a paper, both faces are built and keep the decree."""

import string
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.papers.docx import docx
from sotay.papers.html import html
from sotay.papers.kept import plain, read
from sotay.papers.linter import why_not_nd30
from sotay.papers.model import (
    Annex,
    Column,
    Field,
    Fields,
    Figure,
    FormMark,
    Heading,
    Items,
    Letterhead,
    Number,
    PageBreak,
    Paper,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Table,
)
from sotay.papers.pdf import pdf
from tests.soaking import tries

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựÝỶĐƠƯẠ" + string.digits
words = st.text(LETTERS, min_size=1, max_size=9)
long_words = st.text(LETTERS + "-/.", min_size=20, max_size=200)
phrases = st.lists(st.one_of(words, words, words, words, long_words), min_size=1, max_size=12).map(" ".join)
plain_names = st.lists(st.text(LETTERS, min_size=3, max_size=9), min_size=2, max_size=9).map(" ".join)
with_long_words = st.lists(st.one_of(words, long_words), min_size=1, max_size=6).map(" ".join)
LONGEST = 200
of_200 = st.lists(st.one_of(words, words, words, long_words), min_size=60, max_size=60).map(
    lambda told: " ".join(told)[:LONGEST].strip()
)
names = st.one_of(plain_names, plain_names, with_long_words, of_200).filter(
    lambda told: not told.replace(" ", "").isdigit()
)
"""Whatever bears a name: usual ones, long words that fit no line, and names of two hundred characters."""
odd = st.sampled_from(
    [
        "",
        " ",
        "☐ Có",
        "e\u0302\u0301",
        "a\x00b",
        "dòng\nhai",
        '"quoted" & <tag>',
        "#let x = [a]",
        "$x$ *b* _c_ @d",
        "{{ x }}",
    ]
)
texts = st.one_of(phrases, phrases, odd)
runs = st.lists(
    st.builds(
        Run, text=names, bold=st.booleans(), italic=st.booleans(), link=st.sampled_from(["", "/a/b/", "javascript:x"])
    ),
    max_size=4,
).map(tuple)
lines = st.one_of(texts, runs)
cells = st.one_of(st.just(""), names, words, long_words, st.just("dòng\nhai"))
aligns = st.sampled_from(["left", "center", "right", "justify"])
signatures = st.builds(
    Signature, title=names, name=st.one_of(st.just(""), names), note=st.sampled_from(["", "Ký, ghi rõ họ tên"])
)


@st.composite
def tables(draw):
    count = draw(st.integers(0, 12))
    columns = tuple(
        Column(
            key=str(one),
            title=draw(names),
            width=draw(st.sampled_from([0.3, 1, 4])),
            align=draw(aligns),
            group=draw(st.sampled_from(["", "", "Nhóm"])),
        )
        for one in range(count)
    )
    rows = tuple(tuple(draw(cells) for _column in range(count)) for _row in range(draw(st.integers(0, 4))))
    return Table(
        key="t",
        columns=columns,
        rows=rows,
        caption=draw(st.one_of(st.just(""), phrases)),
        total=draw(st.booleans()),
        blank_rows=draw(st.integers(0, 3)),
    )


fields = st.builds(Field, key=st.just("f"), label=texts, value=lines, is_long=st.booleans())
blocks = st.one_of(
    st.builds(Heading, text=lines, level=st.integers(1, 4), number=st.sampled_from(["", "I.", "1.", "a)"]), align=st.sampled_from(["left", "center"])),
    st.builds(Paragraph, text=lines, align=aligns, indent=st.booleans(), bold=st.booleans(), italic=st.booleans()),
    st.builds(Prose, key=st.just("p"), label=phrases, text=st.one_of(st.just(""), st.lists(st.one_of(phrases, phrases.map(lambda one: f"- {one}")), max_size=5).map("\n\n".join))),
    st.builds(Items, items=st.lists(lines, max_size=5).map(tuple), mark=st.sampled_from(["dash", "number", "letter"])),
    st.builds(Fields, fields=st.lists(fields, max_size=5).map(tuple), columns=st.integers(1, 3)),
    tables(),
    st.builds(Figure, svg=st.just('<svg viewBox="0 0 20 90"><rect width="9" height="9"/></svg>'), alt=st.just("Hình"), caption=st.one_of(st.just(""), phrases), width=st.sampled_from([0.3, 1, 2])),
    st.builds(Signatures, columns=st.lists(signatures, min_size=1, max_size=4).map(tuple), place_line=st.sampled_from(["", "Hà Nội, ngày 05 tháng 02 năm 2026"])),
    st.just(PageBreak()),
)  # fmt: skip
bodies = st.lists(blocks, max_size=7).map(tuple)
papers = st.builds(
    Paper,
    abbreviation=st.sampled_from(["QĐ", "BC", "KH"]),
    heading=names,
    letterhead=st.builds(Letterhead, agency=names, parent=st.one_of(st.just(""), names)),
    subject=st.one_of(st.just(""), names),
    number=st.one_of(
        st.none(), st.builds(Number, symbol=st.just("QĐ-STTTT"), number=st.sampled_from(["", "5", "12", "7a"]))
    ),
    place=st.sampled_from(["", "Hà Nội", "Bà Rịa - Vũng Tàu"]),
    dated=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    to=st.lists(names, max_size=3).map(tuple),
    authority=st.one_of(st.just(""), names),
    bases=st.lists(names, max_size=3).map(tuple),
    enacting=st.sampled_from(["", "QUYẾT ĐỊNH:"]),
    blocks=bodies,
    recipients=st.lists(names, max_size=3).map(lambda told: (*told, "Lưu: VT") if told else ()),
    signature=st.one_of(st.none(), signatures),
    annexes=st.lists(st.builds(Annex, title=names, blocks=bodies, landscape=st.booleans()), max_size=2).map(tuple),
    urgency=st.sampled_from(["", "HỎA TỐC", "KHẨN"]),
    contact=st.sampled_from(["", "Số 1 phố Nhà Chung"]),
    mark=st.sampled_from(["", "DỰ THẢO"]),
    barcode=st.sampled_from(["", "https://sotay.vn/c/AB"]),
)
forms = st.builds(
    Paper,
    abbreviation=st.just(""),
    heading=names,
    letterhead=st.builds(Letterhead, agency=names, parent=st.one_of(st.just(""), names)),
    form=st.one_of(st.none(), st.builds(FormMark, code=st.just("BM.01.07"), edition=st.sampled_from(["", "02"]))),
    blocks=bodies,
    size=st.sampled_from(["A4", "A5"]),
    place=st.sampled_from(["", "Hà Nội"]),
    barcode=st.sampled_from(["", "https://sotay.vn/c/AB"]),
)
PAGES = {"lề", "phông chữ", "khổ giấy", "số trang"}


def faults(paper):
    """Faults of the Word file, and of the PDF those of its pages: words without sense that a page end cuts are no words."""
    found = why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))
    return [str(one) for one in found if one.face != "PDF" or one.box in PAGES]


calm = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(calm, max_examples=tries(12))
@given(papers)
def test_any_paper_keeps_the_decree_in_both_faces(paper):
    assert faults(paper) == []


@settings(calm, max_examples=tries(8))
@given(forms)
def test_any_form_is_whole_in_both_faces(paper):
    assert faults(paper) == []


@settings(calm, max_examples=tries(30))
@given(st.one_of(papers, forms))
def test_any_paper_is_shown_and_kept(paper):
    shown = html(paper)
    assert "javascript:" not in shown
    assert "<tag>" not in shown
    assert read(plain(paper)) == paper
