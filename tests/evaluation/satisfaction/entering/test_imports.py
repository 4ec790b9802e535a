"""Sheets and counts from files: all or none, every bad cell named, percentages refused in words."""

from datetime import date

import pytest

from sotay.evaluation.models import Answer, AnswerBatch, AnswerText, Question, RatingCount
from sotay.evaluation.satisfaction.entering.file_columns import columns_of, example_of
from sotay.exchange import imports
from sotay.exchange.imports import Source, attempt
from sotay.exchange.writing import template_xlsx, write_xlsx
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory

pytestmark = pytest.mark.django_db
HEAD = "Mã đợt khảo sát;Ngày trả lời;Mã hồ sơ;Mã đơn vị;Lý do không hợp lệ;Câu 1;2. Mức độ hài lòng chung;Câu 3;Ý kiến khác"


@pytest.fixture
def survey(agency):
    return SurveyFactory(agency=agency)


def take(actor, *lines, kind="survey_answers", head=HEAD, dry_run=False):
    data = "\n".join([head, *lines]).encode()
    source = Source(name="phieu.csv", sha256="0" * 64)
    return attempt(imports.find(kind), data, source=source, agency=actor.agency, actor=actor, on=TODAY, dry_run=dry_run)


def wheres(outcome):
    return [(one["where"], one["what"]) for one in outcome.errors]


def test_a_file_of_sheets_is_one_batch(agency, survey, secretary):
    UnitFactory(agency=agency, code="VP")
    dossier = DossierFactory(agency=agency, returned=True)
    lines = (
        f"{survey.code};10/06/2026;;vp;;5;Hài lòng;Có;Chờ lâu",
        f"{survey.code};11/06/2026;{dossier.code};;;4;3;0;",
        f"{survey.code};11/06/2026;;;Phiếu để trắng;;;;",
    )
    tried = take(secretary, *lines, dry_run=True)
    assert (tried.created, AnswerBatch.objects.count()) == (3, 0)

    outcome = take(secretary, *lines)

    assert (outcome.created, outcome.errors) == (3, ())
    batch = AnswerBatch.objects.get()
    assert (batch.channel, batch.state, batch.expected, batch.note) == ("FILE", "DONE", 3, "Tệp phieu.csv")
    rows = list(Answer.objects.order_by("sheet"))
    assert [one.marks for one in rows] == [[5, 4, 1, None], [4, 3, 0, None], [None] * 4]
    assert [one.proof for one in rows] == ["NONE", "CODE", "NONE"]
    assert [one.unit and one.unit.code for one in rows] == ["VP", dossier.unit.code, None]
    assert [bool(one.invalid_reason) for one in rows] == [False, False, True]
    assert AnswerText.objects.get().text == "Chờ lâu"


def test_every_bad_cell_is_named_and_nothing_is_kept(agency, survey, secretary):
    dossier = DossierFactory(agency=agency, returned=True)
    answered = DossierFactory(agency=agency, returned=True)
    AnswerFactory(survey=survey, dossier=answered, proof="TOKEN")

    cells = take(
        secretary,
        f"{survey.code};10/06/2026;;;;98%;5;1;",
        f"{survey.code};10/06/2026;;;;0,98;7;có lẽ;",
    )
    assert len(cells.errors) == 4
    assert "tỷ lệ phần trăm" in cells.errors[0]["what"]
    assert all("dòng" in where.lower() for where, _what in wheres(cells))

    rows = take(
        secretary,
        f"{survey.code};10/06/2026;{dossier.code};;;5;5;1;",
        f"{survey.code};10/06/2026;{dossier.code};;;5;5;1;",
        f"{survey.code};10/06/2026;{answered.code};;;5;5;1;",
        f"{survey.code};10/06/2026;KHONG-CO;PHONG-X;;5;5;1;",
        f"{survey.code};10/07/2026;;;;5;5;1;",
        f"{survey.code};10/06/2026;;;;;;;",
    )
    said = " | ".join(what for _where, what in wheres(rows))
    for words in (
        "đã có ở dòng 2",
        "đã có phiếu trả lời",
        "Không có hồ sơ",
        "không có đơn vị",
        "sau hôm nay",
        "chưa có câu trả lời",
    ):
        assert words in said
    assert (AnswerBatch.objects.count(), Answer.objects.count()) == (0, 1)


