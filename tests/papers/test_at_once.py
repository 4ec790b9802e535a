"""A paper that is asked for twice at one moment is made once; asked for later, or another one, it is made anew."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import sleep

import pytest

from sotay.papers import at_once
from sotay.papers.at_once import made_once
from tests.factories.outgoing import said


def test_who_asks_while_it_is_made_waits_for_the_same_file():
    paper, begun, go_on, made = said(words="Một"), Event(), Event(), []

    def make():
        made.append(1)
        begun.set()
        go_on.wait(10)
        return b"tep"

    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(made_once, paper, "pdf", make=make)
        begun.wait(10)
        others = [threads.submit(made_once, said(words="Một"), "pdf", make=make) for _one in range(2)]
        assert made_once(paper, "docx", make=lambda: b"khac") == b"khac"
        assert made_once(replace(paper, subject="Khác"), "pdf", make=lambda: b"khac") == b"khac"
        (file,) = at_once._being_made.values()
        while len(file._condition._waiters) < len(others):
            sleep(0.01)
        go_on.set()
        assert [one.result(10) for one in (first, *others)] == [b"tep"] * 3
    assert made == [1]
    again = made_once(paper, "pdf", make=lambda: b"moi")
    assert again == b"moi"


def test_what_fails_fails_for_all_and_is_tried_again():
    def fails():
        raise ValueError

    paper = said(words="Một")
    with pytest.raises(ValueError):
        made_once(paper, "pdf", make=fails)
    assert made_once(paper, "pdf", make=lambda: b"tep") == b"tep"
