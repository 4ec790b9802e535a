"""The row of tabs over the pages of improvement, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.sections import Page, Section

SECTION = Section(
    "improvement",
    Page("nonconformities", _("Sự không phù hợp"), "improvement:nonconformity_list"),
    Page("proposals", _("Đề xuất cải tiến"), "improvement:proposal_list"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
