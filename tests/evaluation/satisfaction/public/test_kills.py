"""kill -9 of the real web server while answers come in: every acknowledged answer is there, and none twice."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

import pytest
from django.core import signing
from django.urls import reverse

from sotay.config.launcher import THREADS
from sotay.evaluation import open_forms
from sotay.evaluation.models import Answer
from tests.config.processes import environment, eventually
from tests.factories.agency import AgencyFactory
from tests.factories.satisfaction import SurveyFactory, SurveyPointFactory
from tests.factories.standard import ParameterValueFactory
from tests.soaking import tries

KILLS = tries(3, soak=200)
SENDERS = 2
AMONG = 5
"""So many answers are acknowledged by a server before it may be killed."""


@pytest.fixture
def point(fresh_database, django_db_blocker):
    with django_db_blocker.unblock():
        agency = AgencyFactory()
        ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN")
        SurveyFactory(agency=agency, from_date="2020-01-01", to_date="2099-12-31")
        yield SurveyPointFactory(agency=agency)


@pytest.fixture(scope="module")
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(database, folder, port):
    """Start the web server as `sotay run` does."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    settings = environment(
        folder,
        DATABASE_URL=url,
        DJANGO_SETTINGS_MODULE="sotay.config.settings_test",
        SOTAY_SECRET_KEY="tests-sign-with-this",
        SOTAY_LOG_LEVEL="ERROR",
        SOTAY_POOL="1",
        SOTAY_BEHIND_PROXY="1",
    )
    command = [sys.executable, "-m", "granian", "sotay.config.wsgi:application", "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "warning"]
    command += ["--workers", "1", "--blocking-threads", str(THREADS)]
    with (folder / "web.log").open("ab") as log:
        return subprocess.Popen(command, env=settings, stdout=log, stderr=log, start_new_session=True)


def kill(server):
    """End a server and the process that answers for it, without a chance to tidy up."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(timeout=60)


def about(point):
    survey = Answer._meta.get_field("survey").related_model.objects.get(agency=point.agency)
    return f"survey|p|{point.key}|{survey.uuid.hex}", str(survey.uuid)


class Sender(Thread):
    """Somebody who sends answer after answer, each again and again with its number until it is acknowledged."""

    def __init__(self, port, path, form, seed):
        super().__init__(daemon=True)
        self.port, self.path, self.form, self.chance = port, path, form, random.Random(seed)
        self.acknowledged, self.sent, self.told, self.ended = [], 0, set(), Event()

    def run(self):
        while not self.ended.is_set():
            nonce = uuid4()
            body = self.body(nonce)
            self.sent += 1
            while not self.deliver(body):
                time.sleep(0.05)
            self.acknowledged.append(nonce)

    def body(self, nonce):
        subject, survey = self.form
        token = signing.Signer(salt=open_forms.SALT).sign(f"{subject}|{nonce.hex}|{int(time.time()) - 60}")
        marks = {f"q{place}": self.chance.randint(1, 5) for place in (1, 2)} | {"q3": 1}
        words = {"q4": "Chờ hơi lâu"} if self.chance.random() < 0.3 else {}
        return urlencode({open_forms.FIELD: token, "survey": survey, "lang": "vi"} | marks | words)

    def deliver(self, body):
        """Return whether an answer was acknowledged."""
        far = ".".join(str(self.chance.randint(1, 254)) for _part in range(4))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            heads = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": far}
            connection.request("POST", self.path, body, heads)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        self.told.add(answer.status)
        return answer.status == http.HTTPStatus.SEE_OTHER


@pytest.mark.slow
def test_whatever_kills_the_server_every_acknowledged_answer_is_there_once(
    point, fresh_database, django_db_blocker, tmp_path, port
):
    chance = random.Random(KILLS)
    path = reverse("survey_by_point", kwargs={"key": point.key})
    with django_db_blocker.unblock():
        form = about(point)
        senders = [Sender(port, path, form, seed) for seed in range(SENDERS)]
        server = start_server(fresh_database, tmp_path, port)
        try:
            for one in senders:
                one.start()
            for _number in range(KILLS):
                before = sum(len(one.acknowledged) for one in senders)
                assert eventually(
                    lambda before=before: sum(len(one.acknowledged) for one in senders) >= before + AMONG, seconds=120
                ), (tmp_path / "web.log").read_text()
                time.sleep(chance.uniform(0, 0.05))
                kill(server)
                server = start_server(fresh_database, tmp_path, port)
            for one in senders:
                one.ended.set()
            for one in senders:
                one.join(timeout=120)
                assert not one.is_alive()
        finally:
            for one in senders:
                one.ended.set()
            with suppress(ProcessLookupError):
                kill(server)
        kept = list(Answer.objects.values_list("nonce", flat=True))
        acknowledged = [nonce for one in senders for nonce in one.acknowledged]
        assert {status for one in senders for status in one.told} == {303}
        assert len(acknowledged) >= KILLS * AMONG
        assert len(kept) == len(set(kept)) == sum(one.sent for one in senders)
        assert set(kept) == {UUID(nonce.hex) for nonce in acknowledged}
