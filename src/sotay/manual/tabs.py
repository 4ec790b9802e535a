"""The row of tabs over the pages of the manual (kept with scope and processes, the lowest of them), and addresses."""

from sotay.context.tabs import SECTION as FROM_BELOW
from sotay.sections import Section

SECTION = Section("manual", *FROM_BELOW.pages)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
