"""Cases and steps: written in drafts, part of what is approved, carried into the next revision, held against limits."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.approvals.purposes import hash_of
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.operation.procedures import commands
from sotay.operation.procedures.cases import cases_of
from sotay.operation.procedures.models import ProcedureRules, ProcedureStep
from sotay.support.documents.commands import begin_revision, submit_revision
from sotay.support.documents.comparing import is_of_former_content
from sotay.support.documents.guards import why_not_submit
from sotay.support.documents.writing import content_of
from sotay.support.models import Revision
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.procedures import ProcedureServiceFactory, ProcedureStepFactory, VariantFactory
from tests.factories.services import ServiceFactory
from tests.factories.support import RevisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(agency):
    return RevisionFactory(document__agency=agency)


@pytest.fixture
def writer(agency, draft):
    return person(agency, Seat.Role.OFFICIAL, unit=draft.document.unit)


@pytest.fixture
def variant(draft):
    return VariantFactory(revision=draft)


def order(variant):
    return [one.work for one in variant.steps.all()]


def test_a_case_and_its_steps_are_written_in_a_draft(draft, writer):
    variant = commands.add_variant(
        draft, actor=writer, name=" Không  xác minh ", own_value=Decimal(2), unit="WORKING_DAY"
    )
    for time in ("½ ngày", "04 giờ", ""):
        commands.add_step(variant, actor=writer, work="Việc", time_text=time)

    (case,) = cases_of(draft)
    assert case.variant.name == "Không xác minh"
    assert [(one.time_value, one.time_unit) for one in case.steps] == [
        (Decimal("0.5"), "WORKING_DAY"),
        (Decimal(4), "HOUR"),
        (None, "WORKING_DAY"),
    ]
    assert case.sum_words == "1 ngày làm việc"
    assert [one.action for one in Entry.objects.order_by("seq")][-2:] == ["operation.procedure.step_added"] * 2


def test_others_do_not_write_it(draft, variant, agency):
    other = person(agency, Seat.Role.OFFICIAL, unit=UnitFactory(agency=agency))
    with pytest.raises(PermissionDenied):
        commands.add_variant(draft, actor=other)
    with pytest.raises(PermissionDenied):
        commands.add_step(variant, actor=other, work="Việc")


def test_what_is_no_draft_or_no_procedure_is_not_changed(agency, secretary):
    variant = VariantFactory(revision=RevisionFactory(document__agency=agency, in_force=True))
    form = RevisionFactory(document__agency=agency, document__kind="FORM")
    for act in (
        lambda: commands.add_step(variant, actor=secretary, work="Việc"),
        lambda: commands.add_variant(variant.revision, actor=secretary),
        lambda: commands.add_variant(form, actor=secretary),
    ):
        with pytest.raises(Refused):
            act()


def test_the_own_limit_is_within_the_legal_one(draft, writer):
    with pytest.raises(Refused) as refused:
        commands.add_variant(draft, actor=writer, limit_value=Decimal(2), own_value=Decimal("2.5"))
    assert refused.value.codes == ("own_limit_over_the_legal_one",)


def test_steps_are_inserted_moved_and_removed_and_what_they_name_follows(variant, writer):
    for work in "ABC":
        commands.add_step(variant, actor=writer, work=work, after=[1] if work == "C" else [])
    commands.add_step(variant, actor=writer, at=2, work="X")
    assert order(variant) == ["A", "X", "B", "C"]
    assert [one.after for one in variant.steps.all()] == [[], [], [], [1]]

    first = variant.steps.get(work="A")
    commands.move_step(first, actor=writer, version=first.version, up=False)
    assert order(variant) == ["X", "A", "B", "C"]
    assert variant.steps.get(work="C").after == [2]

    gone = variant.steps.get(work="A")
    commands.remove_step(gone, actor=writer, version=gone.version)
    assert order(variant) == ["X", "B", "C"]
    assert variant.steps.get(work="C").after == [1]
    assert [one.position for one in variant.steps.all()] == [1, 2, 3]
    last = variant.steps.get(work="C")
    assert commands.move_step(last, actor=writer, version=last.version, up=False) is UNCHANGED


def test_an_inserted_step_names_places_as_they_were_seen(variant, writer):
    for work in "ABC":
        commands.add_step(variant, actor=writer, work=work)
    new = commands.add_step(variant, actor=writer, at=2, work="X", after=[1])
    assert new.after == [1]
    later = commands.add_step(variant, actor=writer, work="Y", after=[2, 4])
    assert (later.position, later.after) == (5, [2, 4])


def test_rings_are_refused(variant, writer):
    for work in "AB":
        commands.add_step(variant, actor=writer, work=work)
    first = variant.steps.get(work="A")
    with pytest.raises(Refused) as refused:
        commands.change_step(first, actor=writer, version=first.version, after=[2])
    assert refused.value.codes == ("ring_of_steps",)
    assert variant.steps.get(work="A").after == []


def test_counted_otherwise_the_times_are_read_anew(variant, writer):
    for time in ("2 ngày", "4 giờ", "1 ngày làm việc"):
        commands.add_step(variant, actor=writer, work="Việc", time_text=time)
    commands.change_variant(variant, actor=writer, version=variant.version, unit="DAY")
    assert [one.time_unit for one in variant.steps.all()] == ["DAY", "HOUR", "WORKING_DAY"]


def test_who_read_the_revision_before_its_steps_changed_is_told(draft, variant, writer):
    draft.refresh_from_db()
    commands.add_step(variant, actor=writer, work="Việc")
    with pytest.raises(Stale):
        submit_revision(draft, actor=writer, version=draft.version, on=TODAY)


def test_submission_is_refused_with_the_sum_when_the_steps_take_longer(agency, draft, variant, writer, secretary, head):
    person(agency, Seat.Role.UNIT_HEAD, unit=draft.document.unit)
    for _n in range(7):
        ProcedureStepFactory(variant=variant)
    (reason,) = [one for one in why_not_submit(draft, on=TODAY) if one.code == "steps_over_limit"]
    assert "3,5 ngày làm việc" in str(reason.text)
    assert "3 ngày làm việc" in str(reason.text)
    draft.refresh_from_db()
    with pytest.raises(Refused) as refused:
        submit_revision(draft, actor=writer, version=draft.version, on=TODAY)
    assert refused.value.codes == ("steps_over_limit",)

    variant.steps.last().delete()
    assert submit_revision(draft, actor=writer, version=draft.version, on=TODAY)


def test_shorter_steps_are_a_doubt_alone(draft, variant):
    ProcedureStepFactory(variant=variant, time_text="2 ngày")
    (case,) = cases_of(draft)
    assert not case.refusal
    assert case.doubts == ["Các bước cộng lại 2 ngày làm việc, ngắn hơn thời hạn 3 ngày làm việc."]
    assert not [one for one in why_not_submit(draft, on=TODAY) if one.code == "steps_over_limit"]


def test_other_bodies_count_apart_and_are_told_when_the_whole_is_too_long(draft, variant):
    ProcedureStepFactory(variant=variant, time_text="3 ngày")
    ProcedureStepFactory(variant=variant, time_text="1 ngày", is_external=True)
    (case,) = cases_of(draft)
    assert (case.sum_words, case.elsewhere_words) == ("3 ngày làm việc", "1 ngày làm việc")
    assert not case.refusal
    assert case.doubts == ["Tính cả thời gian tại cơ quan khác thì quá thời hạn theo quy định."]


def test_a_revision_without_steps_keeps_its_hash_and_one_with_steps_is_pinned_to_them(draft, agency):
    plain = hash_of(content_of(draft))
    assert "steps" not in content_of(draft)
    variant = VariantFactory(revision=draft)
    step = ProcedureStepFactory(variant=variant)
    with_steps = hash_of(content_of(draft))
    assert with_steps != plain
    for name, value in (("work", "Khác"), ("time_text", "1 ngày"), ("after", [0]), ("result", "Giấy chứng nhận")):
        before = hash_of(content_of(draft))
        ProcedureStep.objects.filter(pk=step.pk).update(**{name: value})
        assert hash_of(content_of(draft)) != before, name
    Revision.objects.filter(pk=draft.pk).update(approved_hash=with_steps)
    draft.refresh_from_db()
    assert is_of_former_content(draft)


def test_the_hash_is_the_same_when_read_from_the_table(draft):
    variant = VariantFactory(revision=draft)
    ProcedureStepFactory(variant=variant, time_text="1 ngày")
    fresh = Revision.objects.prefetch_related("variants__steps").get(pk=draft.pk)
    assert hash_of(content_of(fresh)) == hash_of(content_of(draft))


def test_the_next_revision_begins_with_the_steps_of_the_one_before(agency, secretary):
    old = RevisionFactory(document__agency=agency, in_force=True)
    variant = VariantFactory(revision=old, name="Có xác minh")
    ProcedureStepFactory(variant=variant)
    ProcedureStepFactory(variant=variant, after=[0], is_external=True)

    new = begin_revision(old.document, actor=secretary)

    assert content_of(new)["steps"] == content_of(Revision.objects.get(pk=old.pk))["steps"]
    copied = new.variants.get()
    assert copied.pk != variant.pk
    assert copied.uuid != variant.uuid
    commands.add_step(copied, actor=secretary, work="Thêm")
    assert variant.steps.count() == 2


def test_a_procedure_serves_services_of_its_agency_alone(draft, writer, other_agency):
    mine, foreign = ServiceFactory(agency=draft.agency), ServiceFactory(agency=other_agency)
    commands.link_services(draft.document, actor=writer, services=[mine, foreign])
    assert [one.service for one in draft.document.serves.all()] == [mine]
    assert commands.link_services(draft.document, actor=writer, services=[mine]) is UNCHANGED
    commands.link_services(draft.document, actor=writer, services=[])
    assert not draft.document.serves.exists()


def test_a_service_is_served_by_one_more(draft, secretary):
    link = ProcedureServiceFactory(document=draft.document)
    assert commands.serve(link.service, actor=secretary, document=draft.document) is UNCHANGED
    other = RevisionFactory(document__agency=draft.agency).document
    commands.serve(link.service, actor=secretary, document=other)
    assert link.service.procedures.count() == 2


def test_rules_of_counting_are_agreed_for_the_document(draft, writer):
    rules = commands.change_rules(draft.document, actor=writer, late_from=None, pauses_count=True)
    assert ProcedureRules.objects.get().pauses_count
    assert commands.change_rules(draft.document, actor=writer, version=rules.version, pauses_count=True) is UNCHANGED
