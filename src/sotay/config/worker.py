"""The process that does the work put off: it takes jobs from the queue in the database until it is told to stop."""

import logging
import os

import django
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

HEARTBEAT = 10
STALLED_AFTER = 30
GRACE = 10


async def retry_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  periodic tasks are given the time
    """Put jobs back whose worker was killed: their heartbeat stopped, and nothing else would ever take them up.

    A job that comes round may wait again already, held up by the lock of the lost one, which then is let go.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        if job.queueing_lock and await manager.list_jobs_async(queueing_lock=job.queueing_lock, status="todo"):
            logging.getLogger(__name__).warning(
                "job let go after its worker was lost, it waits again: %s", job.task_name
            )
            await manager.finish_job(job, status=Status.FAILED, delete_job=True)
            continue
        logging.getLogger(__name__).warning("job put back after its worker was lost: %s", job.task_name)
        await manager.retry_job(job)


def work(*, polling: float) -> None:
    """Do jobs until SIGTERM or SIGINT; the one at hand is finished.

    Two at a time, so that putting stalled jobs back never waits behind a long one. `polling` in seconds is how late a
    job is noticed whose announcement was missed.
    """
    task = app.task(name="sotay.retry_stalled", queueing_lock="sotay.retry_stalled", pass_context=True)(retry_stalled)
    app.periodic(cron="* * * * *")(task)
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's has it
    with app.replace_connector(connector) as ours:
        ours.run_worker(
            concurrency=2,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED_AFTER,
            fetch_job_polling_interval=polling,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="successful",
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sotay.config.settings")
    django.setup()
    work(polling=float(os.environ.get("SOTAY_WORKER_PERIOD", "5")))
