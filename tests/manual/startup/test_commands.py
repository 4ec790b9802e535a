"""Khai báo hiện trạng: papers become evidence, are corrected not doubled, refused, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.agency.models import Agency, Decision, Seat
from sotay.commands import UNCHANGED, NotFound, Refused
from sotay.journal.models import Entry
from sotay.manual.models import Manual
from sotay.manual.startup.commands import answer_question, pass_question
from sotay.manual.startup.queries import get_progress
from sotay.manual.startup.questions import QUESTIONS
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.models import DeclaredEvidence
from tests.conftest import TODAY, person
from tests.factories.manual import ManualFactory, StatementFactory

pytestmark = pytest.mark.django_db


def answer(agency, actor, question, **more):
    given = {"date": date(2026, 2, 3), "number": "12/BC-STN", "on": TODAY} | more
    return answer_question(agency, actor=actor, question=question, **given)


def test_ten_questions_are_asked_and_each_obligation_named_is_in_the_catalogue():
    assert len(QUESTIONS) == 10
    assert {one.obligation for one in QUESTIONS.values() if one.obligation} <= set(obligations())


@pytest.mark.parametrize("question", [one.code for one in QUESTIONS.values() if one.obligation])
def test_a_paper_named_becomes_evidence_of_its_obligation(agency, secretary, question):
    answer(agency, secretary, question, note="Ghi chú")

    evidence = DeclaredEvidence.objects.get()
    assert (evidence.obligation, evidence.number, evidence.date) == (
        QUESTIONS[question].obligation, "12/BC-STN", date(2026, 2, 3),
    )  # fmt: skip


def test_answering_again_corrects_the_paper_and_doubles_nothing(agency, secretary):
    answer(agency, secretary, "audit")
    answer(agency, secretary, "audit", number="13/BC-STN", date=date(2026, 2, 4))

    evidence = DeclaredEvidence.objects.get()
    assert (evidence.number, evidence.date) == ("13/BC-STN", date(2026, 2, 4))
    assert get_progress(viewer=secretary).done == 1


def test_a_scan_is_kept_with_the_answer_and_the_evidence(agency, secretary):
    given = answer(agency, secretary, "audit", file=SimpleUploadedFile("bc.txt", b"B\xc3\xa1o c\xc3\xa1o"))

    assert given.file_name == "bc.txt"
    assert DeclaredEvidence.objects.get().file == given.file


def test_the_date_of_use_is_the_agencys(agency, secretary):
    answer(agency, secretary, "use", date=date(2026, 7, 1), number="")

    assert Agency.objects.get(pk=agency.pk).in_use_from_date == date(2026, 7, 1)


def test_the_committees_decision_stands_among_the_agencys(agency, secretary):
    answer(agency, secretary, "committee", signer_name="Trần Thị Ký", signer_title="Giám đốc")

    decision = Decision.objects.get(number="12/BC-STN")
    assert (decision.date, decision.signer_name) == (date(2026, 2, 3), "Trần Thị Ký")


def test_the_edition_declares_the_issue_of_a_manual_that_was_read(agency, secretary):
    statement = StatementFactory(manual=ManualFactory(agency=agency), approved_date=None)

    answer(agency, secretary, "manual", edition=2, revision=1)

    statement.refresh_from_db()
    assert statement.approved_date == date(2026, 2, 3)
    assert (Manual.objects.get().edition, Manual.objects.get().revision) == (2, 1)


def test_the_edition_waits_for_a_manual_that_is_not_yet_there(agency, secretary):
    given = answer(agency, secretary, "manual", edition=2, revision=1)

    assert (given.edition, given.revision) == (2, 1)
    assert not Manual.objects.exists()


def test_a_paper_of_a_day_to_come_is_refused(agency, secretary):
    with pytest.raises(Refused) as refusal:
        answer(agency, secretary, "audit", date=date(2026, 6, 13))

    assert refusal.value.codes == ("date_in_future",)
    assert not DeclaredEvidence.objects.exists()


def test_a_question_left_is_asked_again_and_one_answered_with_nothing_is_done(agency, secretary):
    assert get_progress(viewer=secretary).next_after() == "use"
    pass_question(agency, actor=secretary, question="use")
    pass_question(agency, actor=secretary, question="committee", absent=True)

    progress = get_progress(viewer=secretary)
    assert (progress.done, progress.next_after("committee"), progress.is_finished) == (1, "system", False)
    assert pass_question(agency, actor=secretary, question="use") is UNCHANGED


def test_an_answer_given_is_not_taken_back_by_leaving_the_question(agency, secretary):
    answer(agency, secretary, "audit")

    with pytest.raises(Refused) as refusal:
        pass_question(agency, actor=secretary, question="audit", absent=True)

    assert refusal.value.codes == ("answered_already",)


def test_an_unknown_question_is_not_found_and_others_may_not_answer(agency, secretary, official, other_agency):
    with pytest.raises(NotFound):
        answer(agency, secretary, "weather")
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            answer(agency, actor, "audit")
    assert not Entry.objects.exists()
