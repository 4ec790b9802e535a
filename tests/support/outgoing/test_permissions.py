"""Who gets which answer from the pages of outgoing papers."""

from sotay.support.outgoing.models import OutgoingPaper
from tests.factories.outgoing import NumberSeriesFactory, OutgoingPaperFactory, SignedFileFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers

State = OutgoingPaper.State


def paper(state):
    def made(agency):
        return {"slug": OutgoingPaperFactory(agency=agency, state=state).slug}

    return made


def face(agency):
    return {"slug": OutgoingPaperFactory(agency=agency, state=State.ISSUED).slug, "face": "pdf"}


def draft_face(agency):
    return {"slug": OutgoingPaperFactory(agency=agency).slug, "face": "docx"}


def copy(agency):
    one = SignedFileFactory(paper=OutgoingPaperFactory(agency=agency, state=State.ISSUED))
    return {"slug": one.paper.slug, "uuid": one.uuid}


def series(agency):
    return {"slug": NumberSeriesFactory(agency=agency).slug}


ALL = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, CLERK: 200}
HANDLERS = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, CLERK: 200}
DRAFTERS = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, CLERK: 200}
WRITERS = {OFFICIAL: 404, SECRETARY: 200, HEAD: 403, CLERK: 200}
SENT = {OFFICIAL: 404, SECRETARY: 422, HEAD: 403, CLERK: 422}
ISSUED = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, CLERK: 200}
KEEPERS = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, CLERK: 200}
KEPT = {OFFICIAL: 403, SECRETARY: 422, HEAD: 403, CLERK: 422}

TABLE = [
    Row("get", "support:paper_list", ALL),
    Row("get", "support:paper_draft", DRAFTERS),
    Row("get", "support:paper_draft", DRAFTERS, query="?form=letter"),
    Row("post", "support:paper_draft", {OFFICIAL: 403, SECRETARY: 404, HEAD: 404, CLERK: 404}),
    Row("get", "support:register", ALL),
    Row("get", "support:series_list", KEEPERS),
    Row("get", "support:series_new", KEEPERS),
    Row("post", "support:series_new", KEPT),
    Row("get", "support:series_change", KEEPERS, kwargs=series),
    Row("post", "support:series_change", KEPT, kwargs=series),
    Row("get", "support:series_end", KEEPERS, kwargs=series),
    Row("post", "support:series_end", KEPT, kwargs=series),
    Row("get", "support:paper_detail", HANDLERS, kwargs=paper(State.DRAFT)),
    Row("get", "support:paper_detail", ALL, kwargs=paper(State.ISSUED)),
    Row("get", "support:paper_file", ALL, kwargs=face),
    Row("get", "support:paper_file", HANDLERS, kwargs=draft_face),
    Row("get", "support:paper_write", WRITERS, kwargs=paper(State.DRAFT)),
    Row("post", "support:paper_write", SENT, kwargs=paper(State.DRAFT)),
    Row("get", "support:paper_submit", WRITERS, kwargs=paper(State.DRAFT)),
    Row("post", "support:paper_submit", SENT, kwargs=paper(State.DRAFT)),
    Row("get", "support:paper_cancel", WRITERS, kwargs=paper(State.DRAFT)),
    Row("post", "support:paper_cancel", SENT, kwargs=paper(State.DRAFT)),
    Row("get", "support:paper_mend", DRAFTERS, kwargs=paper(State.ISSUED)),
    Row(
        "post", "support:paper_mend", {OFFICIAL: 403, SECRETARY: 422, HEAD: 422, CLERK: 422}, kwargs=paper(State.ISSUED)
    ),
    Row("get", "support:paper_number", WRITERS, kwargs=paper(State.SIGNED)),
    Row("post", "support:paper_number", SENT, kwargs=paper(State.SIGNED)),
    Row("get", "support:paper_issue", WRITERS, kwargs=paper(State.NUMBERED)),
    Row("post", "support:paper_issue", SENT, kwargs=paper(State.NUMBERED)),
    Row("get", "support:paper_sending", ISSUED, kwargs=paper(State.ISSUED)),
    Row("post", "support:paper_sending", KEPT, kwargs=paper(State.ISSUED)),
    Row("get", "support:paper_withdraw", ISSUED, kwargs=paper(State.ISSUED)),
    Row("post", "support:paper_withdraw", KEPT, kwargs=paper(State.ISSUED)),
    Row("get", "support:paper_sign", WRITERS, kwargs=paper(State.SIGNED)),
    Row("post", "support:paper_sign", SENT, kwargs=paper(State.SIGNED)),
    Row("get", "support:paper_signed_file", ALL, kwargs=copy),
    Row("post", "support:paper_check_again", {OFFICIAL: 403, SECRETARY: 302, HEAD: 403, CLERK: 302}, kwargs=copy),
]
test_who_gets_what = answers(TABLE)
