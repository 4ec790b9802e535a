"""Who gets which answer from the pages of the agency itself."""

import pytest

from sotay.blobs.storage import store
from tests.permission_table import ADMINISTRATOR, HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d4944415478da63fcffff3f030005fe02fea72d8b7f0000000049454e44ae426082"
)


def a_logo(agency):
    agency.logo = store(PNG, name="logo.png")
    agency.save(update_fields=["logo"])
    return {}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}
TABLE = [
    Row("get", "organisation:agency_detail", READ, guest=200),
    Row("get", "organisation:agency_logo", READ, kwargs=a_logo, guest=200),
    Row("get", "organisation:agency_change", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200, ADMINISTRATOR: 200}),
    Row("post", "organisation:agency_change", {OFFICIAL: 403, SECRETARY: 422}),
]
test_who_gets_what = answers(TABLE)
