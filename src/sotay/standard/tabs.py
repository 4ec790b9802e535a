"""The row of tabs over the pages of this area, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.sections import Page, Section

SECTION = Section(
    "standard",
    Page("obligations", _("Việc phải làm"), "standard:obligation_list"),
    Page("clauses", _("Điều khoản áp dụng"), "standard:clause_list"),
    Page("parameters", _("Tham số"), "standard:parameter_list"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
