"""The row of tabs over the pages of services (kept with the services themselves, the lowest of them), and addresses."""

from sotay.context.services.tabs import SECTION as WITH_SERVICES
from sotay.sections import Section

SECTION = Section("operation", *WITH_SERVICES.pages)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
