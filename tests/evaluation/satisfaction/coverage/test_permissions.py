"""Who gets which answer from the page of coverage."""

import pytest

from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db

TABLE = [Row("get", "evaluation:coverage", dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD), 200), guest=200)]
test_who_gets_what = answers(TABLE)
