"""Nothing of one agency leaks to another: every text of the first is marked, the second's secretary reads all there is."""

import io
import re
import zipfile
from contextlib import ExitStack
from uuid import UUID, uuid4

import pgtrigger
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, Unit, User
from sotay.attachments.models import Attachment
from sotay.commands import Refused, upkeep
from sotay.journal.models import Entry
from sotay.search.index import rebuild
from sotay.search.models import IndexEntry
from tests.architecture.test_addresses import permission_rows
from tests.conftest import SignedIn
from tests.demonstration import copied_database, demonstration
from tests.factories.agency import AgencyFactory, SeatFactory

MARK = re.compile(r"(?<![A-Za-z0-9])zqx[a-z]{4,}(?![A-Za-z0-9])")
"""A word of its own, so that no token made at random is taken for one."""
TECHNICAL = re.compile(
    r"_type$|hash$|_sort$|_folded$|^(slug|short_name|letter_code|clause|purpose|obligation|question|key|value|kind|period|period_key"
    r"|line|abbreviation|input_key|source_code|standing|link_name|media_type|action|origin|request_id|series|form|standard_edition|search_text|state|file_type|token|check_code)$"
)
"""Columns nobody types into."""
CODES_OF_OURS = {"standard.parametervalue"}
FROZEN = ("support.OutgoingPaper:stays_as_signed", "support.OutgoingPaper:stays_as_numbered")
"""Guards of what was signed, which hold against everybody but this crawl."""
FILE = b"zqxinsideafile: noi dung mat cua co quan thu nhat"
SHOWN_AT_HOME = {
    "zqxunitname",
    "zqxuserfullname",
    "zqxdecisionnumber",
    "zqxstatementtext",
    "zqxpolicytext",
    "zqxprocessname",
    "zqxcommenttext",
    "zqxattachmentname",
    "zqxamendmentreason",
    "zqxtoldinthejournal",
    "zqxinsideafile",
    "zqxdocumenttitle",
    "zqxlawtitle",
    "zqxobjectivestatement",
}
EXPORTS = ("xlsx", "csv")
WORDS = ("zqx", "Văn phòng", "chính sách", "8.3", "QĐ", "Nguyễn", "stttt", "mục tiêu")


@upkeep
def mark_everything(agency):
    """Write a mark into every column of text the agency's records have, empty ones aside."""
    for model in apps.get_models():
        owned = {"agency.agency": "id", "agency.user": None}.get(model._meta.label_lower, "agency_id")
        if not model.__module__.startswith("sotay.") or model in {Entry, IndexEntry}:
            continue
        if owned == "agency_id" and not any(field.name == "agency" for field in model._meta.fields):
            continue
        where, given = (f"{owned} = %s", [agency.pk])
        if model is User:
            where, given = "id IN (SELECT user_id FROM agency_seat WHERE agency_id = %s)", [agency.pk]
        for field in model._meta.fields:
            if is_typed(field, model):
                mark = "zqx" + re.sub(r"[^a-z]", "", f"{model._meta.model_name}{field.name}")
                mark = mark[: (field.max_length or 100) // 2]  # half is left for what makes it unique
                size = (field.max_length or 100_000) - len(mark) - 1
                with pgtrigger.ignore(*FROZEN), connection.cursor() as cursor:
                    cursor.execute(
                        f'UPDATE "{model._meta.db_table}" SET "{field.column}" = left("{field.column}", %s) || %s'  # noqa: S608 names come from the models
                        f" WHERE \"{field.column}\" <> '' AND {where}",
                        [size, f" {mark}", *given],
                    )


def is_typed(field, model):
    """Return whether people type into a column."""
    if not isinstance(field, models.CharField | models.TextField) or field.choices or TECHNICAL.search(field.name):
        return False
    if field.name == "code" and model._meta.label_lower in CODES_OF_OURS:
        return False
    return not (model is User and field.name in {"password", "username"})


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker):
    """Two agencies with every kind of record, in a database of their own; the first is marked all over."""
    with ExitStack() as stack:
        stack.enter_context(copied_database(django_db_blocker, demonstration(django_db_blocker)))
        first = Agency.objects.get(short_name="stttt")
        second = AgencyFactory(short_name="khac", name="Sở Khác")
        kind = first.kind
        addresses = {agency.pk: list(records_of(agency)) for agency in (first, second)}
        Agency.objects.filter(pk=first.pk).update(kind=kind)  # whoever oversees others is named to them
        secretary = SeatFactory(agency=second, role=Seat.Role.SECRETARY).user
        home = SignedIn(Actor(agency=first, user=User.objects.get(username="thu-ky")))
        away = SignedIn(Actor(agency=second, user=secretary))
        speak(home, first)
        mark_everything(first)
        rebuild()
        yield first, second, home, away, addresses


def records_of(agency):
    """Yield every row of the permission tables with records made for it; what an agency has but once is made once."""
    for row in permission_rows():
        try:
            with transaction.atomic():
                kwargs = row.kwargs(agency)
        except (IntegrityError, Refused):
            continue
        yield row, kwargs


