"""Questions put on a checklist, worded otherwise, taken out, put in order."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.commands import UNCHANGED, Refused, Stale
from sotay.evaluation.audits.checklists import commands, sources
from sotay.evaluation.audits.checklists.queries import last_times, lines_of
from sotay.evaluation.models import Audit, ChecklistLine
from sotay.journal.models import Entry
from sotay.standard.models import Applicability
from sotay.support.documents.models import Kind
from tests.factories.checklists import LineFactory, VisitFactory
from tests.factories.procedures import ProcedureStepFactory, VariantFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 12)


def picks(offered):
    return [one.pick for one in offered]


def test_those_of_the_library_are_added_once(visit, auditor):
    offered = sources.from_library(visit, on=ON)
    count = commands.add_questions(visit, actor=auditor, on=ON, picks=picks(offered))
    assert count == len(offered) > 5
    assert [one.question for one in lines_of(visit)] == [one.question for one in offered]
    assert commands.add_questions(visit, actor=auditor, on=ON, picks=picks(offered)) is UNCHANGED
    assert Entry.objects.filter(action="evaluation.checklist.questions_added").count() == 1


def test_those_of_clauses_not_applied_are_left_out(agency, visit, secretary):
    visit.clauses = ["8.3", "8.6"]
    Applicability.objects.create(
        agency=agency, clause="8.3", applicable=False, reason="Không thiết kế", valid_from_date=date(2026, 1, 1)
    )
    assert {one.clause for one in sources.from_library(visit, on=ON)} == {"8.6"}


def procedure(agency, visit):
    revision = RevisionFactory(document=DocumentFactory(agency=agency, kind=Kind.PROCEDURE), in_force=True)
    variant = VariantFactory(revision=revision)
    ProcedureStepFactory(variant=variant, work="Tiếp nhận hồ sơ", performer="Bộ phận Một cửa", forms="BM 01")
    ProcedureStepFactory(variant=variant, work="Thẩm định", performer="Chuyên viên", time_text="2 ngày")
    visit.documents.add(revision.document)
    return revision.document


def test_steps_of_the_procedures_become_questions(agency, visit, secretary):
    document = procedure(agency, visit)
    offered = sources.from_steps(visit, viewer=secretary)
    assert [one.code for one in offered] == [f"{document.slug}/1.1", f"{document.slug}/1.2", f"{document.slug}/1.0"]
    first = offered[0].question
    for words in (document.code, "bước 1 – Tiếp nhận hồ sơ", "Bộ phận Một cửa", "0,5 ngày làm việc", "BM 01"):
        assert words in first
    assert "2 ngày" in offered[1].question
    assert "3 ngày làm việc" in offered[2].question

    commands.add_questions(visit, actor=secretary, on=ON, picks=picks(offered))
    assert {(one.source, one.document, one.clause) for one in lines_of(visit)} == {("STEP", document, "8.5.1")}


def test_steps_of_what_is_not_in_force_are_not_asked(agency, visit, secretary):
    revision = RevisionFactory(document=DocumentFactory(agency=agency, kind=Kind.PROCEDURE))
    ProcedureStepFactory(variant=VariantFactory(revision=revision))
    visit.documents.add(revision.document)
    assert sources.from_steps(visit, viewer=secretary) == []


def earlier(visit, **how):
    audit = {"audit__agency": visit.agency, "audit__state": Audit.State.MET, "audit__year": 2025}
    before = visit.starts_at.replace(year=2025)
    return VisitFactory(unit=visit.unit, starts_at=before, audit__closed_meeting_date=date(2025, 6, 12), **audit, **how)


def test_those_of_an_earlier_audit_are_copied_with_what_was_found(visit, auditor):
    other = earlier(visit)
    asked = LineFactory(visit=other, answered=True, result="NOTE", evidence="Thiếu chữ ký")
    [offered] = sources.from_earlier(visit, other)
    assert (offered.hint, offered.evidence) == ("Điểm lưu ý", "Thiếu chữ ký")

    commands.add_questions(visit, actor=auditor, on=ON, picks=[offered.pick])
    [line] = lines_of(visit)
    assert (line.source, line.question, line.result) == ("EARLIER", asked.question, "")
    told = last_times([line], visit, viewer=auditor)[str(asked.uuid)]
    assert (told.audit, told.result, told.evidence) == (other.audit.code, "Điểm lưu ý", "Thiếu chữ ký")


def test_a_question_of_the_library_tells_how_it_was_answered_the_last_time_here(visit, auditor):
    code = {"source": "LIBRARY", "source_code": "7.5.3/1"}
    LineFactory(visit=earlier(visit), answered=True, **code)
    line = LineFactory(visit=visit, **code)
    assert last_times([line], visit, viewer=auditor)["7.5.3/1"].result == "Phù hợp"


def test_another_agency_is_not_copied_from(visit, auditor):
    other = LineFactory(answered=True)
    assert commands.add_questions(visit, actor=auditor, on=ON, picks=[f"EARLIER:{other.uuid}"]) is UNCHANGED


def test_own_ones_are_added_worded_otherwise_and_taken_out(visit, auditor):
    line = commands.add_own_question(visit, actor=auditor, question="Ai giữ con dấu?", clause="5.3")
    changed = commands.change_question(line, actor=auditor, version=1, question="Ai giữ, ai giao con dấu?")
    assert (changed.question, changed.clause) == ("Ai giữ, ai giao con dấu?", "")
    with pytest.raises(Stale):
        commands.change_question(line, actor=auditor, version=1, question="Khác")
    commands.take_out_question(changed, actor=auditor)
    assert not ChecklistLine.objects.exists()


def test_a_question_that_was_answered_stays(visit, auditor):
    line = LineFactory(visit=visit, answered=True)
    for act in (
        lambda: commands.take_out_question(line, actor=auditor),
        lambda: commands.change_question(line, actor=auditor, version=1, question="Khác"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.codes == ("answered_already",)


def test_they_are_put_in_order_beside_their_versions(visit, auditor):
    a, b, c = LineFactory.create_batch(3, visit=visit)
    commands.order_questions(visit, actor=auditor, places={str(c.uuid): 1})
    assert [one.pk for one in lines_of(visit)] == [c.pk, a.pk, b.pk]
    commands.order_questions(visit, actor=auditor, places={str(c.uuid): 3})
    assert [one.pk for one in lines_of(visit)] == [a.pk, b.pk, c.pk]
    assert {one.version for one in lines_of(visit)} == {1}
    assert commands.order_questions(visit, actor=auditor, places={str(a.uuid): 1}) is UNCHANGED


@pytest.mark.parametrize("state", [Audit.State.PLANNING, Audit.State.PLANNED, Audit.State.UNDERWAY])
def test_they_are_prepared_until_the_closing_meeting(visit, auditor, state):
    Audit.objects.filter(pk=visit.audit_id).update(state=state)
    assert commands.add_own_question(visit, actor=auditor, question="Hỏi?").pk


def test_after_the_closing_meeting_none_is_added(visit, auditor):
    Audit.objects.filter(pk=visit.audit_id).update(state=Audit.State.MET, closed_meeting_date=ON)
    with pytest.raises(Refused) as refused:
        commands.add_own_question(visit, actor=auditor, question="Hỏi?")
    assert refused.value.codes == ("audit_stands_elsewhere",)


def test_nothing_chosen_is_told(visit, auditor):
    with pytest.raises(Refused) as refused:
        commands.add_questions(visit, actor=auditor, on=ON, picks=[])
    assert refused.value.codes == ("nothing_chosen",)


def test_who_neither_audits_nor_runs_the_system_prepares_nothing(visit, line, official):
    acts = [
        lambda: commands.add_questions(visit, actor=official, on=ON, picks=["LIBRARY:4.1/1"]),
        lambda: commands.add_own_question(visit, actor=official, question="Hỏi?"),
        lambda: commands.change_question(line, actor=official, version=1, question="Khác"),
        lambda: commands.take_out_question(line, actor=official),
        lambda: commands.order_questions(visit, actor=official, places={}),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
