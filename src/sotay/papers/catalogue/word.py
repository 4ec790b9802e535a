"""The Word face of a form: from the template of the agency's own where one is in use, else as the house sets it."""

from sotay.agency.models import Agency
from sotay.blobs.storage import open_blob
from sotay.papers.catalogue.models import FormTemplate
from sotay.papers.faces import DOCX, shown
from sotay.papers.fields import fields_of, known_of, merged, values_of
from sotay.papers.filling.process import filled
from sotay.papers.model import Paper


def word_of(paper: Paper, *, form: str, agency: Agency, blank: bool = False) -> bytes:
    """Return the DOCX of a paper made from a form; raise CannotBeFilled where the agency's template gives none."""
    template = in_use(form, agency=agency)
    if template is None:
        return shown(paper, DOCX)
    with open_blob(template.file) as file:
        known = merged(known_of(fields_of(paper)), template.fields)
        return filled(file.read(), known=known, values=values_of(paper, blank=blank))


def in_use(form: str, *, agency: Agency) -> FormTemplate | None:
    """Return the template that replaces a form."""
    return FormTemplate.objects.filter(agency=agency, form=form).in_use().select_related("file").first()
