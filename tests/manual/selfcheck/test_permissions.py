"""Who gets which answer from the pages of the self-check."""

import pytest

from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db
ALL = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
TABLE = [
    Row("get", name, ALL, guest=200)
    for name in ("manual:selfcheck", "manual:inspection_tomorrow", "manual:inspection_file")
]
test_who_gets_what = answers(TABLE)
