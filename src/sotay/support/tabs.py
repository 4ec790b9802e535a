"""The row of tabs over the pages of documents, law and records (kept with the law, the lowest of them), and addresses."""

from sotay.context.laws.tabs import SECTION as WITH_LAWS
from sotay.sections import Section

SECTION = Section("support", *WITH_LAWS.pages)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
