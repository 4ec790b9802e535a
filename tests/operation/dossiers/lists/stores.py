"""The store of files in tests of lists: which of them name the applicant, and older ones."""

import os
import time
from datetime import timedelta

from sotay.exchange.runs.models import Run

NAME = "Nguyễn Văn An".encode()


def stored(folder):
    """Return the files of a store in which the applicant of the list is named."""
    return [path for path in folder.rglob("*") if path.is_file() and NAME in path.read_bytes()]


def aged(folder, days):
    """Let the files, and the runs, be so many days older."""
    for path in stored(folder):
        moment = time.time() - days * 86_400
        os.utime(path, (moment, moment))
    for run in Run.objects.all():
        Run.objects.filter(pk=run.pk).update(created_at=run.created_at - timedelta(days=days))
