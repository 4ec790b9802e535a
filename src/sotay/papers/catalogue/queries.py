"""Reads of the forms with what the agency says of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold, fold_code
from sotay.commands import NotFound
from sotay.papers import forms
from sotay.papers.catalogue.groups import GROUPS, group_of
from sotay.papers.catalogue.models import FormSetting, FormTemplate
from sotay.papers.forms import Form


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form as the list shows it."""

    form: Form
    setting: FormSetting | None
    template: FormTemplate | None

    @property
    def code(self) -> str:
        """The code of the registry, which addresses bear."""
        return self.form.code

    @property
    def number(self) -> str:
        """The number of the catalogue."""
        return self.form.number

    @property
    def read_code(self) -> str:
        """The code people read: the agency's own, else the number of the catalogue."""
        return self.own_code or self.number

    @property
    def title(self) -> str:
        """The name of the form: the agency's own, else that of the catalogue."""
        return (self.setting.title if self.setting else "") or str(self.form.title)

    @property
    def group(self) -> str:
        """The group it belongs to, in words."""
        return str(GROUPS[group_of(self.number)])

    @property
    def clause(self) -> str:
        """The clause of ISO 9001."""
        return self.form.clause

    @property
    def own_code(self) -> str:
        """The agency's own code."""
        return self.setting.code if self.setting else ""

    @property
    def edition(self) -> str:
        """The edition of the agency's own form."""
        return self.setting.edition if self.setting else ""

    @property
    def issued_date(self) -> date | None:
        """The day the agency issued it."""
        return self.setting.issued_date if self.setting else None

    @property
    def has_blank(self) -> bool:
        """Whether an empty one can be printed."""
        return self.form.has_blank or not self.form.of

    @property
    def has_template(self) -> bool:
        """Whether a DOCX of the agency's own replaces the Word face."""
        return self.template is not None


def list_forms(*, viewer: Actor, group: str = "", own: str = "", words: str = "") -> list[FormRow]:
    """Return all forms in the order of the catalogue with the agency's code and template; two queries.

    `own` keeps those with ("yes") or without ("no") a code of the agency's own.
    """
    settings = {one.form: one for one in FormSetting.objects.of(viewer)}
    templates = {one.form: one for one in FormTemplate.objects.of(viewer).filter(state=FormTemplate.State.IN_USE)}
    rows: Iterable[FormRow] = [
        FormRow(one, settings.get(one.code), templates.get(one.code)) for one in forms.everyone()
    ]
    if group:
        rows = [one for one in rows if group_of(one.number) == group]
    if own:
        rows = [one for one in rows if bool(one.own_code) == (own == "yes")]
    if words:
        wanted, code = fold(words), fold_code(words)
        rows = [one for one in rows if wanted in fold(f"{one.title} {one.form.title}") or code in _codes(one)]
    return list(rows)


def _codes(row: FormRow) -> str:
    return f"{fold_code(row.number)} {fold_code(row.own_code)}"


def get_form(code: str) -> Form:
    """Return a form of the registry; NotFound for a code nobody registered."""
    form = forms.find(code)
    if form is None:
        raise NotFound
    return form


def get_row(code: str, *, viewer: Actor) -> FormRow:
    """Return a form with what the agency says of it."""
    form = get_form(code)
    return FormRow(
        form,
        FormSetting.objects.of(viewer).filter(form=code).first(),
        FormTemplate.objects.of(viewer).select_related("file").filter(form=code, state="IN_USE").first(),
    )


def list_templates(code: str, *, viewer: Actor) -> QuerySet[FormTemplate]:
    """Return the templates the agency has or had for a form, newest first."""
    return FormTemplate.objects.of(viewer).select_related("file", "brought_by").filter(form=code).order_by("-pk")


def get_template(uuid: Any, *, viewer: Actor) -> FormTemplate:
    """Return one template of the viewer's agency; NotFound hides those of others."""
    found = FormTemplate.objects.of(viewer).select_related("file", "agency").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found
