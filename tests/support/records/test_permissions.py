"""Who gets which answer from the pages of records."""

from datetime import date

import pytest

from sotay.support.records.models import RecordList, Transfer
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.records import (
    RecordClassFactory,
    RecordFileFactory,
    RecordLineFactory,
    RecordListFactory,
    TransferFactory,
    TransferItemFactory,
)
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_class(agency):
    return {"slug": RecordClassFactory(agency=agency).slug}


def a_list(agency):
    return {"slug": RecordListFactory(agency=agency).slug}


def a_full_list(agency):
    return {"slug": RecordLineFactory(list=RecordListFactory(agency=agency)).list.slug}


def issued(agency):
    return {"slug": RecordLineFactory(list=RecordListFactory(agency=agency, issued=True)).list.slug}


def opened_again(agency):
    return {"slug": RecordListFactory(agency=agency, state=RecordList.State.DRAFT, issued_date=date(2026, 1, 15)).slug}


def a_line(agency):
    return {"slug": RecordLineFactory(list=RecordListFactory(agency=agency)).uuid}


def an_issued_line(agency):
    return {"slug": RecordLineFactory(list=RecordListFactory(agency=agency, issued=True)).uuid}


def of_the_agency(agency):
    return {"slug": RecordLineFactory(list=RecordListFactory(agency=agency, issued=True), unit=None).uuid}


def line_of(agency, **more):
    return RecordLineFactory(list=RecordListFactory(agency=agency, issued=True), **more)


def a_file(agency):
    return {"slug": RecordFileFactory(line=line_of(agency)).slug}


def an_agency_file(agency):
    return {"slug": RecordFileFactory(line=line_of(agency, unit=None)).slug}


def a_closed_file(agency):
    return {"slug": RecordFileFactory(line=line_of(agency), closed=True).slug}


def a_transfer(agency):
    return {"slug": TransferItemFactory(transfer=TransferFactory(agency=agency)).transfer.slug}


def a_disposal(agency, **more):
    file = RecordFileFactory(
        line=line_of(agency), state="CLOSED", opened_date=date(2010, 1, 5), closed_date=date(2011, 1, 5)
    )
    return TransferItemFactory(transfer=TransferFactory(agency=agency, disposal=True, **more), file=file).transfer


def a_drafted_disposal(agency):
    return {"slug": a_disposal(agency).slug}


def an_approved_disposal(agency):
    return {"slug": a_disposal(agency, state=Transfer.State.APPROVED, approved_date=TODAY).slug}


def an_item(agency):
    return {"slug": TransferItemFactory(transfer=TransferFactory(agency=agency)).uuid}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200, CLERK: 200}
MANAGE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403, CLERK: 200}
SEND = {OFFICIAL: 403, SECRETARY: 422, HEAD: 403, UNIT_HEAD: 403, CLERK: 422}
DONE = {OFFICIAL: 403, SECRETARY: 302, HEAD: 403, UNIT_HEAD: 403, CLERK: 302}
FILE = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 404, CLERK: 200}
KEEP = {OFFICIAL: 404, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 404, CLERK: 200}
KEPT = {OFFICIAL: 404, SECRETARY: 302, HEAD: 403, UNIT_HEAD: 404, CLERK: 302}
OVERSEE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403, CLERK: 200}
LISTED = {OFFICIAL: 404, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 404, CLERK: 200}
LISTED_DONE = {OFFICIAL: 404, SECRETARY: 302, HEAD: 403, UNIT_HEAD: 404, CLERK: 302}


def version(**more):
    return lambda _agency: {"version": "1", **more}


def a_new_line(agency):
    return {"record_class": RecordClassFactory(agency=agency).pk, "number": "77.DG", "title": "Hồ sơ"}


def minutes(**more):
    return version(
        done_date=f"{TODAY:%d/%m/%Y}", received_by="Lưu trữ", new_number="1/BB", new_date="01/06/2026", **more
    )


