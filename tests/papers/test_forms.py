"""Every form of the house: blank and from a record, in all faces, by NĐ 30, in constant queries, kept and read again."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from sotay.agency.models import Seat
from sotay.blobs.kinds import recognise
from sotay.papers import forms, kept
from sotay.papers.docx import docx
from sotay.papers.html import html
from sotay.papers.lines import attached_line
from sotay.papers.linter import why_not_nd30
from sotay.papers.making import made
from sotay.papers.model import Paper, Table, words
from sotay.papers.pdf import pdf
from tests.architecture.reading import SOURCE
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.papers import FormSettingFactory
from tests.papers.making import RECORDS, documents, list_of_files, request, who

pytestmark = pytest.mark.django_db
EVERYONE = forms.everyone()
BLANKS = [one for one in EVERYONE if one.has_blank or not one.of]


def looked_at(paper):
    """Hold a paper against what every paper must be, in all faces."""
    assert isinstance(paper, Paper)
    assert kept.read(kept.plain(paper)) == paper
    assert not list(promises(paper))
    as_pdf, as_docx = pdf(paper), docx(paper)
    assert recognise(BytesIO(as_pdf), name="a.pdf") == "application/pdf"
    assert recognise(BytesIO(as_docx), name="a.docx")
    assert paper.heading in html(paper)
    assert why_not_nd30(paper, pdf=as_pdf, docx=as_docx) == []


def promises(value):
    """Yield words that would still be translated: a paper is Vietnamese whatever the language of the screen."""
    if isinstance(value, Promise):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from promises(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from promises(getattr(value, name))


def text_of(paper):
    """Return all words of the blocks of a paper."""
    return repr(kept.plain(paper))


@pytest.mark.parametrize("form", BLANKS, ids=lambda form: form.code)
def test_the_blank_of_every_form_stands_in_all_faces(form, agency):
    looked_at(made(form, None, viewer=who(agency), on=TODAY, blank=True))


@pytest.mark.parametrize("code", RECORDS)
def test_a_form_of_a_record_stands_in_all_faces(code, agency):
    viewer = who(agency)
    record = RECORDS[code](agency, 3)
    FormSettingFactory(agency=agency, form=code, code="BM.01.07", edition="02")

    looked_at(made(forms.find(code), record, viewer=viewer, on=TODAY))


@pytest.mark.parametrize("code", RECORDS)
def test_a_form_asks_as_often_for_thirty_rows_as_for_one(code, agency):
    counts = []
    for count, where in ((2, agency), (30, AgencyFactory())):
        viewer = who(where)
        record = RECORDS[code](where, count)
        with CaptureQueriesContext(connection) as asked:
            made(forms.find(code), record, viewer=viewer, on=TODAY)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("code", [code for code in RECORDS if forms.find(code).of])
def test_a_form_of_another_agency_is_not_found(code, agency, other_agency, signed_in):
    record = RECORDS[code](other_agency, 1)
    client = signed_in(who(agency))

    for face in ("pdf", "docx", "html"):
        place = {"agency": agency.short_name, "code": code, "uuid": record.uuid, "face": face}
        assert client.get(reverse("papers:record_print", kwargs=place)).status_code == 404


@pytest.mark.parametrize("code", [code for code in RECORDS if not forms.find(code).of])
def test_a_form_of_the_agency_tells_nothing_of_another(code, agency, other_agency):
    viewer = who(agency)
    alone = text_of(made(forms.find(code), None, viewer=viewer, on=TODAY))
    RECORDS[code](other_agency, 3)

    assert text_of(made(forms.find(code), None, viewer=viewer, on=TODAY)) == alone


def test_words_of_a_paper_are_vietnamese_on_an_english_screen(agency):
    viewer, record = who(agency), request(agency, 1)
    vietnamese = made(forms.find("A3"), record, viewer=viewer, on=TODAY)

    with translation.override("en"):
        assert made(forms.find("A3"), record, viewer=viewer, on=TODAY) == vietnamese


def test_the_master_list_leaves_out_what_the_viewer_may_not_see(agency):
    open_one, limited = documents(agency, 2)
    limited.document.label = "LIMITED"
    limited.document.save()
    official = person(agency, Seat.Role.OFFICIAL)

    told = text_of(made(forms.find("A1"), None, viewer=official, on=TODAY))

    assert open_one.document.title in told
    assert limited.document.title not in told


def test_the_master_list_is_that_of_the_day(agency):
    viewer, [revision] = who(agency), documents(agency, 1)

    before = made(forms.find("A1"), None, viewer=viewer, on=revision.in_force_date.replace(month=1))
    since = made(forms.find("A1"), None, viewer=viewer, on=revision.in_force_date)

    assert revision.document.code not in text_of(before)
    assert revision.document.code in text_of(since)


def test_a_request_tells_its_five_points_and_where_to_sign(agency):
    viewer, record = who(agency), request(agency, 2)
    told = text_of(made(forms.find("A3"), record, viewer=viewer, on=TODAY))

    assert all(getattr(record, name) in told for name in record.POINTS)
    assert str(record.asked_by) in told


def test_impacts_the_viewer_may_not_see_are_not_printed(agency):
    record = request(agency, 2)
    hidden = record.impacts.order_by("pk").first()
    hidden.label = "LIMITED"
    hidden.save()

    told = text_of(made(forms.find("A3"), record, viewer=person(agency, Seat.Role.OFFICIAL), on=TODAY))

    assert hidden.title not in told
    assert record.impacts.order_by("pk").last().title in told


def test_a_list_of_files_has_headings_and_its_sum(agency):
    viewer, record = who(agency), list_of_files(agency, 3)
    paper = made(forms.find("A6"), record, viewer=viewer, on=TODAY)
    [table] = [one for one in paper.blocks if isinstance(one, Table)]

    assert len(table.columns) == 5
    assert words(table.rows[0][1]) == "I. ĐÁNH GIÁ"
    assert "3 hồ sơ, bao gồm: 0 hồ sơ bảo quản vĩnh viễn; 3 hồ sơ" in text_of(paper)


def test_a_decision_on_seats_lists_its_people_with_their_posts(agency):
    viewer, record = who(agency), RECORDS["I1"](agency, 2)
    paper = made(forms.find("I1"), record, viewer=viewer, on=TODAY)
    [table] = [one for one in paper.annexes[0].blocks if isinstance(one, Table)]

    assert paper.number.number == "150"
    assert {row[1] for row in table.rows} == {str(seat.user) for seat in record.seats.all()}
    assert all("Trưởng phòng" in row[2] for row in table.rows)


def test_only_a_decision_that_gives_seats_is_printed_as_one(agency):
    committee, team = RECORDS["I1"](agency, 1), forms.find("I2")

    assert forms.find("I1").when(committee)
    assert not team.when(committee)


def test_a_blank_of_a_form_of_the_agency_holds_no_record(agency):
    viewer, [revision] = who(agency), documents(agency, 1)
    paper = made(forms.find("A1"), None, viewer=viewer, on=TODAY, blank=True)

    assert revision.document.code not in text_of(paper)
    assert all(one.blank_rows and not one.rows for one in paper.blocks if isinstance(one, Table))


def test_the_agency_own_code_and_name_stand_on_the_paper(agency):
    FormSettingFactory(agency=agency, form="A3", code="BM.01.07", edition="02", title="Phiếu đề nghị sửa tài liệu")
    paper = made(forms.find("A3"), None, viewer=who(agency), on=TODAY, blank=True)

    assert (paper.form.code, paper.form.edition) == ("BM.01.07", "02")
    assert paper.heading == "PHIẾU ĐỀ NGHỊ SỬA TÀI LIỆU"


def test_decisions_and_notices_go_through_issuing():
    assert {one.code for one in EVERYONE if one.edited} >= {"A8", "I1", "I2", "I4", "I-phan-cong"}


def test_a_name_of_the_agencys_own_stands_on_inner_forms_alone(agency):
    viewer = who(agency)
    decisions = [one for one in BLANKS if one.code.endswith("-QD")]
    for code in ("A3", "letter", *(one.code for one in decisions)):
        FormSettingFactory(agency=agency, form=code, title="Tên của cơ quan")

    assert made(forms.find("A3"), None, viewer=viewer, on=TODAY).heading == "TÊN CỦA CƠ QUAN"
    assert made(forms.find("letter"), None, viewer=viewer, on=TODAY).heading == ""
    assert decisions
    assert {made(one, None, viewer=viewer, on=TODAY).heading for one in decisions} == {"QUYẾT ĐỊNH"}


def test_the_line_below_an_annex_calls_the_agency_by_its_name(agency):
    paper = made(forms.find("letter"), None, viewer=who(agency), on=TODAY)
    assert attached_line(paper).endswith(f"của {agency.name})")


def test_every_module_with_forms_is_declared():
    written = {
        path.relative_to(SOURCE.parent).with_suffix("").as_posix().replace("/", ".")
        for path in SOURCE.rglob("*.py")
        if re.search(r"^@form\(", path.read_text("utf-8"), re.MULTILINE)
    }

    assert written <= {one.build.__module__ for one in EVERYONE}


def test_a_module_that_cannot_be_read_is_not_forgotten(monkeypatch):
    monkeypatch.setattr(forms, "_modules", {})
    forms.forms_in("sotay.papers.no_such_module")
    for _time in range(2):
        with pytest.raises(ModuleNotFoundError):
            forms.find("A1")
