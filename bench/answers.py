"""Answers of the public: how many one server process takes in a second from one load process, and whether any is lost.

The server is started as `sotay run` starts it, on one core; the load process sends from the other, four at a time, each
answer from an address of its own, as a reverse proxy would tell it. Pages are fetched first: a form bears a token of ours.
"""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.figures import Figure
from bench.sizes import Sizes

COUNT, AT_ONCE, A_SECOND = int(os.environ.get("SOTAY_BENCH_ANSWERS", "2000")), 4, 200
OFFICE = "bench-answers"
STARTING, PAUSE = 120, 3
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def measure(_sizes: Sizes) -> list[Figure]:
    """Have a survey, send answers by its poster, and count what is stored."""
    from sotay.evaluation.models import Answer

    path, survey = _survey()
    before = Answer.objects.filter(survey=survey).count()
    port = _free_port()
    server = _start(port)
    try:
        _wait(server, port)
        told = _load(port, path, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)
    stored = Answer.objects.filter(survey=survey).count() - before
    rate = told["acknowledged"] / told["seconds"]
    return [
        Figure(f"{A_SECOND} answers taken in", A_SECOND / rate, "s", 1, f"{rate:.0f} answers a second, {COUNT} sent"),
        Figure("Answers acknowledged and not stored, or stored twice", abs(told["acknowledged"] - stored), "", 0),
        Figure("Answers sent and not acknowledged", COUNT - told["acknowledged"], "", 0),
        Figure("The server's processor time for an answer", told["processor"] / COUNT * 1000, "ms"),
        Figure(
            "The page of a survey", told["page_seconds"] / COUNT * 1000, "ms", note=f"{told['bytes']} bytes of HTML"
        ),
    ]


def _survey() -> tuple[str, Any]:
    """Return the address of a poster and its survey, made when they are not there."""
    from django.db import transaction
    from django.urls import reverse

    from sotay.agency.models import Agency
    from sotay.evaluation.models import Question, Questionnaire, QuestionnaireVersion, Survey, SurveyPoint
    from sotay.standard.parameters.models import ParameterValue

    with transaction.atomic():
        agency, is_new = Agency.objects.get_or_create(short_name=OFFICE, defaults={"name": OFFICE, "letter_code": "BA"})
        if is_new:
            ParameterValue.objects.create(
                agency=agency, code="survey.public", value="SHOWN", valid_from_date="2020-01-01"
            )
            asked = Questionnaire.objects.create(agency=agency, code="KS", slug="ks", title="Khảo sát")
            version = QuestionnaireVersion.objects.create(
                agency=agency, questionnaire=asked, state="IN_USE", in_use_date="2020-01-01"
            )
            for place in range(1, 11):
                Question.objects.create(
                    agency=agency, version_of=version, position=place, key=f"cau-{place}", text=f"Câu hỏi {place}"
                )
            Survey.objects.create(
                agency=agency, code="KS-1", slug="ks-1", title="Khảo sát", asks=version, from_date="2020-01-01",
                to_date="2099-12-31", channels=["QR"], state="OPEN", opened_date="2020-01-01",
            )  # fmt: skip
            SurveyPoint.objects.create(agency=agency, name="Quầy 1", key="bench-answers-1")
    path = reverse("survey_by_point", kwargs={"key": "bench-answers-1"})
    return path, Survey.objects.get(agency=agency)


def _start(port: int) -> subprocess.Popen[bytes]:
    from sotay.config.launcher import HOST, THREADS

    command = ["taskset", "-c", "0", sys.executable, "-m", "granian", "sotay.config.wsgi:application"]
    command += ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws", "--log-level", "warning"]
    command += ["--workers", "1", "--blocking-threads", str(THREADS)]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sotay.config.settings",
        "SOTAY_POOL": "1",
        "SOTAY_BEHIND_PROXY": "1",
    }
    return subprocess.Popen(command, env=environment)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("localhost", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.2)
    message = "the server was not ready"
    raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _load(port: int, path: str, server: int) -> dict[str, float]:
    command = ["taskset", "-c", "1", sys.executable, "-m", "bench.answers", str(port), path, str(COUNT), str(server)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(told.stdout.splitlines()[-1]))


def load(port: int, path: str, count: int, server: int) -> dict[str, float]:
    """Fetch so many forms, then send them; return how many were acknowledged, and what it took in seconds."""
    shares = [range(first, count, AT_ONCE) for first in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as many:
        began = time.perf_counter()
        pages = list(many.map(lambda share: _fetch(port, path, share), shares))
        page_seconds = time.perf_counter() - began
        time.sleep(PAUSE)  # nobody answers faster
        began, worked = time.perf_counter(), _processor_time(server)
        told = list(many.map(lambda bodies: _send(port, path, bodies), pages))
        seconds, worked = time.perf_counter() - began, _processor_time(server) - worked
    size = max(size for share in pages for _body, _far, size in share)
    told_of = {"acknowledged": sum(told), "seconds": seconds, "processor": worked}
    return told_of | {"page_seconds": page_seconds, "bytes": size}


def _processor_time(server: int) -> float:
    """Return how many seconds a server and the process that answers for it have worked."""
    ticks = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, rest = entry.parent.name, entry.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:  # it is no more
            continue
        if server in {int(number), int(rest[1])}:
            ticks += int(rest[11]) + int(rest[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _fetch(port: int, path: str, share: range) -> list[tuple[str, str, int]]:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    found = []
    for number in share:
        far = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        connection.request("GET", path, headers={"X-Forwarded-For": far})
        text = connection.getresponse().read()
        fields = {name: unescape(value) for name, value in HIDDEN.findall(text.decode())}
        marks = {f"q{place}": str((number + place) % 5 + 1) for place in range(1, 11)}
        found.append((urlencode(fields | marks), far, len(text)))
    return found


def _send(port: int, path: str, bodies: list[tuple[str, str, int]]) -> int:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    acknowledged = 0
    for body, far, _size in bodies:
        heads = {"X-Forwarded-For": far, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, body, heads)
        answer = connection.getresponse()
        answer.read()
        acknowledged += answer.status == http.HTTPStatus.SEE_OTHER
    return acknowledged


if __name__ == "__main__":
    print(json.dumps(load(int(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:5]))))
