"""Who gets which answer from the page of the coverage."""

import pytest

from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db
READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200, CLERK: 200}
TABLE = [Row("get", "support:coverage", READ, guest=200)]
test_who_gets_what = answers(TABLE)
