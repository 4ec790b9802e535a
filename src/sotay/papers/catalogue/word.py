"""The Word face of a form: from the template of the agency's own where one is in use, else as the house sets it."""

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.blobs.storage import open_blob
from sotay.papers.catalogue.checking import said
from sotay.papers.catalogue.models import FormTemplate
from sotay.papers.faces import DOCX, shown
from sotay.papers.fields import fields_of, known_of, merged, values_of
from sotay.papers.filling.process import CannotBeFilled, filled
from sotay.papers.model import Paper
from sotay.papers.refusing import PaperRefused


def word_of(paper: Paper, *, form: str, agency: Agency, blank: bool = False) -> bytes:
    """Return the DOCX of a paper made from a form; raise CannotBeFilled where the agency's template gives none."""
    template = in_use(form, agency=agency)
    if template is None:
        return shown(paper, DOCX)
    with open_blob(template.file) as file:
        known = merged(known_of(fields_of(paper)), template.fields)
        return filled(file.read(), known=known, values=values_of(paper, blank=blank))


def issued_word_of(paper: Paper, *, form: str, agency: Agency) -> bytes:
    """Return the DOCX of a paper that goes out; raise PaperRefused where the agency's template gives none."""
    try:
        return word_of(paper, form=form, agency=agency)
    except CannotBeFilled as problem:
        faults = " ".join(said(one) for one in problem.faults)
        text = _(
            "Mẫu Word riêng của biểu mẫu %(form)s không điền được: %(faults)s Sửa hoặc ngừng dùng mẫu ở trang biểu mẫu."
        )
        raise PaperRefused(text % {"form": form, "faults": faults}, code="template") from problem


def in_use(form: str, *, agency: Agency) -> FormTemplate | None:
    """Return the template that replaces a form."""
    return FormTemplate.objects.filter(agency=agency, form=form).in_use().select_related("file").first()
