"""Jobs that come round by the clock: `@every(at="00:05")` each day, `@every(minute=7)` each hour, `@every(seconds=5)` all the time."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from procrastinate.contrib.django import app

Job = Callable[[], None]


def every(
    *, name: str, at: str | None = None, minute: int | None = None, seconds: int | None = None, lock: str | None = None
) -> Callable[[Job], Job]:
    """Run the function below each day at a local time (`HH:MM`), each hour at a minute, or every so many seconds (a divisor of 60).

    `name` is what the job is called in the queue; a run that still waits is not queued a second time, and two jobs of one
    `lock` never run at once.
    """
    if [at, minute, seconds].count(None) != 2:  # noqa: PLR2004  all but one
        message = "a job comes round either at a time, or at a minute, or every so many seconds"
        raise ValueError(message)
    cron = cron_at(at) if at is not None else cron_of(seconds or 0) if minute is None else cron_in_hour(minute)

    def register(job: Job) -> Job:
        def run(timestamp: int) -> None:  # noqa: ARG001  periodic tasks are given the time
            job()

        run.__doc__ = job.__doc__
        task = app.task(name=name, queueing_lock=name, lock=lock or name)(run)
        app.periodic(cron=cron)(task)
        return job

    return register


def cron_at(at: str) -> str:
    """Return the cron line, which counts in UTC, for a local time; where clocks change it follows the winter's."""
    local = datetime.combine(datetime(2001, 1, 1), time.fromisoformat(at), tzinfo=ZoneInfo(settings.TIME_ZONE))  # noqa: DTZ001
    moment = local.astimezone(UTC)
    return f"{moment.minute} {moment.hour} * * *"


def cron_in_hour(minute: int) -> str:
    """Return the cron line for a minute of each hour."""
    if minute not in range(60):
        message = f"an hour has no minute {minute}"
        raise ValueError(message)
    return f"{minute} * * * *"


def cron_of(seconds: int) -> str:
    """Return the cron line for every so many seconds; its sixth field, the last, counts them."""
    if seconds not in range(1, 60) or 60 % seconds:
        message = f"{seconds} seconds do not divide a minute"
        raise ValueError(message)
    return f"* * * * * */{seconds}"
