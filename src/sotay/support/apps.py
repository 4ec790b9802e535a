"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Support (ISO 9001 clause 7)."""

    name = "sotay.support"
    label = "support"
    verbose_name = _("Tài liệu và hồ sơ")

    def ready(self) -> None:
        """Make permissions, records and judges known."""
        from sotay.papers.forms import forms_in
        from sotay.support import exchanges, registrations  # noqa: F401
        from sotay.support.coverage import permissions as of_coverage  # noqa: F401
        from sotay.support.distribution import beside as beside_of_distribution  # noqa: F401
        from sotay.support.distribution import permissions as of_distribution  # noqa: F401
        from sotay.support.distribution import waiting as waiting_of_distribution  # noqa: F401
        from sotay.support.documents import facts as documents_counted  # noqa: F401
        from sotay.support.documents import obligations as owed_documents  # noqa: F401
        from sotay.support.documents import permissions as of_documents  # noqa: F401
        from sotay.support.documents import waiting as drafts_to_mend  # noqa: F401
        from sotay.support.issuing import permissions as of_issuing  # noqa: F401
        from sotay.support.issuing import waiting as issues_waiting  # noqa: F401
        from sotay.support.lawful import obligations as owed_by_law  # noqa: F401
        from sotay.support.lawful import permissions as of_lawful  # noqa: F401
        from sotay.support.lawful import waiting as laws_to_follow  # noqa: F401
        from sotay.support.outgoing import obligations as owed_papers  # noqa: F401
        from sotay.support.outgoing import permissions as of_outgoing  # noqa: F401
        from sotay.support.outgoing import waiting as papers_waiting  # noqa: F401
        from sotay.support.records import handover as files_handed_over  # noqa: F401
        from sotay.support.records import obligations as owed_records  # noqa: F401
        from sotay.support.records import permissions as of_records  # noqa: F401
        from sotay.support.records import waiting as records_waiting  # noqa: F401
        from sotay.support.requests import permissions as of_requests  # noqa: F401
        from sotay.support.requests import waiting as requests_waiting  # noqa: F401
        from sotay.support.reviews import beside as beside_of_reviews  # noqa: F401
        from sotay.support.reviews import facts as looks_counted  # noqa: F401
        from sotay.support.reviews import obligations as obligations_of_reviews  # noqa: F401
        from sotay.support.reviews import permissions as of_reviews  # noqa: F401
        from sotay.support.reviews import waiting as waiting_of_reviews  # noqa: F401
        from sotay.support.takeover import permissions as of_takeover  # noqa: F401
        from sotay.ui import rail

        rail.section(
            "documents",
            label=_("Tài liệu"),
            icon="files",
            url_name="support:document_list",
            order=35,
            prefixes=("support/", "papers/", "context/laws/"),
        )

        forms_in(
            "sotay.support.distribution.papers",
            "sotay.support.documents.papers",
            "sotay.support.issuing.papers",
            "sotay.support.lawful.papers",
            "sotay.support.outgoing.papers",
            "sotay.support.records.lists.papers",
            "sotay.support.records.transfers.papers",
            "sotay.support.requests.papers",
        )
