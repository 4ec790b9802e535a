"""The agency's own codes and templates of forms: set, brought, ended, refused, denied."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.papers import forms
from sotay.papers.catalogue.commands import bring_template, end_template, set_form_code
from sotay.papers.catalogue.models import FormSetting, FormTemplate
from sotay.papers.catalogue.word import word_of
from sotay.papers.making import made
from tests.conftest import TODAY
from tests.factories.blobs import docx_with, pdf
from tests.factories.papers import FormSettingFactory, FormTemplateFactory, template, words_of

pytestmark = pytest.mark.django_db


def upload(content, name="mau.docx"):
    return SimpleUploadedFile(name, content)


def bring(agency, actor, *paragraphs, form="A3", on=TODAY):
    return bring_template(
        agency, actor=actor, form_code=form, file=upload(template(*paragraphs)), name="Mẫu BM 01.docx", on=on
    )


def refused(agency, actor, content, *, name="mau.docx", form="A3"):
    with pytest.raises(Refused) as refusal:
        bring_template(agency, actor=actor, form_code=form, file=upload(content, name), name=name, on=TODAY)
    assert not FormTemplate.objects.exists()
    assert not Entry.objects.exists()
    return refusal.value


def test_a_code_is_set_once_and_changed_with_its_version(agency, secretary):
    setting = set_form_code(agency, actor=secretary, form_code="A3", code=" BM.01.07 ", edition="02")
    set_form_code(agency, actor=secretary, form_code="A3", code="BM.01.07", edition="03", version=setting.version)

    assert FormSetting.objects.get().edition == "03"
    assert list(Entry.objects.values_list("action", flat=True)) == ["papers.form.coded"] * 2


def test_the_same_code_again_changes_nothing(agency, secretary):
    one = FormSettingFactory(agency=agency, code="BM.01", edition="02")

    assert (
        set_form_code(agency, actor=secretary, form_code="A3", code="BM.01", edition="02", version=one.version)
        is UNCHANGED
    )


def test_somebody_else_was_quicker(agency, secretary):
    FormSettingFactory(agency=agency)

    with pytest.raises(Stale):
        set_form_code(agency, actor=secretary, form_code="A3", code="BM.09")


def test_two_forms_do_not_bear_one_code(agency, other_agency, secretary):
    FormSettingFactory(agency=agency, form="A1", code="BM 01-07")
    FormSettingFactory(agency=other_agency, form="A1", code="BM.02")

    with pytest.raises(Refused) as refusal:
        set_form_code(agency, actor=secretary, form_code="A3", code="BM.01.07")
    set_form_code(agency, actor=secretary, form_code="A3", code="BM.02")

    assert refusal.value.codes == ("code_taken",)


def test_a_form_nobody_knows_has_no_code(agency, secretary):
    with pytest.raises(Refused) as refusal:
        set_form_code(agency, actor=secretary, form_code="Z9", code="BM.01")

    assert refusal.value.codes == ("no_form",)


def test_an_official_sets_and_brings_nothing(agency, official):
    with pytest.raises(PermissionDenied):
        set_form_code(agency, actor=official, form_code="A3", code="BM.01")
    with pytest.raises(PermissionDenied):
        bring(agency, official, "x")


def test_a_template_of_another_agency_is_not_ended(other_agency, secretary):
    one = FormTemplateFactory(agency=other_agency)

    with pytest.raises(PermissionDenied):
        end_template(one, actor=secretary, version=1, on=TODAY, reason="x")


def test_a_template_replaces_the_word_face_until_it_ends(agency, secretary):
    paper = made(forms.find("A3"), None, viewer=secretary, on=TODAY, blank=True)
    one = bring(agency, secretary, "MẪU RIÊNG {{ so_phieu }} {{ co_quan }}")
    own = words_of(word_of(paper, form="A3", agency=agency, blank=True))
    end_template(one, actor=secretary, version=one.version, on=TODAY, reason="Dùng lại mẫu chung")
    usual = words_of(word_of(paper, form="A3", agency=agency, blank=True))

    assert "MẪU RIÊNG ...." in own
    assert agency.name.upper() in own
    assert "MẪU RIÊNG" not in usual


def test_a_new_template_ends_the_one_before(agency, secretary):
    first = bring(agency, secretary, "một {{ so_phieu }}")
    second = bring(agency, secretary, "hai {{ so_phieu }}")
    first.refresh_from_db()

    assert (first.state, first.ended_date) == (FormTemplate.State.ENDED, TODAY)
    assert FormTemplate.objects.in_use().get() == second
    assert Entry.objects.filter(action="papers.template.brought").count() == 2


def test_an_unknown_field_is_refused_by_name(agency, secretary):
    refusal = refused(agency, secretary, template("{{ so_phiu }} {{ khong_co }}"))

    assert refusal.codes == ("unknown_field", "unknown_field")
    assert "so_phiu" in str(refusal)
    assert "so_phieu" in str(refusal)


def test_macros_fetching_and_other_kinds_are_refused(agency, secretary):
    assert refused(agency, secretary, pdf(), name="mau.pdf").codes == ("no_docx",)
    assert refused(agency, secretary, docx_with("attachedTemplate", "http://x/y.dotm")).codes == ("fetches",)
    assert refused(agency, secretary, b"PK\x03\x04khong phai").codes == ("damaged",)
    assert refused(agency, secretary, template("{{ so_phieu.x() }}")).codes == ("beyond",)


def test_a_template_ended_already_is_not_ended_again(agency, secretary):
    one = FormTemplateFactory(agency=agency, state="ENDED", ended_date=TODAY, ended_reason="cũ")

    with pytest.raises(Refused) as refusal:
        end_template(one, actor=secretary, version=one.version, on=TODAY, reason="")

    assert refusal.value.codes == ("ended_already", "reason_missing")
