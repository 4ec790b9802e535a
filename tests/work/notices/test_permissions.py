"""Who gets which answer from the pages of notices."""

from tests.permission_table import OFFICIAL, SECRETARY, Row, answers
from tests.work.notices.test_notices import NoticeFactory

TABLE = [
    Row("get", "work:notice_list", {OFFICIAL: 200, SECRETARY: 200}),
    Row("get", "work:mail_choice", {OFFICIAL: 200, SECRETARY: 200}),
    Row("post", "work:mail_choice", {OFFICIAL: 302}, data=lambda _agency: {"wants": "URGENT"}),
    Row("post", "work:notice_read_all", {OFFICIAL: 302}),
    Row(
        "get",
        "work:notice_open",
        {OFFICIAL: 404, SECRETARY: 404},  # somebody else's
        kwargs=lambda agency: {"uuid": NoticeFactory(agency=agency).uuid},
    ),
]
test_who_gets_what = answers(TABLE)
