"""How runs are found again by reference."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.exchange.runs.models import Run
from sotay.exchange.runs.queries import visible

subjects.register(
    Run,
    label=_("Lần nhập dữ liệu"),
    url_name="exchange:run_detail",
    url_kwargs=lambda run: {"uuid": run.uuid},
    visible=visible,
    state=lambda run: str(run.get_state_display()),
)
