"""Writes upon the agency's own forms: their codes, and the templates that replace ours."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc, one_line
from sotay.blobs.kinds import clean_name
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobRefused, StorageFull
from sotay.blobs.storage import store
from sotay.commands import UNCHANGED, Reason, Refused, Stale, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.papers.catalogue import checking, guards
from sotay.papers.catalogue.models import FormSetting, FormTemplate
from sotay.papers.fields import known_of

REPLACED = "thay bằng mẫu mới"


@command
def set_form_code(
    agency: Agency,
    *,
    actor: Actor,
    form_code: str,
    code: str = "",
    edition: str = "",
    issued_date: date | None = None,
    title: str = "",
    version: int | None = None,
) -> FormSetting:
    """Say which code, edition and name a form has in the agency; what is empty is that of the catalogue.

    `version` is that of the row the page was read with, None where there was none yet.
    """
    require(actor, "papers.manage_forms", agency)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two codes entered at once meet each other
    code = one_line(code)
    refuse(guards.why_not_keep(form_code), guards.why_not_code(agency, form_code, code))

    setting = FormSetting.objects.select_for_update().filter(agency=agency, form=form_code).first()
    if setting is not None and setting.version != version:
        raise Stale(setting, read=version or 0)
    setting = setting or FormSetting(agency=agency, form=form_code)
    wanted: dict[str, Any] = {
        "code": code,
        "edition": one_line(edition),
        "issued_date": issued_date,
        "title": one_line(title),
    }
    before = {name: getattr(setting, name) for name, value in wanted.items() if getattr(setting, name) != value}
    if not before:
        return UNCHANGED  # type: ignore[return-value]
    for name, value in wanted.items():
        setattr(setting, name, value)
    setting.save()

    record("papers.form.coded", actor=actor, subject=setting, form=form_code, before=before, **wanted)
    return setting


@command
def bring_template(agency: Agency, *, actor: Actor, form_code: str, file: Any, name: str, on: date) -> FormTemplate:
    """Let a DOCX of the agency's own replace the Word face of a form; the one in use before ends the same day.

    Raises Refused for a file that is no plain DOCX, for fields the form has not and for anything beyond fields, `for`
    and `if`; it is filled once on trial before it is taken.
    """
    require(actor, "papers.manage_forms", agency)
    refuse(guards.why_not_keep(form_code))
    name = clean_name(nfc(name))
    blob = _kept(file, name=name)
    fields = checking.fields_by_code(form_code, viewer=actor, on=on)
    refuse(checking.why_not_fill(blob, fields))

    standing = _in_use(agency, form_code).select_for_update().first()
    if standing is not None and standing.file_id == blob.pk:
        return UNCHANGED  # type: ignore[return-value]
    if standing is not None:
        _end(standing, on=on, reason=REPLACED)
    template = FormTemplate(
        agency=agency,
        form=form_code,
        file=blob,
        name=name,
        fields=known_of(fields),
        from_date=on,
        brought_by=actor.person,
    )
    template.save()

    replaced = str(standing.uuid) if standing else ""
    record("papers.template.brought", actor=actor, subject=template, form=form_code, sha256=blob.pk, replaced=replaced)
    return template


@command
def end_template(template: FormTemplate, *, actor: Actor, version: int, on: date, reason: str) -> FormTemplate:
    """Fill a template no more: the form is printed as the house prints it again."""
    require(actor, "papers.manage_forms", template)
    template = lock(template, version=version)
    refuse(guards.why_not_end(template), why_no_reason(reason))

    _end(template, on=on, reason=one_line(reason))

    record("papers.template.ended", actor=actor, subject=template, reason=reason, form=template.form)
    return template


def _in_use(agency: Agency, form: str) -> QuerySet[FormTemplate]:
    return FormTemplate.objects.filter(agency=agency, form=form, state=FormTemplate.State.IN_USE)


def _end(template: FormTemplate, *, on: date, reason: str) -> None:
    template.state = FormTemplate.State.ENDED
    template.ended_date, template.ended_reason = on, reason
    template.save(update_fields=["state", "ended_date", "ended_reason"])


def _kept(file: Any, *, name: str) -> Blob:
    """Store an upload; Refused says beside the form's field what is wrong with it and how to mend it."""
    try:
        return store(file, name=name)
    except (BlobRefused, StorageFull) as problem:
        raise Refused(Reason(f"{problem.text} {problem.mend}", code=problem.code, field="file")) from problem
