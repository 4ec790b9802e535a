"""Why a form cannot be given a code or a template; asked by the form and the command alike."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold_code
from sotay.commands import Reason
from sotay.papers import forms
from sotay.papers.catalogue.models import FormSetting, FormTemplate


def why_not_keep(form: str) -> Iterator[Reason]:
    """Yield that no feature makes this form known."""
    if forms.find(form) is None:
        yield Reason(_("Không có biểu mẫu này."), code="no_form")


def why_not_code(agency: Agency, form: str, code: str) -> Iterator[Reason]:
    """Yield that another form bears this code already: two forms under one code cannot be told apart in a file."""
    wanted = fold_code(code)
    if not wanted:
        return
    for other in FormSetting.objects.filter(agency=agency).exclude(form=form).exclude(code=""):
        if fold_code(other.code) == wanted:
            known = forms.find(other.form)
            told = {"code": other.code, "title": str(known.title) if known else other.form}
            yield Reason(_("Mã %(code)s đã dùng cho biểu mẫu “%(title)s”.") % told, code="code_taken", field="code")


def why_not_end(template: FormTemplate) -> Iterator[Reason]:
    """Yield that a template is not filled any more."""
    if template.state == FormTemplate.State.ENDED:
        yield Reason(_("Mẫu này đã thôi dùng."), code="ended_already")
