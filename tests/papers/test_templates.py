"""A template of an agency: taken when it names what the form has, refused for everything else it could do."""

import zipfile
from io import BytesIO

import pytest
from docx import Document

from sotay.papers import forms
from sotay.papers.catalogue.checking import template_fields
from sotay.papers.fields import fields_of, known_of, sample_of, values_of
from sotay.papers.filling.process import CannotBeFilled, filled, tried
from sotay.papers.model import Column, Field, Fields, FormMark, Letterhead, Paper, Prose, Table
from tests.conftest import TODAY
from tests.factories.papers import template, words_of

PAPER = Paper(
    abbreviation="",
    heading="PHIẾU THỬ",
    letterhead=Letterhead(agency="SỞ THỬ", parent="UBND TỈNH"),
    bases=("Căn cứ một", "Căn cứ hai"),
    form=FormMark(code="BM.01", edition="02"),
    blocks=(
        Fields(fields=(Field(key="so_phieu", label="Số phiếu", value="P-01"), Field(key="so", label="Số"))),
        Prose(key="nhan_xet", label="Nhận xét", text="Đoạn một.\n\nĐoạn hai."),
        Table(
            key="danh_muc",
            columns=(Column(key="ma", title="Mã"), Column(key="ten", title="Tên")),
            rows=(("QT 01", "Quy trình <một> & hai"), ("QT 02", "Quy trình hai")),
        ),
    ),
)
KNOWN = known_of(fields_of(PAPER))
SAMPLE = sample_of(fields_of(PAPER), rows=100)
LOOP = [["{%tr for dong in danh_muc %}", ""], ["{{ dong.ma }}", "{{ dong.ten }}"], ["{%tr endfor %}", ""]]


def codes(*paragraphs, **more):
    return [one.code for one in tried(template(*paragraphs, **more), known=KNOWN, values=SAMPLE)]


def test_fields_lists_and_rows_are_filled():
    made = template(
        "{{ so_phieu }} {{ ma_bieu_mau }}", "{%p for dong in can_cu %}", "{{ dong }}", "{%p endfor %}", table=LOOP
    )

    text = words_of(filled(made, known=KNOWN, values=values_of(PAPER)))

    assert "P-01 BM.01" in text
    assert "Căn cứ một\nCăn cứ hai" in text
    assert "QT 01\nQuy trình <một> & hai\nQT 02\nQuy trình hai" in text


def test_a_template_with_everything_it_may_say_is_taken():
    assert codes("{% if so_phieu %}{{ so_phieu }}{% else %}–{% endif %}", table=LOOP, header="{{ ma_bieu_mau }}") == []
    assert (
        codes("{% for d in danh_muc %}{% if not loop.first and d.ma != '' %}; {% endif %}{{ d.ma }}{% endfor %}") == []
    )


def test_paragraphs_of_prose_stay_paragraphs():
    made = filled(template("{{ nhan_xet }}"), known=KNOWN, values=values_of(PAPER))

    assert words_of(made) == "Đoạn một.\nĐoạn hai.\n"


def test_a_key_of_the_form_that_the_frame_has_already_gets_a_number():
    names = [one.name for one in fields_of(PAPER)]

    assert len(set(names)) == len(names)
    assert "so_2" in names


def test_a_blank_has_dots_to_write_on():
    values = values_of(PAPER, blank=True)

    assert values["trich_yeu"].startswith("....")
    assert values["so_phieu"] == "P-01"


def test_an_unknown_field_is_named_with_the_nearest_known():
    [fault] = tried(template("{{ so_phiu }}"), known=KNOWN, values=SAMPLE)

    assert (fault.code, fault.what, fault.near) == ("unknown_field", "so_phiu", "so_phieu")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ danh_muc }}", "list_as_text"),
        ("{% for d in danh_muc %}{{ d.mã }}{% endfor %}", "unknown_column"),
        ("{% for d in danh_muc %}{{ d.khac }}{% endfor %}", "unknown_column"),
        ("{% for d in danh_muc %}{{ d }}{% endfor %}", "row_as_text"),
        ("{% for d in bang_khac %}{{ d }}{% endfor %}", "unknown_list"),
        ("{% for d in so_phieu %}{{ d }}{% endfor %}", "not_a_list"),
        ("{% for d in range(1000000000) %}x{% endfor %}", "for_over"),
        ("{% for d in [1, 2] %}x{% endfor %}", "for_over"),
        ("{{ so_phieu.__class__ }}", "unknown_field"),
        ("{{ so_phieu.__class__.__mro__ }}", "beyond"),
        ("{{ so_phieu.upper() }}", "beyond"),
        ("{{ so_phieu | upper }}", "beyond"),
        ("{{ so_phieu * 1000000000 }}", "beyond"),
        ("{{ so_phieu[0] }}", "beyond"),
        ("{% set x = so_phieu %}", "beyond"),
        ("{% macro m() %}x{% endmacro %}", "beyond"),
        ("{% include 'x' %}", "beyond"),
        ("{% if so_phieu is defined %}x{% endif %}", "beyond"),
        ("{% for d in danh_muc recursive %}x{% endfor %}", "beyond"),
        ("{% if so_phieu %}", "syntax"),
        ("{{ so_phieu", "syntax"),
        ("{{ range }}", "unknown_field"),
        ("{{ self }}", "unknown_field"),
    ],
)
def test_everything_beyond_is_refused(text, code):
    assert code in codes(text)