def speak(client, agency):
    """Say, upload and do things through the pages, so that journal and files hold marks too."""
    unit = Unit.objects.filter(agency=agency).first()
    on_unit = {"agency": agency.short_name, "subject_type": "agency.unit", "uuid": unit.uuid}
    client.send(
        reverse("manual:amendment_create", kwargs={"agency": agency.short_name}), {"reason": "zqxtoldinthejournal"}
    )
    client.send(reverse("attachments:comment_add", kwargs=on_unit), {"text": "zqxsaidhere"})
    client.send(
        reverse("attachments:file_add", kwargs=on_unit),
        {"file": SimpleUploadedFile("zqxfilename.txt", FILE, "text/plain")},
    )


def text_of(response):
    """Return all text of a response: the body, its headers, and what is inside a zipped file."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as zipped:
            body = b"\n".join(zipped.read(name) for name in zipped.namelist())
    return body.decode("utf-8", "replace") + repr(dict(response.headers))


def marks_in(response):
    return set(MARK.findall(text_of(response)))


def pages_of(agency, addresses, *, names=None):
    """Yield every address that is read in an agency, with its exports, the journal of each record, and searches."""
    home = {"agency": agency.short_name}
    for row, kwargs in addresses[agency.pk]:
        if row.method == "get":
            address = reverse(row.name, kwargs=home | kwargs)
            yield address + row.query
            if row.name.endswith(("_list", "journal", "readers", "book")) or not kwargs:
                yield from (f"{address}?export={kind}" for kind in EXPORTS)
        yield from (reverse("web:record_journal", kwargs=home | {"uuid": one}) for one in uuids(kwargs))
    for unit in Unit.objects.filter(agency=agency):
        yield reverse("attachments:record_detail", kwargs=home | {"subject_type": "agency.unit", "uuid": unit.uuid})
    for file in Attachment.objects.filter(agency=agency, removed_at=None):
        yield reverse("attachments:file_open", kwargs=home | {"uuid": file.uuid})
    search = reverse("web:search", kwargs=home)
    yield from (f"{search}?q={words}" for words in WORDS)
    yield from (f"{reverse('manual:manual_export', kwargs=home)}?format={kind}" for kind in ("md", "docx"))
    yield f"{reverse('approvals:approval_list', kwargs=home)}?show=all"
    yield from (reverse("web:home"), reverse("agencies"), reverse("account"))


def uuids(kwargs):
    return [value for value in kwargs.values() if isinstance(value, UUID)]


def test_the_marks_are_seen_at_home(both):
    first, _second, home, _away, addresses = both

    missing = set(SHOWN_AT_HOME)

    for path in dict.fromkeys(pages_of(first, addresses)):
        missing -= marks_in(home.get(path))
        if not missing:
            break

    assert missing == set()


def test_nothing_of_the_first_is_on_any_page_of_the_second(both):
    _first, second, _home, away, addresses = both
    leaks, read = {}, 0

    for path in sorted(set(pages_of(second, addresses))):
        answer = away.get(path)
        read += answer.status_code == 200
        if found := marks_in(answer):
            leaks[path] = found

    assert leaks == {}
    assert read > 60, "the crawl must read pages, not refusals"


def test_addresses_of_the_first_are_nowhere_for_the_second(both):
    first, _second, _home, away, addresses = both

    answers = {path: away.get(path) for path in set(pages_of(first, addresses)) if path.startswith("/stttt/")}

    assert {path: one.status_code for path, one in answers.items() if one.status_code != 404} == {}
    assert {path: found for path, one in answers.items() if (found := marks_in(one))} == {}


def test_names_guessed_of_records_of_the_first_find_nothing_in_the_second(both):
    _first, second, _home, away, addresses = both
    own = {str(value) for _row, kwargs in addresses[second.pk] for value in kwargs.values()}
    wrong, tried = {}, 0

    for row, kwargs in addresses[_first.pk]:
        if not any(str(value) not in own for value in kwargs.values()):
            continue  # what both have: a clause, a year, a question
        url = reverse(row.name, kwargs={"agency": second.short_name, **kwargs}) + row.query
        answer = away.get(url) if row.method == "get" else away.post(url, {"once": str(uuid4()), **row.data(_first)})
        tried += 1
        if answer.status_code != 404 or marks_in(answer):
            wrong[f"{row.method} {row.name} {kwargs}"] = (answer.status_code, marks_in(answer))

    assert wrong == {}
    assert tried > 60


def test_the_index_and_the_journal_hold_what_was_looked_for(both):
    first, _second, _home, _away, _addresses = both

    assert IndexEntry.objects.filter(agency=first, words__contains="zqx").count() > 20
    assert (
        Entry.objects.filter(agency=first, subject_text__contains="zqx").exists()
        or Entry.objects.filter(agency=first, reason__contains="zqx").exists()
    )
    assert Agency.objects.count() > 1
