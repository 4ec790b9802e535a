"""Answers kept as they are typed: counted once, nothing written over, nothing lost; the checklist finished and opened again."""

import hashlib
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.attachments.commands import take_off
from sotay.attachments.models import Attachment
from sotay.attachments.queries import files_of
from sotay.commands import Refused, Stale
from sotay.evaluation.audits.checklists import commands
from sotay.evaluation.audits.checklists.bars import checklists_are_finished
from sotay.evaluation.audits.checklists.queries import aside_of, lines_of
from sotay.evaluation.models import Audit, AuditMember, ChecklistLine, DeviceSaving, Visit, VisitAuditor
from sotay.journal.models import Entry
from sotay.standard.registry.gates import gate
from tests.evaluation.audits.checklists.conftest import acting
from tests.factories.blobs import png
from tests.factories.checklists import LineFactory, VisitFactory, seated
from tests.factories.dossiers import DossierFactory
from tests.factories.support import RevisionFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 12)


def save(line, actor, *, number=None, base=None, **said):
    base = ChecklistLine.objects.get(pk=line.pk).version if base is None else base
    return commands.save_answer(line, actor=actor, at=timezone.now(), number=number or uuid4(), base=base, **said)


def now(line):
    one = ChecklistLine.objects.get(pk=line.pk)
    return one.evidence, one.result, one.version


def test_an_answer_is_kept_with_who_and_when_and_no_line_of_the_journal(line, auditor):
    saving = save(line, auditor, evidence="Đã xem", result="CONFORMS")
    kept = ChecklistLine.objects.get(pk=line.pk)
    assert (saving.kept, saving.content) == (True, {"version": 2})
    assert (kept.evidence, kept.result, kept.answered_by) == ("Đã xem", "CONFORMS", auditor.user)
    assert not Entry.objects.exists()
    history = kept._meta.apps.get_model("evaluation", "ChecklistLineHistoryEvent")
    assert history.objects.filter(pgh_obj_id=line.pk).count() == 2


def test_the_same_sending_twice_changes_nothing(line, auditor):
    number = uuid4()
    first = save(line, auditor, number=number, base=1, evidence="Đã xem")
    save(line, auditor, evidence="Đã xem kỹ")
    again = save(line, auditor, number=number, base=1, evidence="Đã xem")
    assert again == first
    assert now(line) == ("Đã xem kỹ", "", 3)
    assert DeviceSaving.objects.count() == 2


def test_a_number_used_for_something_else_is_refused(line, auditor):
    number = uuid4()
    save(line, auditor, number=number, evidence="Một")
    with pytest.raises(Refused) as refused:
        save(line, auditor, number=number, base=1, evidence="Hai")
    assert refused.value.codes == ("sent_otherwise",)


def test_what_another_device_wrote_stays_and_mine_lies_aside(line, auditor, lead):
    save(line, lead, base=1, evidence="Của trưởng đoàn", result="NOTE")
    saving = save(line, auditor, base=1, evidence="Của tôi", result="CONFORMS", samples="QT 01")
    assert not saving.kept
    assert saving.content == {
        "evidence": "Của tôi", "samples": "QT 01", "result": "CONFORMS", "base": 1, "why": ["written_meanwhile"],
    }  # fmt: skip
    assert now(line) == ("Của trưởng đoàn", "NOTE", 2)
    assert aside_of(line.visit) == [saving]


def test_the_same_words_of_two_devices_are_no_conflict(line, auditor, lead):
    save(line, lead, base=1, evidence="Như nhau")
    assert save(line, auditor, base=1, evidence="Như nhau").kept


@pytest.mark.parametrize(("take", "stands"), [(True, "Của tôi"), (False, "Của trưởng đoàn")])
def test_what_lies_aside_is_taken_or_left(line, auditor, lead, take, stands):
    save(line, lead, base=1, evidence="Của trưởng đoàn")
    saving = save(line, auditor, base=1, evidence="Của tôi")
    commands.settle_aside(saving, actor=auditor, at=timezone.now(), number=uuid4(), take=take)
    assert now(line)[0] == stands
    assert aside_of(line.visit) == []
    with pytest.raises(Refused) as refused:
        commands.settle_aside(saving, actor=auditor, at=timezone.now(), number=uuid4(), take=take)
    assert refused.value.codes == ("settled_already",)


def test_what_comes_after_the_checklist_was_finished_lies_aside(visit, auditor, lead):
    line = LineFactory(visit=visit, answered=True)
    commands.finish_visit(visit, actor=lead, version=1, on=ON)
    saving = save(line, auditor, base=1, evidence="Ghi khi mất mạng")
    assert (saving.kept, saving.content["why"]) == (False, ["finished"])
    with pytest.raises(Refused) as refused:
        commands.settle_aside(saving, actor=auditor, at=timezone.now(), number=uuid4(), take=True)
    assert refused.value.codes == ("finished",)


