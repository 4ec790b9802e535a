"""The quality manual of a real department, where it stands beside the repository."""

from sotay.manual.statements.reading import PlaceKind, coverage

from .conftest import LEVEL_2


def test_every_clause_of_level_2_gets_its_statement(real):
    assert [statement.clause for statement in real.statements] == LEVEL_2
    assert all(statement.markdown for statement in real.statements)


def test_nothing_is_lost_doubled_or_invented(real, real_text):
    assert coverage(real_text, real).complete
    assert real.not_understood == ()
    assert real.remarks == ()


def test_the_front_matter_and_the_annex_are_read(real):
    assert [section.key for section in real.sections] == ["INTRODUCTION", "SCOPE", "REFERENCES"]
    assert real.section("REFERENCES").title == "TÀI LIỆU THAM KHẢO, KIỂM SOÁT STCL"
    [annex] = real.annexes
    assert annex.title.startswith("SƠ ĐỒ MÔ TẢ HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG")


def test_the_names_are_found(real):
    assert real.document_name == "Sổ tay chất lượng"
    assert real.agency_name == "Sở Thông tin và Truyền thông Quảng Nam"


def test_8_3_does_not_apply_for_the_reason_given(real):
    [exclusion] = real.exclusions
    assert exclusion.clause == "8.3"
    assert exclusion.reason.startswith("Do hoạt động của Sở là quản lý nhà nước và các sản phẩm, dịch vụ")
    assert exclusion.reason.endswith("dịch vụ hành chính công")
    assert exclusion.lines == (21, 38, 71)


def test_titles_are_as_printed_also_where_a_page_break_cut_them(real):
    assert real.statement("6.1").title == "Hành động giải quyết rủi ro và cơ hội"
    assert real.statement("7.2").title == "Năng lực"
    assert real.statement("8.1").title == "Hoạch định việc tạo thành sản phẩm"


def test_codes_and_laws_cited_are_found(real):
    def cited(clause):
        return {citation.normalized for citation in real.statement(clause).citations}

    assert {"83/2006/NĐ-CP", "24/2014/NĐ-CP"} <= cited("4.1")
    assert {"CSCL", "MTCL"} <= cited("5.1")
    assert cited("7.4") == {"QT VP 01"}
    assert cited("9.2") == {"QT BIS 01"}
    assert real.statement("6.1").references == ("QT BIS 01",)


def test_lists_and_paragraphs_survive_page_breaks(real):
    laws = real.statement("4.1").markdown.splitlines()
    assert len(laws) == 4
    assert laws[3].endswith("cơ cấu tổ chức của Sở Thông tin và Truyền thông Quảng Nam")
    assert "thực hiện cụ thể cho các hoạt động của Sở." in real.statement("8.1").markdown
    assert "công chức trong Sở đều được đào tạo" in real.statement("7.1").markdown
    assert "công chức - viên chức của phòng" in real.statement("5.3").markdown


def test_starred_beginnings_become_lead_ins_and_headings(real):
    assert "**Nhân lực:** Sở luôn coi trọng" in real.statement("7.1").markdown
    assert "#### Nhận biết và xác định nguồn gốc\n" in real.statement("8.5").markdown


def test_titles_of_chapters_are_structure(real):
    chapters = [place.key for place in real.places if place.kind is PlaceKind.CHAPTER]
    assert chapters == ["SYSTEM", "4", "5", "6", "7", "8", "9", "10"]
