"""The scope: prepared, changed, approved with the clauses not applied, refused, denied; and its page."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, return_with_reason
from sotay.commands import UNCHANGED, Refused
from sotay.context.models import Scope
from sotay.context.scope.commands import change_scope, prepare_scope, submit_scope
from sotay.context.scope.queries import covered_by, get_scope_page
from tests.conftest import TODAY, person
from tests.factories.context import ScopeFactory, ScopeItemFactory
from tests.factories.standard import ApplicabilityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(agency):
    return ScopeItemFactory(scope__agency=agency).scope


def submitted(scope, actor):
    return submit_scope(scope, actor=actor, version=scope.version, on=TODAY)


def test_it_is_prepared_and_changed_with_its_fields_and_places(agency, secretary):
    scope = prepare_scope(
        agency, actor=secretary, fields_of_work=["Báo chí", " Báo chí", "Bưu chính"], places=["Trụ sở"]
    )
    assert (covered_by(scope).fields, covered_by(scope).places) == (("Báo chí", "Bưu chính"), ("Trụ sở",))

    scope = change_scope(scope, actor=secretary, version=scope.version, fields_of_work=["Viễn thông"])
    assert (covered_by(scope).fields, covered_by(scope).places) == (("Viễn thông",), ())
    again = change_scope(scope, actor=secretary, version=scope.version, fields_of_work=["Viễn thông"])
    assert again is UNCHANGED


def test_a_second_draft_and_no_field_are_refused(agency, secretary, scope):
    with pytest.raises(Refused) as refusal:
        prepare_scope(agency, actor=secretary, fields_of_work=[" "])

    assert refusal.value.codes == ("prepared_already", "fields_missing")


def test_a_clause_left_out_without_a_reason_holds_it_back(agency, secretary, head, scope):
    ApplicabilityFactory(agency=agency, reason="")

    with pytest.raises(Refused) as refusal:
        submitted(scope, secretary)

    assert refusal.value.codes == ("exclusion_unreasoned",)


def test_approved_it_is_in_force_and_says_when_a_clause_was_decided_since(agency, secretary, head, scope):
    before = ScopeFactory(agency=agency, edition=9, state="IN_FORCE", approved_date=date(2025, 1, 1))
    approval = submitted(scope, secretary)
    approve(approval, actor=head, version=approval.version, on=TODAY)

    page = get_scope_page(viewer=secretary)
    assert (page.scope, page.scope.approved_date, page.moved_on) == (scope, TODAY, False)
    assert Scope.objects.get(pk=before.pk).state == "SUPERSEDED"
    ApplicabilityFactory(agency=agency)
    assert get_scope_page(viewer=secretary).moved_on


def test_a_clause_decided_after_submitting_is_not_approved_unseen(agency, secretary, head, scope):
    approval = submitted(scope, secretary)
    ApplicabilityFactory(agency=agency)

    with pytest.raises(Refused) as refusal:
        approve(approval, actor=head, version=approval.version, on=TODAY)

    assert refusal.value.codes == ("content_changed",)


def test_returned_it_can_be_written_again_and_what_is_submitted_cannot(agency, secretary, head, scope):
    approval = submitted(scope, secretary)
    scope.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        change_scope(scope, actor=secretary, version=scope.version, fields_of_work=["x"])
    assert refusal.value.codes == ("not_draft",)

    return_with_reason(approval, actor=head, version=approval.version, reason="Thiếu lĩnh vực")

    assert Scope.objects.get().state == "DRAFT"


def test_writing_is_denied_to_an_official_and_another_agencys_secretary(agency, official, other_agency, scope):
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            prepare_scope(agency, actor=actor, fields_of_work=["x"])
        with pytest.raises(PermissionDenied):
            change_scope(scope, actor=actor, version=1, fields_of_work=["x"])
        with pytest.raises(PermissionDenied):
            submitted(scope, actor)


def test_the_page_tells_the_clause_left_out_with_its_reason(agency, secretary, signed_in):
    ApplicabilityFactory(agency=agency)
    client = signed_in(secretary)
    client.send(
        reverse("context:scope_prepare", kwargs={"agency": agency.short_name}),
        {"fields_of_work": "Báo chí\nBưu chính", "places": "", "text": "", "reason": ""},
    )

    page = client.get(
        reverse("context:scope_edition", kwargs={"agency": agency.short_name, "slug": Scope.objects.get().uuid})
    ).content.decode()

    assert "Bưu chính" in page
    assert "Cơ quan chỉ cung cấp dịch vụ hành chính công theo quy định." in page
