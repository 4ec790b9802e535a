"""Pages of syntheses: the register, the report with its tables, its paper, its file, and what everybody may read."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sotay.approvals.commands import approve, return_with_reason
from sotay.evaluation.models import Answer, AnswerText, Question, SuspectAnswer, Suspicion, Synthesis
from sotay.evaluation.satisfaction.synthesis import charts, commands, exports
from sotay.standard.models import ParameterValue
from sotay.ui.formats import ngay
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.satisfaction import AnswerFactory
from tests.paper_words import built, faults_of, said_on
from tests.paper_words import issued as numbered

pytestmark = pytest.mark.django_db


def url_of_public(agency, one):
    return reverse("survey_results_page", kwargs={"office": agency.short_name, "slug": one.slug})


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


@pytest.fixture
def issued(agency, submitted, committee_head, synthesis):
    approve(submitted, actor=committee_head, version=submitted.version, on=TODAY)
    return Synthesis.objects.get(pk=synthesis.pk)


@pytest.fixture
def published(agency, issued, secretary):
    ParameterValue.objects.create(
        agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1), reason="Có mạng ngoài"
    )
    return commands.publish_results(issued, actor=secretary, version=issued.version, on=TODAY)


def test_an_empty_register_says_what_to_do(signed_in, secretary, agency):
    told = signed_in(secretary).get(url(agency, "synthesis_list")).content.decode()
    assert "Chưa có báo cáo khảo sát nào" in told
    assert url(agency, "synthesis_new") in told


def test_the_register_tells_pinned_numbers_and_none_of_drafts(signed_in, secretary, agency, issued):
    Synthesis.objects.create(agency=agency, code="B", slug="b", title="Đang lập", from_date=TODAY, to_date=TODAY)
    client = signed_in(secretary)
    told = client.get(url(agency, "synthesis_list")).content.decode()
    assert "66,67" in told
    rows = list(
        load_workbook(BytesIO(client.get(url(agency, "synthesis_list") + "?export=xlsx").getvalue())).active.values
    )
    assert [(row[0], row[2]) for row in rows[1:]] == [("B", None), ("BCKS-2026-01", 3)]
    assert (
        "Đang lập"
        not in client.get(url(agency, "synthesis_list") + "?state=ISSUED").content.decode().split("<table")[1]
    )


@pytest.mark.parametrize("name", ["synthesis_detail", "synthesis_print"])
def test_the_report_shows_its_numbers(signed_in, secretary, agency, issued, name):
    told = signed_in(secretary).get(url(agency, name, slug=issued.slug)).content.decode()
    for words in (
        "66,67",
        "4,00",
        "Theo đơn vị",
        "Thái độ phục vụ",
        "Phiếu giấy",
        "Thêm ghế chờ",
        "Kỳ trước (01/06/2025",
    ):
        assert words in told
    assert "Chờ lâu" not in told  # one answer alone is no group


def test_its_paper_tells_levels_questions_and_that_it_was_issued(signed_in, secretary, agency, issued):
    told = said_on(signed_in(secretary).get(url(agency, "synthesis_print", slug=issued.slug)).content.decode())
    assert faults_of(numbered(built("G2", issued, secretary))) == []

    assert f"{issued.code}: ban hành ngày {ngay(issued.issued_date)}." in told
    assert "(chốt khi trình)" in told
    _body, details = told.split("Lượt trả lời theo mức độ hài lòng", 1)
    assert "5 – rất hài lòng" in details
    question = Question.objects.filter(kind=Question.Kind.LIKERT).first()
    assert any(line.startswith(question.text) and line.count("|") >= 10 for line in details.splitlines())


def test_a_round_can_be_looked_at_before_and_after_it_came_back(
    signed_in, secretary, agency, committee_head, submitted
):
    page = reverse("approvals:approval_detail", kwargs={"agency": agency.short_name, "slug": submitted.uuid})
    assert "Số liệu chốt khi trình" in signed_in(committee_head).get(page).content.decode()
    return_with_reason(submitted, actor=committee_head, version=submitted.version, reason="Thiếu giải pháp")
    told = signed_in(secretary).get(page)
    assert told.status_code == 200
    assert "Số liệu tạm tính" in told.content.decode()


def test_the_file_has_every_row_with_numbers(signed_in, secretary, agency, issued, answered):
    file = signed_in(secretary).get(url(agency, "synthesis_detail", slug=issued.slug) + "?export=xlsx")
    rows = list(load_workbook(BytesIO(file.getvalue())).active.values)
    whole = dict(zip(rows[0], rows[1], strict=True))
    assert (whole["Số phiếu"], whole["Lượt trả lời"]) == (3, 6)
    assert float(whole["Hài lòng và rất hài lòng (%)"]) == pytest.approx(66.67)
    assert any(row[2] == answered.name for row in rows)
    assert whole["Phiếu khảo sát cần xem lại hoặc không tính"] == 0


def test_the_mean_of_a_number_is_a_number_in_the_file():
    level = {"levels": [0] * 5, "clean": [0] * 5}
    figures = level | {"answers": 3, "flagged": 0, "before": {"levels": [0] * 5}, "factors": [], "portal": None}
    figures |= dict.fromkeys(("units", "services", "fields", "channels"), ())
    figures["questions"] = [{"kind": "NUMBER", "key": "lan", "text": "Số lần", "n": 3, "mean": "1.67"}]
    assert [row["mean"] for row in exports.rows(figures) if "mean" in row] == [None, Decimal("1.67")]


def test_choices_are_told_without_flagged_sheets_too(signed_in, secretary, agency, answered, synthesis):
    page = url(agency, "synthesis_detail", slug=synthesis.slug)
    assert "trừ phiếu cần xem lại" not in signed_in(secretary).get(page).content.decode()
    answer = Answer.objects.get(channel="QR")
    one = Suspicion.objects.create(
        agency=agency, kind="BURST", key="a", slug="a", survey=answer.survey, day=TODAY, found_date=TODAY
    )
    SuspectAnswer.objects.create(agency=agency, suspicion=one, answer=answer)
    told = signed_in(secretary).get(page).content.decode()
    assert "trừ phiếu cần xem lại: 0" in told
    assert "trừ phiếu cần xem lại: 1" in told


def test_the_share_without_flagged_sheets_stands_beside(
    signed_in, secretary, agency, answered, written, committee_head
):
    answer = Answer.objects.get(channel="QR")
    one = Suspicion.objects.create(
        agency=agency, kind="BURST", key="a", slug="a", survey=answer.survey, day=TODAY, found_date=TODAY
    )
    SuspectAnswer.objects.create(agency=agency, suspicion=one, answer=answer)
    client = signed_in(secretary)
    told = client.get(url(agency, "synthesis_detail", slug=written.slug)).content.decode()
    assert "hài lòng, trừ phiếu cần xem lại hoặc không tính" in told
    commands.submit_synthesis(written, actor=secretary, version=written.version, on=TODAY)
    listed = client.get(url(agency, "synthesis_list")).content.decode()
    assert "66,67" in listed
    assert "trừ phiếu cần xem lại: 100,00" in listed


def test_the_report_leads_to_the_public_page_while_there_is_one(signed_in, secretary, agency, published):
    page, public = url(agency, "synthesis_detail", slug=published.slug), url_of_public(agency, published)
    assert f'href="{public}"' in signed_in(secretary).get(page).content.decode()
    ParameterValue.objects.filter(code="survey.public").delete()
    told = signed_in(secretary).get(page).content.decode()
    assert public not in told
    assert "nay không ai xem được" in told


def test_a_half_is_chosen_and_its_days_come_by_themselves(signed_in, secretary, agency):
    client = signed_in(secretary)
    sent = client.send(url(agency, "synthesis_new"), {"period_key": "2026-H1", "about": "SERVICES"})
    assert sent.status_code == 302
    one = Synthesis.objects.get()
    assert (one.from_date, one.to_date, one.period_key) == (date(2026, 1, 1), date(2026, 5, 31), "2026-H1")
    again = client.send(url(agency, "synthesis_new"), {"period_key": "2026-H1", "about": "SERVICES"})
    assert again.status_code == 422
    nothing = client.send(url(agency, "synthesis_new"), {"period_key": "", "from_date": "01/02/2026"})
    assert "Hãy ghi ngày, hoặc chọn một kỳ báo cáo." in nothing.content.decode()


def test_examples_are_for_those_entitled(signed_in, secretary, official, agency, survey, synthesis, head):
    for number in range(3):
        answer = AnswerFactory(survey=survey)
        AnswerText.objects.create(agency=agency, answer=answer, position=4, text=f"Chờ lâu, lần {number}")
    page = url(agency, "synthesis_detail", slug=synthesis.slug)
    assert "Chờ lâu, lần 1" in signed_in(secretary).get(page).content.decode()
    Synthesis.objects.filter(pk=synthesis.pk).update(state="ISSUED", issued_date=TODAY)
    told = signed_in(official).get(page).content.decode()
    assert "chờ lâu" in told
    assert "Chờ lâu, lần 1" not in told
    paper = signed_in(secretary).get(url(agency, "synthesis_print", slug=synthesis.slug)).content.decode()
    assert "Chờ lâu, lần 1" not in paper


@pytest.fixture
def five(survey, answered):
    """Five more answers of another unit."""
    unit = UnitFactory(agency=survey.agency, order=2)
    for _number in range(5):
        AnswerFactory(survey=survey, unit=unit, marks=[5, 5, 1, None])
    return unit


def test_results_are_public_without_any_words(client, agency, five, published, survey):
    listed = client.get(reverse("survey_results", kwargs={"office": agency.short_name}))
    assert published.title in listed.content.decode()
    page = client.get(reverse("survey_results_page", kwargs={"office": agency.short_name, "slug": published.slug}))
    told = page.content.decode()
    assert page.status_code == 200
    assert "8 phiếu hợp lệ; hài lòng và rất hài lòng 87,50 %" in told
    assert "Thái độ phục vụ" in told
    for words in ("Chờ lâu", "Thêm ghế chờ", "Tốt"):
        assert words not in told
    assert "dưới 5 phiếu" in told  # two of a unit would be told apart
    assert five.name in told
    assert "sessionid" not in page.cookies


def test_of_fewer_than_five_sheets_the_public_page_tells_the_number_alone(client, agency, published):
    page = client.get(reverse("survey_results_page", kwargs={"office": agency.short_name, "slug": published.slug}))
    told = page.content.decode()
    assert "3 phiếu hợp lệ; dưới 5 phiếu thì không công khai kết quả." in told
    for words in ("66,67", "Thái độ phục vụ", "<table"):
        assert words not in told


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([9, 4, 6], {1, 2}),  # of one left out the rest would tell the result: the next smallest goes with it
        ([9, 3, 2, 6], {1, 2}),
        ([9, 1, 2, 7], {1, 2, 3}),
        ([9, 5], set()),
        ([4], {0}),
    ],
)
def test_what_is_left_out_cannot_be_worked_out_of_the_rest(counts, hidden):
    level = [0, 0, 0, 0, 1]
    rows = [
        {"name": f"Đơn vị {n}", "code": "", "answers": n, "levels": level, "clean": level, "before": None}
        for n in counts
    ]
    figures = {"units": rows, "services": [], "fields": [], "channels": [], "flagged": 0}

    (chart,) = charts.group_charts(figures, public=True)

    assert {place for place, row in enumerate(chart.rows) if row.withheld} == hidden
    assert not any(row.parts or row.share != charts.NOTHING for row in chart.rows if row.withheld)
    assert not any(row.withheld for one in charts.group_charts(figures) for row in one.rows)


def test_a_question_few_answered_and_a_field_with_a_procedure_left_out_are_not_public():
    question = {"kind": "LIKERT", "key": "a", "text": "Câu", "n": 4, "factor": "OFFICIALS", "before": None}
    levels = {"levels": [0, 0, 0, 0, 4], "clean": [0, 0, 0, 0, 4], "before": None}
    group = levels | {"name": "A", "code": "A", "answers": 4}
    figures = {
        "questions": [question | levels], "factors": [{"key": "OFFICIALS", "questions": 1} | levels], "flagged": 0,
        "units": [], "services": [group, group | {"answers": 9}], "fields": [group | {"answers": 13}], "channels": [],
    }  # fmt: skip

    assert [row.withheld for one in charts.question_charts(figures, public=True) for row in one.rows] != [""]
    assert charts.factor_chart(figures, public=True).rows == ()
    assert [one.title for one in charts.group_charts(figures, public=True)] == ["Theo thủ tục hành chính"]
    assert len(charts.group_charts(figures)) == 2


def test_what_is_not_public_is_not_there(client, agency, issued):
    listed = client.get(reverse("survey_results", kwargs={"office": agency.short_name}))
    assert listed.status_code == 404
    ParameterValue.objects.create(
        agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1), reason="Có mạng ngoài"
    )
    assert client.get(reverse("survey_results", kwargs={"office": agency.short_name})).status_code == 200
    page = client.get(reverse("survey_results_page", kwargs={"office": agency.short_name, "slug": issued.slug}))
    assert page.status_code == 404
    assert client.get(reverse("survey_results", kwargs={"office": "khong-co"})).status_code == 404


def test_one_query_count_for_a_row_and_thirty(signed_in, secretary, agency, django_assert_max_num_queries):
    client = signed_in(secretary)
    made = [
        Synthesis(agency=agency, code=f"B{n}", slug=f"b{n}", title="Báo cáo", from_date=TODAY, to_date=TODAY)
        for n in range(31)
    ]
    made[0].save()
    client.get(url(agency, "synthesis_list"))
    with django_assert_max_num_queries(40) as first:
        client.get(url(agency, "synthesis_list"))
    Synthesis.objects.bulk_create(made[1:])
    with django_assert_max_num_queries(len(first)):
        client.get(url(agency, "synthesis_list"))
