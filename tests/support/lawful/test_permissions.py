"""Who gets which answer from the pages about what a law changes."""

import pytest

from sotay.context.models import LawReview
from sotay.support.models import AffectedDocument
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.context import LawFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_review(agency):
    law = LawFactory(agency=agency)
    return {"slug": LawReview.objects.create(agency=agency, law=law, unit=UnitFactory(agency=agency)).uuid}


def affecting(agency):
    unit, law = UnitFactory(agency=agency), LawFactory(agency=agency)
    document = RevisionFactory(document=DocumentFactory(agency=agency, unit=unit), in_force=True).document
    decided = {"decided_by": UserFactory(), "decided_date": law.effective_date}
    review = LawReview.objects.create(agency=agency, law=law, unit=unit, finding="AFFECTS", **decided)
    AffectedDocument.objects.create(agency=agency, law=law, review=review, document=document)
    return {"slug": review.uuid}


def codes(agency):
    document = RevisionFactory(document=DocumentFactory(agency=agency, code="QT PL 88"), in_force=True).document
    return {"others": document.code, "version": 1}


RUN = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}
TABLE = [
    Row(
        "get",
        "support:lawful_review",
        {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200},
        kwargs=lambda agency: {"slug": LawFactory(agency=agency).slug},
    ),
    Row("get", "support:lawful_no_effect", RUN, kwargs=a_review),
    Row(
        "post",
        "support:lawful_no_effect",
        RUN | {SECRETARY: 302},
        kwargs=a_review,
        data=lambda _agency: {"reason": "Không có quy trình", "version": 1},
    ),
    Row("get", "support:lawful_affected", RUN, kwargs=a_review),
    Row("post", "support:lawful_affected", RUN | {SECRETARY: 302}, kwargs=a_review, data=codes),
    Row("post", "support:lawful_requests", RUN | {SECRETARY: 302}, kwargs=affecting),
    Row("post", "support:lawful_requests", RUN | {SECRETARY: 422}, kwargs=a_review, query="?none"),
]
test_who_gets_what = answers(TABLE)
