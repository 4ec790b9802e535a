"""Who gets which answer from the pages of lists of dossiers to be made anonymous."""

from datetime import date

from tests.factories.agency import SeatFactory
from tests.factories.dossiers import AnonymisingItemFactory, AnonymisingListFactory, DossierFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers


def a_list(agency, **more):
    return {"slug": AnonymisingItemFactory(list=AnonymisingListFactory(agency=agency, **more)).list.slug}


def with_a_head(agency):
    SeatFactory(agency=agency, role=HEAD)
    return a_list(agency)


def approved(agency):
    return a_list(agency, approved=True)


def an_item(agency):
    return {"slug": AnonymisingItemFactory(list=AnonymisingListFactory(agency=agency)).uuid}


def over(agency):
    DossierFactory(agency=agency, received_date=date(2024, 1, 3), with_person=True, refused=True)
    return {"closed_before_date": "01/02/2024"}


SEEN = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, CLERK: 403}
MADE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, CLERK: 403}
ITEM = MADE | {OFFICIAL: 404, CLERK: 404}
SEND = MADE | {SECRETARY: 302}
REASON = {"reason": "Đang khiếu nại", "version": 1}
TABLE = [
    Row("get", "operation:anonymising_list", SEEN),
    Row("get", "operation:anonymising_detail", SEEN, kwargs=a_list),
    Row("get", "operation:anonymising_new", MADE),
    Row("post", "operation:anonymising_new", SEND, data=over),
    Row("get", "operation:anonymising_leave_out", ITEM, kwargs=an_item),
    Row("post", "operation:anonymising_leave_out", ITEM | {SECRETARY: 302}, kwargs=an_item, data=lambda _one: REASON),
    Row("get", "operation:anonymising_submit", MADE, kwargs=a_list),
    Row("post", "operation:anonymising_submit", SEND, kwargs=with_a_head, data=lambda _one: {"version": 1}),
    Row("get", "operation:anonymising_carry_out", MADE, kwargs=approved),
    Row("post", "operation:anonymising_carry_out", SEND, kwargs=approved, data=lambda _one: {"version": 1}),
    Row("get", "operation:anonymising_cancel", MADE, kwargs=a_list),
    Row("post", "operation:anonymising_cancel", SEND, kwargs=a_list, data=lambda _one: REASON),
]
test_who_gets_what = answers(TABLE)
