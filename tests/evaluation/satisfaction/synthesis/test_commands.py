"""Syntheses are begun, written, submitted with pinned figures, issued, returned, published; figures are counted, never typed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.evaluation.models import Synthesis
from sotay.evaluation.satisfaction.synthesis import commands
from sotay.evaluation.satisfaction.synthesis.queries import SynthesisPage
from sotay.journal.models import Entry
from sotay.journal.queries import verify_chain
from sotay.standard.models import ParameterValue
from tests.conftest import TODAY
from tests.evaluation.satisfaction.synthesis.conftest import FIRST, LAST
from tests.factories.satisfaction import AnswerFactory

pytestmark = pytest.mark.django_db


def again(one):
    return Synthesis.objects.get(pk=one.pk)


def shown_to_everybody(agency):
    ParameterValue.objects.create(
        agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1), reason="Có mạng ngoài"
    )


def test_one_is_begun_with_its_usual_title(synthesis):
    assert (synthesis.code, synthesis.slug, synthesis.state) == ("BCKS-2026-01", "bcks-2026-01", "DRAFT")
    assert synthesis.title == "Báo cáo kết quả khảo sát mức độ hài lòng 6 tháng đầu năm 2026"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"from_date": LAST, "to_date": FIRST}, "ends_before_it_starts"),
        ({"from_date": date(2024, 1, 1), "to_date": LAST}, "too_long"),
        ({"from_date": FIRST, "to_date": LAST, "period_key": "2026-H1"}, "period_has_one"),
        ({"from_date": FIRST, "to_date": FIRST, "period_key": "2026-H2"}, "not_of_the_period"),
        ({"from_date": date(2026, 6, 1), "to_date": date(2026, 8, 14), "period_key": "2026-H2"}, "not_of_the_period"),
    ],
)
def test_days_and_period_are_looked_at(agency, secretary, synthesis, values, code):
    with pytest.raises(Refused) as refused:
        commands.create_synthesis(agency, actor=secretary, **values)
    assert refused.value.codes == (code,)


def test_any_days_may_be_summed_up_more_than_once(agency, secretary, synthesis):
    for number in (2, 3):
        one = commands.create_synthesis(agency, actor=secretary, from_date=FIRST, to_date=FIRST)
        assert one.code == f"BCKS-2026-0{number}"


def test_only_who_runs_the_system_writes(agency, head, official, synthesis):
    for actor in (head, official):
        with pytest.raises(PermissionDenied):
            commands.create_synthesis(agency, actor=actor, from_date=FIRST, to_date=LAST)
        with pytest.raises(PermissionDenied):
            commands.write_synthesis(synthesis, actor=actor, version=1, assessment="Tốt")
        with pytest.raises(PermissionDenied):
            commands.submit_synthesis(synthesis, actor=actor, version=1, on=TODAY)


def test_texts_and_days_are_written(synthesis, secretary):
    one = commands.write_synthesis(synthesis, actor=secretary, version=1, assessment=" Tốt \r\n")
    assert (one.assessment, one.title) == ("Tốt", synthesis.title)
    with pytest.raises(Stale):
        commands.write_synthesis(synthesis, actor=secretary, version=1, actions="Sửa")
    assert commands.write_synthesis(one, actor=secretary, version=one.version, assessment="Tốt") is UNCHANGED
    moved = commands.write_synthesis(one, actor=secretary, version=one.version, to_date=date(2026, 6, 10))
    assert (moved.to_date, moved.from_date) == (date(2026, 6, 10), FIRST)
    with pytest.raises(Refused):
        commands.write_synthesis(moved, actor=secretary, version=moved.version, to_date=date(2025, 6, 10))
    with pytest.raises(Refused) as refused:
        commands.write_synthesis(moved, actor=secretary, version=moved.version, to_date=date(2026, 1, 31))
    assert refused.value.codes == ("not_of_the_period",)


def test_the_days_of_a_half_may_be_moved_while_half_of_it_is_told(agency, secretary):
    one = commands.create_synthesis(
        agency, actor=secretary, period_key="2026-H2", from_date=date(2026, 6, 15), to_date=date(2026, 12, 14)
    )
    assert one.period_key == "2026-H2"


def test_submitting_pins_what_was_counted(submitted, survey, synthesis):
    one = again(synthesis)
    assert (one.state, one.figures_date, one.figures["answers"]) == ("SUBMITTED", TODAY, 3)
    AnswerFactory(survey=survey)

    page = SynthesisPage(one, TODAY)

    assert (page.is_pinned, page.figures["answers"]) == (True, 3)
    entry = Entry.objects.get(action="evaluation.synthesis.submitted")
    assert entry.data["figures_hash"] == submitted.content_hash
    assert "Chờ lâu" not in str(one.figures)


def test_what_it_lacks_is_said(agency, secretary, synthesis, committee_head):
    with pytest.raises(Refused) as refused:
        commands.submit_synthesis(synthesis, actor=secretary, version=1, on=date(2026, 5, 30))
    assert refused.value.codes == ("days_not_over", "assessment_missing")


def test_approval_issues_it_on_its_day(submitted, synthesis, committee_head, secretary):
    with pytest.raises(PermissionDenied):
        approve(submitted, actor=secretary, version=submitted.version, on=TODAY)
    approve(submitted, actor=committee_head, version=submitted.version, on=TODAY)

    one = again(synthesis)

    assert (one.state, one.issued_date) == ("ISSUED", TODAY)
    assert verify_chain(one.agency).broken_at is None
    with pytest.raises(Refused):
        commands.write_synthesis(one, actor=secretary, version=one.version, assessment="Khác")


def test_a_signed_paper_issues_it_on_the_day_of_the_paper(submitted, synthesis, secretary):
    paper = {"number": "12/BC-SNN", "date": date(2026, 6, 8), "signer_name": "Trần Văn B"}
    approve_by_paper(submitted, actor=secretary, version=submitted.version, **paper)
    assert again(synthesis).issued_date == date(2026, 6, 8)


def test_a_paper_older_than_the_last_day_does_not_issue_it(submitted, synthesis, committee_head):
    with pytest.raises(Refused) as refused:
        approve(submitted, actor=committee_head, version=submitted.version, on=date(2026, 5, 30))
    assert "approved_before_the_end" in refused.value.codes
    assert again(synthesis).state == "SUBMITTED"


def test_what_is_returned_is_a_draft_and_counted_anew(submitted, synthesis, survey, committee_head, secretary):
    return_with_reason(submitted, actor=committee_head, version=submitted.version, reason="Thiếu giải pháp")
    back = again(synthesis)
    assert (back.state, back.returned_reason, back.figures) == ("DRAFT", "Thiếu giải pháp", {})
    AnswerFactory(survey=survey)

    commands.submit_synthesis(back, actor=secretary, version=back.version, on=TODAY)

    assert (again(synthesis).figures["answers"], again(synthesis).returned_reason) == (4, "")


def test_what_its_author_took_back_was_not_returned(submitted, synthesis, secretary):
    withdraw(submitted, actor=secretary, version=submitted.version, reason="Bổ sung")
    assert (again(synthesis).state, again(synthesis).returned_reason) == ("DRAFT", "")


def test_a_draft_nobody_was_shown_is_given_up(synthesis, secretary, head):
    with pytest.raises(PermissionDenied):
        commands.drop_synthesis(synthesis, actor=head, version=1, reason="Nhầm")
    with pytest.raises(Refused):
        commands.drop_synthesis(synthesis, actor=secretary, version=1, reason=" ")
    commands.drop_synthesis(synthesis, actor=secretary, version=1, reason="Nhầm kỳ")
    assert not Synthesis.objects.exists()


def test_one_that_was_submitted_is_not_given_up(submitted, synthesis, secretary):
    withdraw(submitted, actor=secretary, version=submitted.version, reason="Bổ sung")
    back = again(synthesis)
    with pytest.raises(Refused) as refused:
        commands.drop_synthesis(back, actor=secretary, version=back.version, reason="Nhầm")
    assert refused.value.codes == ("was_submitted",)


def test_results_are_published_when_the_public_pages_are_on(
    submitted, synthesis, agency, committee_head, secretary, head, official
):
    with pytest.raises(Refused) as refused:
        commands.publish_results(again(synthesis), actor=secretary, version=again(synthesis).version, on=TODAY)
    assert refused.value.codes == ("not_issued", "public_pages_off")
    approve(submitted, actor=committee_head, version=submitted.version, on=TODAY)
    shown_to_everybody(agency)
    one = again(synthesis)
    with pytest.raises(PermissionDenied):
        commands.publish_results(one, actor=official, version=one.version, on=TODAY)

    published = commands.publish_results(one, actor=head, version=one.version, on=TODAY)

    assert published.published_date == TODAY
    with pytest.raises(Refused):
        commands.publish_results(published, actor=head, version=published.version, on=TODAY)
    with pytest.raises(PermissionDenied):
        commands.take_back_results(published, actor=official, version=published.version, reason="Sai")
    with pytest.raises(Refused):
        commands.take_back_results(published, actor=head, version=published.version, reason="")
    back = commands.take_back_results(published, actor=head, version=published.version, reason="Sai đơn vị")
    assert back.published_date is None
    with pytest.raises(Refused):
        commands.take_back_results(back, actor=head, version=back.version, reason="Sai")
