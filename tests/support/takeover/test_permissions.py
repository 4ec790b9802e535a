"""Who gets which answer from the pages of taking over."""

from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers

SEATS = {OFFICIAL: 403, CLERK: 403, HEAD: 403, SECRETARY: 200}
TABLE = [
    Row("get", "support:takeover", SEATS),
    Row("post", "support:takeover", SEATS | {SECRETARY: 422}),
    Row("get", "support:takeover_template", SEATS),
]
test_who_gets_what = answers(TABLE)
