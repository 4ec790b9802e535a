"""The mail of notices: grouped, as text and as HTML that say the same, kept as two files that are compared."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.journal.models import Entry
from sotay.work.notices.commands import choose_mail
from sotay.work.notices.letter import LATE, NEW, SOON, as_text, group_of, letter_of
from sotay.work.notices.letter_html import as_html
from sotay.work.notices.mail import send_mails
from sotay.work.notices.models import MailChoice, Notice
from tests.conftest import SignedIn, person
from tests.factories.agency import AgencyFactory, UserFactory
from tests.soaking import tries
from tests.work.notices.test_mail import DAY, MORNING, notice

pytestmark = pytest.mark.django_db
Kind, Wants = Notice.Kind, MailChoice.Wants
GOLDEN = Path(__file__).parent / "golden"
ON = date(2026, 6, 12)


class Read(HTMLParser):
    """The words and links of a mail in HTML, and what it would fetch."""

    def __init__(self, html):
        super().__init__()
        self.said, self.links, self.fetched, self.hidden = [], [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.hidden += tag == "title"
        if tag == "a":
            self.links.append(values["href"])
        self.fetched += [tag] if tag in {"img", "link", "script", "style", "iframe", "object", "form"} else []
        self.fetched += [values["style"]] if "url(" in values.get("style", "") else []

    def handle_endtag(self, tag):
        self.hidden -= tag == "title"

    def handle_data(self, data):
        if not self.hidden:
            self.said.append(data)

    @property
    def words(self):
        return words_of(" ".join(self.said))


def words_of(text):
    """Return the words alone, without the dashes and stops of either form."""
    return re.findall(r"[\w/@:]+", text)


def letters(agency):
    """Return notices of every group, as they are made in a day."""
    an = UserFactory(full_name="Nguyễn Văn An", email="an@example.vn")
    agency.name, agency.short_name = "Sở Thông tin và Truyền thông", "stttt"
    made = [
        Notice(kind=Kind.OVERDUE, subject_text="Báo cáo mục tiêu 6 tháng", due_date=ON - timedelta(days=1), reminded_date=ON,
               item="a", key="a", text="Thực hiện"),
        Notice(kind=Kind.REMINDER, subject_text="Rà soát hồ sơ <quý I> & II", due_date=ON + timedelta(days=7), reminded_date=ON,
               item="b", key="b", text="Báo kết quả"),
        Notice(kind=Kind.REMINDER, subject_text="Đánh giá nội bộ", due_date=ON - timedelta(days=9), reminded_date=ON, item="c", key="c"),
        Notice(kind=Kind.ASSIGNED, subject_text="CV-2026-07 Lập danh mục hồ sơ", due_date=ON + timedelta(days=3), who="Trần Thị Bình"),
        Notice(kind=Kind.RETURNED, subject_text="Quy trình 05", who="Lê Văn Cường", text="Thiếu căn cứ"),
    ]  # fmt: skip
    for number, one in enumerate(made):
        one.agency, one.user, one.uuid = agency, an, f"00000000-0000-4000-8000-{number:012}"
    return made


def test_the_mail_is_what_it_was(agency, settings):
    settings.SOTAY_ADDRESS = "https://sotay.example.vn"
    letter = letter_of(letters(agency))

    assert as_text(letter) == (GOLDEN / "mail.txt").read_text(encoding="utf-8")
    assert as_html(letter) == (GOLDEN / "mail.html").read_text(encoding="utf-8")


def test_both_parts_say_the_same_and_nothing_is_fetched(agency, settings):
    settings.SOTAY_ADDRESS = "https://sotay.example.vn"
    letter = letter_of(letters(agency))
    read, text = Read(as_html(letter)), as_text(letter)
    urls = re.findall(r"https://\S+", text)

    assert read.fetched == []
    assert sorted(read.links) == sorted(urls)
    # row addresses stand behind their words in HTML, in the open below them in text
    in_rows = {row.url for group in letter.groups for row in group.rows}
    bare = "\n".join(line for line in text.splitlines() if line.strip() not in in_rows)
    assert read.words == words_of(bare)


@pytest.mark.parametrize(
    ("kind", "days", "group"),
    [
        (Kind.OVERDUE, -1, LATE), (Kind.REMINDER, -1, LATE), (Kind.REMINDER, 0, SOON), (Kind.REMINDER, 1, SOON),
        (Kind.HELP_ASKED, -5, LATE), (Kind.ASSIGNED, 3, NEW), (Kind.RETURNED, None, NEW), (Kind.REMINDER, None, NEW),
    ],
)  # fmt: skip
def test_a_notice_stands_in_its_group(kind, days, group):
    due = None if days is None else ON + timedelta(days=days)
    assert group_of(Notice(kind=kind, due_date=due, reminded_date=ON)) == group


def test_a_mail_has_both_parts_and_says_where_to_stop_it(agency, settings):
    settings.SOTAY_ADDRESS = "https://sotay.example.vn"
    notice(agency, UserFactory(email="an@example.vn"), subject_text="Biên bản họp")
    send_mails(now=MORNING)

    (sent,) = mail.outbox
    parts = list(sent.message().walk())
    assert [one.get_content_type() for one in parts] == ["multipart/alternative", "text/plain", "text/html"]
    assert (
        sent.extra_headers["List-Unsubscribe"] == f"<https://sotay.example.vn/{agency.short_name}/work/notices/mail/>"
    )


@pytest.mark.parametrize(
    ("wants", "daily", "at_once"), [(None, 1, 1), (Wants.ALL, 1, 1), (Wants.URGENT, 1, 0), (Wants.NONE, 0, 0)]
)
def test_only_mails_that_are_wanted_are_sent(agency, wants, daily, at_once):
    an = UserFactory(email="an@example.vn")
    if wants:
        MailChoice.objects.create(agency=agency, user=an, wants=wants)
        MailChoice.objects.create(
            agency=AgencyFactory(), user=an, wants=Wants.NONE
        )  # that of another agency is its own
    notice(agency, an, kind=Kind.RETURNED)
    assert send_mails(now=MORNING) == daily
    notice(agency, an, kind=Kind.MENTIONED, at=MORNING + timedelta(hours=1))
    assert send_mails(now=MORNING + DAY) == at_once


def test_a_choice_is_recorded_once_and_shown_again(agency):
    client = SignedIn(person(agency, "OFFICIAL"))
    page = reverse("work:mail_choice", kwargs={"agency": agency.short_name})

    for _twice in range(2):
        assert client.send(page, {"wants": "NONE"}).status_code == 302

    assert Entry.objects.filter(action="work.mail.chosen").count() == 1
    assert choose_mail(agency, actor=client.actor, wants="NONE") is not None
    assert 'value="NONE"' in client.get(page).content.decode()
    assert client.send(page, {"wants": "SOMETIMES"}).status_code == 422


@settings(max_examples=tries(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=300).filter(lambda text: "\x00" not in text), who=st.text(max_size=80))
def test_whatever_a_record_is_called_breaks_neither_part(agency, title, who):
    one = Notice(
        agency=agency, user=UserFactory.build(full_name="An"), kind=Kind.MENTIONED, subject_text=title, who=who
    )
    letter = letter_of([one])
    html = as_html(letter)

    assert html.count("<a ") == 3
    assert "<script" not in html
    assert letter.groups[0].rows[0].title in as_text(letter)
