"""Pages of syntheses: the register, the report with its tables, its paper, its file, and what everybody may read."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sotay.approvals.commands import approve
from sotay.evaluation.models import AnswerText, Synthesis
from sotay.evaluation.satisfaction.synthesis import commands
from sotay.standard.models import ParameterValue
from tests.conftest import TODAY
from tests.factories.satisfaction import AnswerFactory

pytestmark = pytest.mark.django_db


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
        "Kỳ trước (01/07/2025",
    ):
        assert words in told
    assert "Chờ lâu" not in told  # one answer alone is no group


def test_the_file_has_every_row_with_numbers(signed_in, secretary, agency, issued, answered):
    file = signed_in(secretary).get(url(agency, "synthesis_detail", slug=issued.slug) + "?export=xlsx")
    rows = list(load_workbook(BytesIO(file.getvalue())).active.values)
    whole = dict(zip(rows[0], rows[1], strict=True))
    assert (whole["Số phiếu"], whole["Lượt trả lời"]) == (3, 6)
    assert float(whole["Hài lòng và rất hài lòng (%)"]) == pytest.approx(66.67)
    assert any(row[2] == answered.name for row in rows)


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


def test_results_are_public_without_any_words(client, agency, published, survey):
    listed = client.get(reverse("survey_results", kwargs={"office": agency.short_name}))
    assert published.title in listed.content.decode()
    page = client.get(reverse("survey_results_page", kwargs={"office": agency.short_name, "slug": published.slug}))
    told = page.content.decode()
    assert page.status_code == 200
    assert "66,67" in told
    for words in ("Chờ lâu", "Thêm ghế chờ", "Tốt"):
        assert words not in told
    assert "dưới 5 phiếu" in told  # two of a unit would be told apart
    assert "sessionid" not in page.cookies


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