def test_the_closing_meeting_waits_for_what_came_late_and_names_whose(visit, auditor, lead):
    line = LineFactory(visit=visit, answered=True)
    commands.finish_visit(visit, actor=lead, version=1, on=ON)
    saving = save(line, auditor, base=1, evidence="Ghi khi mất mạng", result="CONFORMS")
    [reason] = checklists_are_finished(visit.audit)
    assert reason.code == "lying_aside"
    assert str(auditor.user) in reason.text
    assert str(visit.unit) in reason.text
    commands.reopen_visit(visit, actor=lead, version=2, reason="Có bản ghi đến sau")
    commands.settle_aside(saving, actor=auditor, at=timezone.now(), number=uuid4(), take=True)
    commands.finish_visit(visit, actor=lead, version=3, on=ON)
    assert list(checklists_are_finished(visit.audit)) == []


def test_a_result_off_the_scale_is_refused(line, auditor):
    with pytest.raises(Refused) as refused:
        save(line, auditor, result="MAJOR")
    assert refused.value.codes == ("off_the_scale",)


def test_an_answer_taken_back_leaves_nobody_behind(line, auditor):
    save(line, auditor, evidence="Nhầm")
    save(line, auditor, evidence="")
    assert ChecklistLine.objects.get(pk=line.pk).answered_by is None


def test_codes_among_the_samples_become_references_and_leave_again(agency, line, secretary, auditor, visit):
    dossier = DossierFactory(agency=agency)
    document = RevisionFactory(document__agency=agency, in_force=True).document
    foreign = DossierFactory()
    VisitAuditor.objects.create(agency=agency, visit=visit, user=secretary.user)
    save(line, secretary, samples=f"{dossier.code.lower()}\n{document.code}; không rõ, {foreign.code}")
    assert sorted(one.title for one in line.sampled.all()) == sorted([dossier.code, str(document)])
    save(line, secretary, samples=document.code)
    assert [one.title for one in line.sampled.all()] == [str(document)]


def test_only_auditors_of_the_visit_and_the_leader_answer(agency, line, secretary, official):
    other = acting(seated(agency), agency)
    AuditMember.objects.create(agency=agency, audit=line.visit.audit, user=other.user)
    for actor in (secretary, official, other):
        with pytest.raises(PermissionDenied):
            save(line, actor, evidence="Không được")
        with pytest.raises(PermissionDenied):
            commands.add_file(line, actor=actor, file=png(), name="a.png")
        with pytest.raises(PermissionDenied):
            commands.finish_visit(line.visit, actor=actor, version=1, on=ON)
    assert now(line) == ("", "", 1)


def test_before_the_plan_is_approved_nothing_is_noted(line, auditor):
    Audit.objects.filter(pk=line.visit.audit_id).update(state=Audit.State.SUBMITTED)
    assert not save(line, auditor, evidence="Sớm").kept
    with pytest.raises(Refused) as refused:
        commands.add_file(line, actor=auditor, file=png(), name="a.png")
    assert refused.value.codes == ("plan_not_approved",)


def test_a_photo_is_kept_once(line, auditor):
    for _again in range(2):
        commands.add_file(line, actor=auditor, file=png(), name="tu-ho-so.png")
    assert Attachment.objects.get().subject_uuid == line.uuid


def refusals(visit, actor):
    with pytest.raises(Refused) as refused:
        commands.finish_visit(visit, actor=actor, version=visit.version, on=ON)
    return refused.value.codes


def test_a_checklist_is_finished_when_nothing_is_missing(visit, auditor, lead):
    assert refusals(visit, auditor) == ("no_questions",)
    line, other = LineFactory(visit=visit), LineFactory(visit=visit, answered=True)
    assert refusals(visit, auditor) == ("no_result",)
    save(line, auditor, result="NONCONFORMITY")
    assert refusals(visit, auditor) == ("no_evidence",)
    save(line, auditor, base=1, result="CONFORMS")
    save(line, auditor, result="NONCONFORMITY", evidence="Thiếu phiếu kiểm soát")
    assert refusals(visit, auditor) == ("lying_aside",)
    [aside] = aside_of(visit)
    commands.settle_aside(aside, actor=lead, at=timezone.now(), number=uuid4(), take=False)

    finished = commands.finish_visit(visit, actor=auditor, version=1, on=ON)

    entry = Entry.objects.get(action="evaluation.visit.finished")
    assert (entry.data["count"], entry.data["sha256"]) == (2, finished.sealed_hash)
    assert finished.sealed_hash == commands.seal_of(lines_of(visit))
    assert (finished.finished_date, finished.finished_by) == (ON, auditor.user)
    ChecklistLine.objects.filter(pk=other.pk).update(evidence="Sửa lén")
    assert finished.sealed_hash != commands.seal_of(lines_of(visit))


