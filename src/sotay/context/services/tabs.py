"""The row of tabs over the pages of services, procedures and their figures; most stand on a floor above, hence names."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sotay.sections import Page, Section

SECTION = Section(
    "context",
    Page("services", _("Thủ tục hành chính"), "context:service_list"),
    Page("procedures", _("Quy trình"), "operation:procedure_list"),
    Page("dossiers", pgettext_lazy("dossiers", "Hồ sơ"), "operation:dossier_list"),
    Page("statistics", _("Số liệu hồ sơ"), "operation:statistics"),
    Page("outputs", _("Đầu ra không phù hợp"), "operation:output_list"),
    Page("providers", _("Nhà cung cấp bên ngoài"), "operation:provider_list"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address
