"""Mail goes out once: one a day to each person, at once what cannot wait, and nothing twice whatever stops a worker."""

import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from sotay.work.jobs import mail_at_once, mail_digests
from sotay.work.notices.mail import CONSOLE, send_mails
from sotay.work.notices.mail_files import EmailBackend
from sotay.work.notices.models import Notice
from sotay.work.notices.sending import begin_mail, end_mail, latest_digest, only_sender
from tests.blobs.test_storage import in_threads
from tests.factories.agency import AgencyFactory, UserFactory
from tests.work.notices.test_notices import NoticeFactory

Kind = Notice.Kind
MORNING = datetime(2026, 6, 12, 0, 0, tzinfo=UTC)  # 07:00 in Hà Nội
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
FILES = "sotay.work.notices.mail_files.EmailBackend"
DAY = timedelta(days=1)


class Failing(locmem.EmailBackend):
    """A server that takes no mail for one address and hangs up, and counts how often it was reached."""

    opened = 0

    def open(self):
        """Be reached."""
        type(self).opened += 1

    def send_messages(self, messages):
        """Refuse what goes to nobody@example.vn."""
        if messages[0].to == ["nobody@example.vn"]:
            raise smtplib.SMTPServerDisconnected
        return super().send_messages(messages)


class Unreachable(locmem.EmailBackend):
    """A server that is not there."""

    def open(self):
        """Fail as a socket does."""
        raise ConnectionRefusedError


@pytest.fixture
def reader(db):
    return UserFactory(email="an@example.vn", full_name="Nguyễn Văn An")


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.SOTAY_EMAIL_FOLDER = FILES, tmp_path / "mail"
    return settings.SOTAY_EMAIL_FOLDER


def notice(agency, user, *, at=MORNING - timedelta(minutes=30), **more):
    """Return a notice that came about at a moment."""
    one = NoticeFactory(agency=agency, user=user, **more)
    Notice.objects.filter(pk=one.pk).update(created_at=at)
    one.refresh_from_db()
    return one


def bodies():
    return [one.body for one in mail.outbox]


def test_one_mail_a_day_tells_each_person_all_that_is_unread(agency, reader, settings):
    settings.SOTAY_ADDRESS = "https://sotay.example.vn"
    first = notice(agency, reader, kind=Kind.REMINDER, subject_text="Rà soát hồ sơ", who="", due_date=MORNING.date(),
                   reminded_date=MORNING.date())  # fmt: skip
    notice(agency, reader, subject_text="Biên bản họp")
    notice(agency, reader, subject_text="Đã xem", read_at=MORNING)
    notice(agency, UserFactory(email=""))
    notice(agency, UserFactory(email="cu@example.vn", is_active=False))
    notice(AgencyFactory(ended_date=MORNING.date()), reader)

    assert send_mails(now=MORNING) == 1
    assert send_mails(now=MORNING + timedelta(hours=5)) == 0

    (sent,) = mail.outbox
    assert sent.to == ["an@example.vn"]
    assert sent.subject == f"{agency.name}: 2 việc cần xem trên Sotay"
    assert sent.body.startswith("Kính gửi Nguyễn Văn An,\n")
    assert "- Nhắc việc đến hạn: Rà soát hồ sơ. Hạn 12/06/2026, là hôm nay." in sent.body
    assert f"https://sotay.example.vn/{agency.short_name}/work/notices/{first.uuid}/open/" in sent.body
    assert "Biên bản họp" in sent.body
    assert "Đã xem" not in sent.body
    assert sent.extra_headers["Message-ID"] == f"<{first.uuid}@sotay.example.vn>"
    assert Notice.objects.filter(mail_uuid=first.uuid, mailed_at=MORNING).count() == 2


def test_without_a_server_nothing_is_begun(agency, reader, settings):
    settings.EMAIL_BACKEND = CONSOLE
    notice(agency, reader)

    assert send_mails(now=MORNING) == 0
    assert Notice.objects.get().mail_uuid is None


def test_each_agency_and_each_person_has_a_mail_of_its_own(agency, other_agency, reader):
    notice(agency, reader)
    notice(other_agency, reader)
    notice(agency, UserFactory(email="binh@example.vn"))

    assert send_mails(now=MORNING) == 3
    assert sorted(one.to[0] for one in mail.outbox) == ["an@example.vn", "an@example.vn", "binh@example.vn"]


@pytest.mark.parametrize("kind", Kind)
def test_only_what_was_returned_or_is_overdue_from_today_is_told_at_once(agency, reader, kind):
    notice(agency, reader, kind=kind, at=MORNING + timedelta(hours=2))

    sent = send_mails(now=MORNING + timedelta(hours=3), at_once=True)

    assert sent == (kind in {Kind.RETURNED, Kind.OVERDUE})
    assert send_mails(now=MORNING + DAY) == (not sent)


def test_what_the_mail_of_the_day_left_over_follows_within_the_minute(agency, reader):
    notice(agency, reader)
    notice(agency, reader, at=MORNING + timedelta(minutes=5))

    assert send_mails(now=MORNING + timedelta(hours=2), at_once=True) == 1
    assert mail.outbox[0].subject.endswith(": 1 việc cần xem trên Sotay")


