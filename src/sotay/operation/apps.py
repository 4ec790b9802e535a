"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationConfig(AppConfig):
    """Operation (ISO 9001 clause 8)."""

    name = "sotay.operation"
    label = "operation"
    verbose_name = _("Thủ tục – Hồ sơ")

    def ready(self) -> None:
        """Make permissions, records and judges known, and stand in the rail."""
        from sotay.operation import exchanges  # noqa: F401
        from sotay.operation.dossiers import obligations as owed_dossiers  # noqa: F401
        from sotay.operation.dossiers import permissions as of_dossiers  # noqa: F401
        from sotay.operation.dossiers import registrations as dossiers  # noqa: F401
        from sotay.operation.dossiers.book import permissions as of_dossier_books  # noqa: F401
        from sotay.operation.dossiers.book import registrations as dossier_books  # noqa: F401
        from sotay.operation.dossiers.desk import waiting as dossiers_held  # noqa: F401
        from sotay.operation.dossiers.lists import permissions as of_dossier_lists  # noqa: F401
        from sotay.operation.dossiers.lists import registrations as dossier_lists  # noqa: F401
        from sotay.operation.dossiers.personal import permissions as of_personal_data  # noqa: F401
        from sotay.operation.dossiers.personal import registrations as personal_data  # noqa: F401
        from sotay.operation.dossiers.personal import waiting as personal_data_over_time  # noqa: F401
        from sotay.operation.dossiers.slips import parameters as dossier_circular  # noqa: F401
        from sotay.operation.outputs import beside as outputs_beside  # noqa: F401
        from sotay.operation.outputs import facts as outputs_counted  # noqa: F401
        from sotay.operation.outputs import permissions as of_outputs  # noqa: F401
        from sotay.operation.outputs import registrations as outputs  # noqa: F401
        from sotay.operation.outputs import waiting as outputs_to_handle  # noqa: F401
        from sotay.operation.procedures import beside as beside_procedures  # noqa: F401
        from sotay.operation.procedures import obligations as owed_procedures  # noqa: F401
        from sotay.operation.procedures import permissions as of_procedures  # noqa: F401
        from sotay.operation.procedures import registrations as procedures  # noqa: F401
        from sotay.operation.procedures import serving as procedures_serving  # noqa: F401
        from sotay.operation.providers import facts as providers_counted  # noqa: F401
        from sotay.operation.providers import obligations as owed_providers  # noqa: F401
        from sotay.operation.providers import permissions as of_providers  # noqa: F401
        from sotay.operation.providers import registrations as providers  # noqa: F401
        from sotay.operation.providers import waiting as providers_to_evaluate  # noqa: F401
        from sotay.operation.statistics import facts as dossiers_counted  # noqa: F401
        from sotay.operation.statistics import obligations as owed_results  # noqa: F401
        from sotay.operation.statistics import permissions as of_statistics  # noqa: F401
        from sotay.operation.statistics import registrations as statistics  # noqa: F401
        from sotay.operation.statistics import times_page as procedure_times  # noqa: F401
        from sotay.operation.tabs import stands_in_rail
        from sotay.papers.forms import forms_in
        from sotay.ui import rail

        rail.section(
            "services",
            label=_("Thủ tục – Hồ sơ"),
            icon="inbox",
            url_name="context:service_list",
            order=60,
            visible=stands_in_rail,
            prefixes=("operation/", "context/services/"),
        )

        forms_in(
            "sotay.operation.dossiers.book.papers",
            "sotay.operation.dossiers.slips.papers",
            "sotay.operation.outputs.papers",
            "sotay.operation.procedures.papers",
            "sotay.operation.providers.papers",
            "sotay.operation.statistics.papers",
        )