def test_what_stands_in_headers_and_properties_is_looked_at_too():
    assert codes("x", header="{{ cycler.__init__ }}") == ["unknown_field"]
    assert "beyond" in codes("x", title="{{ so_phieu.x() }}")


def test_more_than_three_levels_are_refused():
    four = "{% if so %}" * 4 + "x" + "{% endif %}" * 4

    assert codes(four) == ["too_deep"]
    assert codes("{% if so %}" * 3 + "x" + "{% endif %}" * 3) == []


def test_a_loop_bomb_is_stopped_and_told():
    bomb = (
        "{% for a in danh_muc %}{% for b in danh_muc %}{% for c in danh_muc %}"
        + "{{ c.ten }}" * 40
        + "{% endfor %}" * 3
    )

    [fault] = tried(template(bomb), known=KNOWN, values=SAMPLE)

    assert fault.code in {"too_long", "too_large"}


def test_time_is_limited():
    rows = {**SAMPLE, "danh_muc": [{"ma": "", "ten": ""}] * 3000}
    loop = "{% for a in danh_muc %}{% for b in danh_muc %}{% for c in danh_muc %}" + "{% endfor %}" * 3

    [fault] = tried(template(loop), known=KNOWN, values=rows, seconds=2)

    assert fault.code == "too_long"


def test_a_loop_that_begins_outside_a_table_and_ends_within_is_told_as_such():
    assert codes("{% for d in danh_muc %}", table=[["{{ d.ma }}{% endfor %}"]]) == ["broken"]


def test_what_a_file_would_fetch_or_carry_is_refused():
    assert "fetches" in codes_of_changed(
        b"</w:body>", b'<w:p><w:r><w:instrText>INCLUDEPICTURE "http://x/y"</w:instrText></w:r></w:p></w:body>'
    )
    linked = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://x/y.png" TargetMode="External"/></Relationships>'
    assert "fetches" in codes_of_changed(b"</Relationships>", linked, part="word/_rels/document.xml.rels")


@pytest.mark.parametrize(
    "field",
    [
        b"<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE 'http://x/y'</w:instrText></w:r>",
        b"<w:r><w:instrText>&#73;NCLUDETEXT 'http://x/y'</w:instrText></w:r>",
        b"<w:fldSimple w:instr='INCLUDEPICTURE &quot;http://x/y&quot;'/>",
        b"<o:r xmlns:o='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><o:instrText>DDEAUTO c:</o:instrText></o:r>",
        b"<w:r><w:instrText>INCLUDE{% if so_phieu %}PICTURE{% endif %} 'http://x/y'</w:instrText></w:r>",
    ],
)
def test_a_field_that_fetches_is_refused_however_it_is_written(field):
    assert "fetches" in codes_of_changed(b"</w:body>", b"<w:p>" + field + b"</w:p></w:body>")


@pytest.mark.parametrize("text", ["{{r so_phieu }}", "{{p so_phieu }}"])
def test_a_value_in_place_of_a_whole_run_or_paragraph_is_refused(text):
    assert codes(text) == ["stray"]  # Word would call the paper damaged, other programs drop the words


def test_lists_without_lines_leave_a_paper_that_word_opens():
    cell = [["{%p for dong in can_cu %}\n{{ dong }}\n{%p endfor %}", "x"]]
    values = {**values_of(PAPER), "can_cu": [], "danh_muc": []}

    rows = filled(in_lines(template("x", table=cell)), known=KNOWN, values=values)
    none = filled(template("x", table=LOOP), known=KNOWN, values=values)

    [table] = Document(BytesIO(rows)).tables
    assert [len(one.paragraphs) for one in table.rows[0].cells] == [1, 1]
    assert Document(BytesIO(none)).tables == []


def in_lines(file):
    """Return a DOCX whose cells have a paragraph for each line."""
    document, stream = Document(BytesIO(file)), BytesIO()
    for cell in (cell for table in document.tables for row in table.rows for cell in row.cells):
        first, *more = cell.text.split("\n")
        cell.text = first
        for one in more:
            cell.add_paragraph(one)
    document.save(stream)
    return stream.getvalue()


def codes_of_changed(old, new, *, part="word/document.xml"):
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(template("x"))) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name == part else content)
    return [one.code for one in tried(stream.getvalue(), known=KNOWN, values=SAMPLE)]


def test_a_template_that_says_more_than_it_may_is_not_filled_either():
    with pytest.raises(CannotBeFilled):
        filled(template("{{ so_phieu.upper() }}"), known=KNOWN, values=values_of(PAPER))


def test_signs_no_file_can_hold_are_left_out():
    paper = Paper(
        abbreviation="", heading="A", letterhead=Letterhead(agency="B"),
        blocks=(Fields(fields=(Field(key="x", label="X", value="a\x00b\x0bc\ufffe{{ so }}\nd"),)),),
    )  # fmt: skip

    made = filled(template("{{ x }}"), known=known_of(fields_of(paper)), values=values_of(paper))

    assert words_of(made) == "abc{{ so }}\nd\n"


@pytest.mark.django_db
def test_every_form_with_a_blank_tells_its_fields(secretary):
    for form in forms.everyone():
        fields = template_fields(form, viewer=secretary, on=TODAY)
        names = [one.name for one in fields]
        assert len(set(names)) == len(names), form.code
        assert all(one.label for one in fields), form.code
