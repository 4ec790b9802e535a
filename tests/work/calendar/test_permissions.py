"""Who gets which answer from the page of one's calendar."""

from tests.permission_table import OFFICIAL, SECRETARY, Row, answers

TABLE = [
    Row("get", "work:calendar", {OFFICIAL: 200, SECRETARY: 200}),
    Row("get", "work:calendar_make", {OFFICIAL: 200}),
    Row("post", "work:calendar_make", {OFFICIAL: 302, SECRETARY: 302}),
    Row("get", "work:calendar_revoke", {OFFICIAL: 200}),
    Row("post", "work:calendar_revoke", {OFFICIAL: 302}),
]
test_who_gets_what = answers(TABLE)