TABLE = [
    Row("get", "support:record_class_list", READ, guest=200),
    Row("get", "support:record_class_detail", READ, kwargs=a_class, guest=200),
    Row("get", "support:record_class_new", MANAGE),
    Row(
        "post",
        "support:record_class_new",
        DONE,
        data=lambda _agency: {"code": "XX-9", "title": "Hồ sơ", "retention": "5 năm"},
    ),
    Row("get", "support:record_class_change", MANAGE, kwargs=a_class),
    Row("post", "support:record_class_change", SEND, kwargs=a_class),
    Row("get", "support:record_class_end", MANAGE, kwargs=a_class),
    Row("post", "support:record_class_end", DONE, kwargs=a_class, data=version(ended_date="31/12/2026")),
    Row("get", "support:record_class_propose", MANAGE),
    Row("post", "support:record_class_propose", DONE, data=lambda _agency: {"codes": ["DG-01", "KS-01"]}),
    Row("get", "support:record_list_list", READ, guest=200),
    Row("get", "support:record_list_new", MANAGE),
    Row("post", "support:record_list_new", DONE, data=lambda _agency: {"year": "2026", "source": "classes"}),
    Row("get", "support:record_list_detail", READ, kwargs=a_full_list),
    Row("get", "support:record_list_detail", READ, kwargs=issued, guest=200),
    Row("get", "support:record_list_print", READ, kwargs=a_full_list),
    Row("get", "support:record_list_print", READ, kwargs=issued, guest=200),
    Row("get", "support:record_list_submit", MANAGE, kwargs=a_full_list),
    Row("post", "support:record_list_submit", SEND, kwargs=a_list, data=version()),
    Row("get", "support:record_list_supplement", MANAGE, kwargs=issued),
    Row("post", "support:record_list_supplement", DONE, kwargs=issued, data=version(reason="Việc mới")),
    Row("get", "support:record_list_close", MANAGE, kwargs=opened_again),
    Row("post", "support:record_list_close", DONE, kwargs=opened_again, data=version()),
    Row("get", "support:record_list_drop", MANAGE, kwargs=a_list),
    Row("post", "support:record_list_drop", DONE, kwargs=a_list, data=version(reason="Nhầm năm")),
    Row("get", "support:record_line_new", MANAGE, kwargs=a_list),
    Row("post", "support:record_line_new", DONE, kwargs=a_list, data=a_new_line),
    Row("get", "support:record_line_change", MANAGE, kwargs=a_line),
    Row("post", "support:record_line_change", SEND, kwargs=a_line),
    Row("get", "support:record_line_remove", MANAGE, kwargs=a_line),
    Row("post", "support:record_line_remove", DONE, kwargs=a_line, data=version()),
    Row("get", "support:record_file_list", READ),
    Row("get", "support:record_due", READ),
    Row("get", "support:record_file_open", MANAGE, kwargs=an_issued_line),
    Row(
        "post",
        "support:record_file_open",
        DONE,
        kwargs=of_the_agency,
        data=lambda _agency: {"title": "Hồ sơ", "opened_date": "01/06/2026"},
    ),
    Row("get", "support:record_file_detail", FILE, kwargs=a_file),
    Row("get", "support:record_file_detail", READ, kwargs=an_agency_file),
    Row("get", "support:record_file_change", KEEP, kwargs=a_file),
    Row("post", "support:record_file_change", KEPT, kwargs=a_file, data=version(title="Tên khác")),
    Row("get", "support:record_file_close", KEEP, kwargs=a_file),
    Row("post", "support:record_file_close", KEPT, kwargs=a_file, data=version(closed_date="01/06/2026")),
    Row("get", "support:record_file_reopen", KEEP, kwargs=a_closed_file),
    Row("post", "support:record_file_reopen", KEPT, kwargs=a_closed_file, data=version(reason="Còn thiếu")),
    Row("get", "support:record_file_keep", KEEP, kwargs=a_closed_file),
    Row(
        "post",
        "support:record_file_keep",
        KEPT,
        kwargs=a_closed_file,
        data=version(until="31/12/2027", new_number="5/CV", new_date="01/06/2026"),
    ),
    Row("get", "support:transfer_list", OVERSEE),
    Row("get", "support:transfer_new", MANAGE),
    Row("post", "support:transfer_new", SEND),
    Row("get", "support:transfer_detail", OVERSEE, kwargs=a_transfer),
    Row("get", "support:transfer_print", OVERSEE, kwargs=a_transfer),
    Row("get", "support:transfer_print", OVERSEE, kwargs=a_drafted_disposal),
    Row("get", "support:transfer_add", LISTED, kwargs=a_transfer),
    Row("post", "support:transfer_add", LISTED | {SECRETARY: 422, CLERK: 422}, kwargs=a_transfer, data=version()),
    Row("get", "support:transfer_change", LISTED, kwargs=a_transfer),
    Row("post", "support:transfer_change", LISTED_DONE, kwargs=a_transfer, data=version(reason="Căn cứ khác")),
    Row("get", "support:transfer_submit", LISTED, kwargs=a_drafted_disposal),
    Row("post", "support:transfer_submit", LISTED | {SECRETARY: 422, CLERK: 422}, kwargs=a_transfer, data=version()),
    Row("get", "support:transfer_carry_out", LISTED, kwargs=a_transfer),
    Row("post", "support:transfer_carry_out", LISTED_DONE, kwargs=a_transfer, data=minutes()),
    Row("get", "support:transfer_carry_out", LISTED, kwargs=an_approved_disposal),
    Row("get", "support:transfer_cancel", LISTED, kwargs=a_transfer),
    Row("post", "support:transfer_cancel", LISTED_DONE, kwargs=a_transfer, data=version(reason="Lập lại")),
    Row("get", "support:transfer_item_leave_out", LISTED, kwargs=an_item),
    Row("post", "support:transfer_item_leave_out", LISTED_DONE, kwargs=an_item, data=version(reason="Còn dùng")),
]
test_who_gets_what = answers(TABLE)


def test_a_unit_head_opens_files_by_the_lines_of_the_unit_alone(agency, signed_in):
    unit, other = UnitFactory(agency=agency), UnitFactory(agency=agency)
    one = RecordListFactory(agency=agency, issued=True)
    mine, theirs = RecordLineFactory(list=one, unit=unit), RecordLineFactory(list=one, unit=other)
    client = signed_in(person(agency, UNIT_HEAD, unit=unit))

    assert client.get(f"/{agency.short_name}/support/records/open/{mine.uuid}/").status_code == 200
    assert client.get(f"/{agency.short_name}/support/records/open/{theirs.uuid}/").status_code == 403
