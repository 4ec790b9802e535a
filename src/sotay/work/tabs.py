"""The row of tabs over the pages of the section *Việc của tôi*, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.sections import Page, Section

SECTION = Section(
    "work",
    Page("mine", _("Việc của tôi"), "web:my_work", permission="work.list_assignments"),
    Page("assigned", _("Việc được giao"), "work:assignment_list", permission="work.list_assignments"),
    Page("given", _("Việc đã giao"), "work:assignment_given_list", permission="work.list_assignments"),
    Page("all", _("Tất cả công việc"), "work:assignment_all_list", permission="work.oversee_assignments"),
    Page("notices", _("Thông báo"), "work:notice_list", permission="work.view_notices"),
    Page("calendar", _("Lịch"), "work:calendar", permission="work.have_calendar"),
    Page("reminders", _("Sổ nhắc việc"), "work:reminder_list", permission="work.view_reminders"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
