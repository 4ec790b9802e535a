"""Who gets which answer from the log of reminders."""

from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

TABLE = [Row("get", "work:reminder_list", {OFFICIAL: 403, UNIT_HEAD: 403, SECRETARY: 200, HEAD: 200})]
test_who_gets_what = answers(TABLE)
