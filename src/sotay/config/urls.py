"""Every address of the house; an area's own stand in its `urls.py`."""

from django.urls import include, path, register_converter

from sotay.config import health, language
from sotay.support.distribution import status_views


class AgencyName:
    """The short name of an agency in an address."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        """Return the name as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the name as it stands."""
        return value


register_converter(AgencyName, "agency")

handler400 = "sotay.config.errors.bad_request"
handler403 = "sotay.config.errors.forbidden"
handler404 = "sotay.config.errors.not_found"
handler500 = "sotay.config.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("language/", language.choose, name="language"),
    path("c/<slug:token>/", status_views.document_status, name="document_status"),
    path("calendar/", include("sotay.work.calendar.public_urls")),
    path("public/", include("sotay.operation.dossiers.look_up.urls")),
    path("public/", include("sotay.evaluation.feedback.public_urls")),
    path("public/", include("sotay.evaluation.satisfaction.synthesis.public_urls")),
    path("public/", include("sotay.manual.announcements.public_urls")),
    path("s/", include("sotay.evaluation.satisfaction.public.urls")),
    path("accounts/", include("sotay.web.account.urls")),
    path("ui/", include("sotay.ui.urls")),
    path("<agency:agency>/papers/", include("sotay.papers.urls")),
    path("<agency:agency>/organisation/", include("sotay.organisation.urls")),
    path("<agency:agency>/standard/", include("sotay.standard.urls")),
    path("<agency:agency>/context/", include("sotay.context.urls")),
    path("<agency:agency>/support/", include("sotay.support.urls")),
    path("<agency:agency>/operation/", include("sotay.operation.urls")),
    path("<agency:agency>/evaluation/", include("sotay.evaluation.urls")),
    path("<agency:agency>/improvement/", include("sotay.improvement.urls")),
    path("<agency:agency>/planning/", include("sotay.planning.urls")),
    path("<agency:agency>/leadership/", include("sotay.leadership.urls")),
    path("<agency:agency>/manual/", include("sotay.manual.urls")),
    path("<agency:agency>/approvals/", include("sotay.approvals.urls")),
    path("<agency:agency>/attachments/", include("sotay.attachments.urls")),
    path("<agency:agency>/work/", include("sotay.work.urls")),
    path("<agency:agency>/exchange/", include("sotay.exchange.urls")),
    path("", include("sotay.web.urls")),
]
