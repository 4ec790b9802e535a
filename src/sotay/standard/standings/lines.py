"""A line of standing and the words that explain it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from sotay.standard.catalogue.obligations import Obligation, obligation_of
from sotay.standard.catalogue.periods import Period, period_of

FOUND: Final = gettext_noop("Bằng chứng ngày %(day)s.")
FOUND_MANY: Final = gettext_noop("%(count)s bằng chứng, sớm nhất ngày %(day)s.")
DECLARED: Final = gettext_noop("Nhập khi khởi tạo: %(number)s ngày %(day)s.")
DECLARED_UNCHECKED: Final = gettext_noop("Nhập khi khởi tạo: %(number)s ngày %(day)s; chưa kiểm tra tự động.")
NOTHING_MISSING: Final = gettext_noop("Không còn gì thiếu.")
NOT_FOUND: Final = gettext_noop("Chưa tìm thấy bằng chứng.")
NOT_CHECKED: Final = gettext_noop("Chưa kiểm tra tự động.")
ON_ONE_STOP: Final = gettext_noop("Theo dõi trên hệ thống một cửa.")
ON_DOCUMENT_SYSTEM: Final = gettext_noop("Theo dõi trên hệ thống quản lý văn bản.")
OTHERS_DUTY: Final = gettext_noop("Trách nhiệm của %(body_words)s.")
CLAUSE_EXCLUDED: Final = gettext_noop("Điều khoản %(clause)s không áp dụng: %(why)s")
CLAUSE_EXCLUDED_BARE: Final = gettext_noop("Điều khoản %(clause)s không áp dụng.")
BEFORE_USE: Final = gettext_noop("Trước khi dùng hệ thống.")
NO_EVENT: Final = gettext_noop("Chưa có việc phát sinh.")
NO_UNITS: Final = gettext_noop("Cơ quan chưa có đơn vị.")
ALL_DONE: Final = gettext_noop("%(count)s việc đã thực hiện, gần nhất ngày %(day)s.")
EVENT_OPEN: Final = gettext_noop("%(title)s, ngày %(day)s.")


class Line(NamedTuple):
    """Where an agency (or one of its units) stands with one obligation in one period, or with one event.

    `standing` is a `Word`. `reason` is a Vietnamese source text and `params` what is put into it; a param whose name ends
    in `_words` is itself a text, or several, to be said in the language of the page. `link` is a URL name with its parts
    below the agency (`{"?": {…}}` is the query of a list); without one the line leads to the obligation's own page.
    """

    agency_id: int
    obligation: str
    unit_id: int | None
    period: str
    standing: str
    due: date | None = None
    evidence_date: date | None = None
    late: bool = False
    count: int | None = None  # type: ignore[assignment]  # a tuple counts too; nobody asks a line to
    reason: str = ""
    params: Mapping[str, Any] = {}
    link: str = ""
    link_kwargs: Mapping[str, Any] = {}
    subject_uuid: UUID | None = None

    @property
    def about(self) -> Obligation:
        """What is owed."""
        return obligation_of(self.obligation)

    @property
    def when(self) -> Period:
        """The period it is owed for."""
        return period_of(self.period)

    @property
    def why(self) -> str:
        """The reason in the language of the page."""
        return said(self.reason, self.params)


def said(reason: str, params: Mapping[str, Any]) -> str:
    """Return a reason in the language of the page."""
    if not reason:
        return ""
    return gettext(reason) % {key: _spoken(key, value) for key, value in params.items()}


def day(value: date) -> str:
    """Return a day as it stands in a reason, the same in both languages."""
    return f"{value:%d/%m/%Y}"


def _spoken(key: str, value: Any) -> Any:
    if not key.endswith("_words"):
        return value
    return ", ".join(gettext(word) for word in ([value] if isinstance(value, str) else value))
