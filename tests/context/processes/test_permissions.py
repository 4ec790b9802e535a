"""Who gets which answer from the pages of processes."""

import pytest

from sotay.context.models import Flow
from tests.factories.context import ProcessFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_process(agency):
    return {"slug": ProcessFactory(agency=agency).slug}


def a_flow(agency):
    source, target = ProcessFactory.create_batch(2, agency=agency)
    return {"slug": Flow.objects.create(agency=agency, source=source, target=target, what="hồ sơ").uuid}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}
WRITE = {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}
SEND = {OFFICIAL: 403, SECRETARY: 422}
TABLE = [
    Row("get", "context:process_list", READ, guest=200),
    Row("get", "context:process_detail", READ, kwargs=a_process, guest=200),
    Row("get", "context:process_create", WRITE),
    Row("post", "context:process_create", SEND),
    Row("get", "context:process_change", WRITE, kwargs=a_process),
    Row("post", "context:process_change", SEND, kwargs=a_process),
    Row("get", "context:process_end", WRITE, kwargs=a_process),
    Row("post", "context:process_end", SEND, kwargs=a_process),
    Row("get", "context:flow_add", WRITE, kwargs=a_process),
    Row("post", "context:flow_add", SEND, kwargs=a_process),
    Row("post", "context:flow_remove", {OFFICIAL: 403, SECRETARY: 302}, kwargs=a_flow),
]
test_who_gets_what = answers(TABLE)
