"""The row of tabs over the pages of documents, law and records; kept with the forms, the lowest of them."""

from sotay.papers.catalogue.tabs import SECTION as WITH_FORMS
from sotay.sections import Section

SECTION = Section("context", *WITH_FORMS.pages)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