def test_a_file_names_one_survey_that_takes_files(agency, other_agency, survey, secretary):
    paper = SurveyFactory(agency=agency, channels=["PAPER"], is_standing=False)
    theirs = SurveyFactory(agency=other_agency)

    def said(*codes):
        return wheres(take(secretary, *(f"{code};10/06/2026;;;;5;5;1;" for code in codes)))[0][1]

    assert "không lấy ý kiến bằng hình thức" in said(paper.code)
    assert "Không có đợt khảo sát" in said(theirs.code)
    assert "nhiều đợt" in said(survey.code, paper.code)
    assert "không ghi mã đợt" in said("")


def test_the_template_of_a_survey_reads_back(survey, secretary):
    questions = list(Question.objects.filter(version_of=survey.asks).order_by("position"))
    example = example_of(survey, questions)
    file = write_xlsx(columns_of(questions), [example], title="Phiếu").read()
    about = {"agency": secretary.agency, "actor": secretary, "on": TODAY, "dry_run": False}

    outcome = attempt(imports.find("survey_answers"), file, source=Source(name="p.xlsx", sha256="1" * 64), **about)

    assert (outcome.created, outcome.errors) == (1, ())
    assert Answer.objects.get().marks == [5, 5, 1, None]
    empty = template_xlsx(columns_of(questions), [example], title="Phiếu").read()
    nothing = attempt(imports.find("survey_answers"), empty, source=Source(name="p.xlsx", sha256="2" * 64), **about)
    assert not nothing.ok


def test_the_template_tells_choices_that_are_figures_by_their_words(survey, secretary):
    question = Question(position=1, key="lan", kind="SINGLE", text="Số lần đi lại", options=["0", "01", "02 trở lên"])
    column = columns_of([question])[-1]

    assert str(column.parse.hint) == "0; 01; 02 trở lên"
    assert example_of(survey, [question])["q1"] == "0"


RATINGS = (
    "Tháng;Mã đơn vị;Phát ra;Thu về;Rất hài lòng;Hài lòng;Bình thường;Không hài lòng;Rất không hài lòng;Nguồn số liệu"
)


def test_counts_of_ratings_are_taken_and_taken_again(agency, secretary):
    UnitFactory(agency=agency, code="VP")
    lines = ("05/2026;VP;;;20;10;3;2;1;Cổng", "05/2026;;60;40;25;10;3;1;1;Cổng")
    outcome = take(secretary, *lines, kind="rating_counts", head=RATINGS)

    assert (outcome.created, outcome.errors) == (2, ())
    row = RatingCount.objects.get(unit__code="VP")
    assert (row.month, row.levels, row.returned) == (date(2026, 5, 1), [1, 2, 3, 10, 20], 36)
    again = take(secretary, lines[0], "05/2026;;60;41;25;10;3;1;1;Cổng", kind="rating_counts", head=RATINGS)
    assert (again.created, again.updated, again.unchanged) == (0, 1, 1)


def test_percentages_for_counts_are_refused_cell_by_cell(secretary):
    outcome = take(
        secretary,
        "05/2026;;;;98%;2%;0;0;0;Cổng",
        "05/2026;PHONG-X;;10;20;0;0;0;0;Cổng",
        "04/2026;;;;20;0;0;0;-1;Cổng",
        kind="rating_counts",
        head=RATINGS,
    )

    said = wheres(outcome)
    assert len(said) == 3
    assert sum("tỷ lệ phần trăm" in what for _where, what in said) == 2
    more = take(
        secretary, "05/2026;;;10;20;0;0;0;0;Cổng", "05/2026;;;;1;0;0;0;0;Cổng", kind="rating_counts", head=RATINGS
    )
    assert any("nhiều hơn số thu về" in what for _where, what in wheres(more))
    assert any("Trùng tháng" in what for _where, what in wheres(more))
    assert RatingCount.objects.count() == 0