def test_a_year_of_old_notices_is_not_sent_when_mail_is_set_up(agency, reader):
    notice(agency, reader, at=MORNING - 8 * DAY)

    assert send_mails(now=MORNING) == 0


@pytest.mark.parametrize(
    ("now", "due"),
    [(MORNING, MORNING), (MORNING - timedelta(seconds=1), MORNING - DAY), (MORNING + timedelta(hours=20), MORNING)],
)
def test_the_mail_of_the_day_is_due_at_seven_in_vietnam(now, due):
    assert latest_digest(now) == due


def test_one_address_that_fails_stops_no_other_and_is_not_doubled_that_day(agency, reader, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    lost = notice(agency, UserFactory(email="nobody@example.vn"))
    notice(agency, reader)

    assert send_mails(now=MORNING) == 1
    assert send_mails(now=MORNING + timedelta(hours=1), at_once=True) == 0
    lost.refresh_from_db()
    assert (lost.mail_uuid, lost.mailed_at) == (lost.uuid, None)


def test_a_server_that_is_not_there_leaves_everything_for_later(agency, reader, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    notice(agency, reader)
    with pytest.raises(ConnectionRefusedError):
        send_mails(now=MORNING)
    assert Notice.objects.get().mail_uuid is None

    settings.EMAIL_BACKEND = LOCMEM
    assert send_mails(now=MORNING + timedelta(minutes=1), at_once=True) == 1


def test_a_mail_a_killed_worker_left_open_is_not_doubled_but_told_the_next_day_while_unread(agency, reader):
    old, read = notice(agency, reader, subject_text="Còn chưa xem"), notice(agency, reader, subject_text="Đã xem rồi")
    begun = begin_mail(agency.pk, reader.pk, now=MORNING, at_once=False, anew=True)
    assert len(begun.notices) == 2  # and here it was killed
    Notice.objects.filter(pk=read.pk).update(read_at=MORNING)

    assert send_mails(now=MORNING + timedelta(minutes=1)) == 0
    assert send_mails(now=MORNING + timedelta(minutes=2), at_once=True) == 0

    fresh = notice(agency, reader, at=MORNING + timedelta(hours=2))
    assert send_mails(now=MORNING + DAY) == 1
    (body,) = bodies()
    assert "Còn chưa xem" in body
    assert "Đã xem rồi" not in body
    assert {one.mail_uuid for one in Notice.objects.filter(pk__in=[old.pk, fresh.pk])} == {fresh.uuid}
    assert send_mails(now=MORNING + 2 * DAY) == 0


def test_files_are_written_again_as_they_were_and_stand_once(agency, reader, folder):
    one = notice(agency, reader)
    begin_mail(agency.pk, reader.pk, now=MORNING, at_once=False, anew=False)
    Notice.objects.update(read_at=MORNING)
    later = notice(agency, reader)

    assert send_mails(now=MORNING + timedelta(minutes=1), at_once=True) == 2
    Notice.objects.filter(pk=one.pk).update(mailed_at=None)  # killed after writing
    assert send_mails(now=MORNING + timedelta(minutes=2), at_once=True) == 1

    assert {path.name for path in folder.iterdir()} == {f"{one.uuid}.eml", f"{later.uuid}.eml"}
    read = message_from_bytes((folder / f"{one.uuid}.eml").read_bytes(), policy=policy.default)
    assert read["To"] == "an@example.vn"
    for part in read.iter_parts():
        assert str(one.uuid) in part.get_content()
        assert str(later.uuid) not in part.get_content()


def test_a_mail_of_somebody_else_gets_a_name_of_its_own(folder):
    for headers in ({}, {"Message-ID": "<../../etc/passwd@x>"}):
        message = mail.EmailMessage("Thử", "Nội dung", to=["an@example.vn"], headers=headers)
        assert EmailBackend().send_messages([message]) == 1

    names = [path.stem for path in folder.iterdir()]
    assert len({UUID(name) for name in names}) == 2


def test_two_senders_at_once_never_meet(agency, reader):
    notice(agency, reader)
    entered, released = threading.Event(), threading.Event()

    def other():
        with only_sender() as is_ours:
            assert is_ours
            entered.set()
            released.wait(10)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(in_threads, other)
        entered.wait(10)
        assert send_mails(now=MORNING) == 0
        released.set()
        holding.result()
    assert send_mails(now=MORNING) == 1


def test_a_mail_that_went_out_is_not_begun_again(agency, reader):
    notice(agency, reader)
    begun = begin_mail(agency.pk, reader.pk, now=MORNING, at_once=False, anew=True)
    end_mail(begun, now=MORNING)

    assert begin_mail(agency.pk, reader.pk, now=MORNING + DAY, at_once=False, anew=True) is None


@pytest.mark.parametrize("job", [mail_digests, mail_at_once])
def test_the_jobs_send(agency, reader, job):
    NoticeFactory(agency=agency, user=reader, kind=Kind.RETURNED)

    job()
    job()

    assert len(mail.outbox) == 1