def test_the_seal_changes_with_a_file(visit, auditor):
    line = LineFactory(visit=visit, answered=True)
    before = commands.seal_of(lines_of(visit))
    commands.add_file(line, actor=auditor, file=png(), name="a.png")
    after = commands.seal_of(lines_of(visit))
    assert before != after
    assert len(after) == len(hashlib.sha256().hexdigest())


def test_no_file_leaves_a_sealed_checklist(visit, auditor, lead):
    line = LineFactory(visit=visit, answered=True)
    commands.add_file(line, actor=auditor, file=png(), name="a.png")
    photo = files_of(line, viewer=auditor).get()
    sealed = commands.finish_visit(visit, actor=auditor, version=1, on=ON)

    with pytest.raises(Refused) as refused:
        take_off(photo, actor=auditor, version=photo.version, reason="Nhầm ảnh")

    assert refused.value.codes == ("record_is_sealed",)
    assert commands.seal_of(lines_of(visit)) == sealed.sealed_hash
    commands.reopen_visit(sealed, actor=lead, version=sealed.version, reason="Ảnh nhầm phòng")
    take_off(photo, actor=auditor, version=photo.version, reason="Nhầm ảnh")
    assert not files_of(line, viewer=auditor)


def test_two_windows_do_not_finish_it_twice(visit, auditor):
    LineFactory(visit=visit, answered=True)
    commands.finish_visit(visit, actor=auditor, version=1, on=ON)
    with pytest.raises(Stale):
        commands.finish_visit(visit, actor=auditor, version=1, on=ON)
    visit.refresh_from_db()
    assert refusals(visit, auditor) == ("finished",)


def test_the_leader_opens_it_again_with_a_reason_before_the_closing_meeting(visit, auditor, lead):
    LineFactory(visit=visit, answered=True)
    commands.finish_visit(visit, actor=auditor, version=1, on=ON)
    with pytest.raises(PermissionDenied):
        commands.reopen_visit(visit, actor=auditor, version=2, reason="Thiếu")
    with pytest.raises(Refused) as refused:
        commands.reopen_visit(visit, actor=lead, version=2, reason=" ")
    assert refused.value.codes == ("reason_missing",)
    opened = commands.reopen_visit(visit, actor=lead, version=2, reason="Thiếu một mẫu")
    assert (opened.finished_date, opened.sealed_hash) == (None, "")

    commands.finish_visit(visit, actor=auditor, version=3, on=ON)
    Audit.objects.filter(pk=visit.audit_id).update(state=Audit.State.MET, closed_meeting_date=ON)
    with pytest.raises(Refused) as refused:
        commands.reopen_visit(visit, actor=lead, version=4, reason="Muộn")
    assert refused.value.codes == ("audit_stands_elsewhere",)


def test_the_closing_meeting_waits_for_checklists_and_names_whose(visit, auditor):
    aside = VisitFactory(audit=visit.audit)
    Visit.objects.filter(pk=aside.pk).update(set_aside_reason="Đơn vị bận chống bão")
    [reason] = checklists_are_finished(visit.audit)
    assert str(auditor.user) in reason.text
    assert str(visit.unit) in reason.text
    assert "visit_not_finished" in [one.code for one in gate("audit.close_meeting", visit.audit)]
    LineFactory(visit=visit, answered=True)
    commands.finish_visit(visit, actor=auditor, version=1, on=ON)
    assert list(checklists_are_finished(visit.audit)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(["auditor", "lead"]), st.text("abc", min_size=1, max_size=4), st.integers(0, 3)),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_two_devices_send_and_send_again_nothing_is_lost(visit, auditor, lead, sent):
    """Every text ever sent is the line's own, in its history, or lies aside; no sending counts twice."""
    line = LineFactory(visit=visit)
    people, versions = {"auditor": auditor, "lead": lead}, {"auditor": 1, "lead": 1}
    for who, text, repeats in sent:
        number = uuid4()
        for _again in range(repeats + 1):
            saving = save(line, people[who], number=number, base=versions[who], evidence=text)
        if saving.kept:
            versions[who] = saving.content["version"]
    history = line._meta.apps.get_model("evaluation", "ChecklistLineHistoryEvent").objects.filter(pgh_obj_id=line.pk)
    there = set(history.values_list("evidence", flat=True))
    there |= {one.content["evidence"] for one in DeviceSaving.objects.filter(line=line, kept=False)}
    assert {text for _who, text, _repeats in sent} <= there
    assert DeviceSaving.objects.filter(line=line).count() == len(sent)
