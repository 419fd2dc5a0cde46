"""What is done regularly. Each looks for what is due, so that a missed tick costs lateness only."""

from typing import Any

from platform_core.background.tasks import BULK, DEFAULT, URGENT
from platform_core.scope import PLATFORM


def in_spaces(name: str, *, every: float) -> dict[str, Any]:
    """Return the line of a task of spaces: sent, every so many seconds, where something is due for it."""
    return {
        "task": "worker.look",
        "schedule": every,
        "kwargs": {"schema": "platform", "name": name},
        "options": {"expires": every},
    }


def on_platform(name: str, *, every: float, queue: str = DEFAULT, **more: str) -> dict[str, Any]:
    """Return the line of a task of the platform: sent every so many seconds, worthless once the next one is."""
    return {
        "task": name,
        "schedule": every,
        "kwargs": {"schema": PLATFORM, **more},
        "options": {"expires": every, "queue": queue},
    }


def everywhere(name: str, *, every: float) -> dict[str, Any]:
    """Return the line of a task sent to every space in service, whether or not something is due."""
    return on_platform("worker.fan_out", every=every, task_name=name)


SCHEDULE = {
    "opening-resume": on_platform("opening.resume", every=20.0),
    "backup-look": on_platform("backup.look", every=600.0),
    "arrivals-resume": on_platform("arrivals.resume", every=60.0),
    "opening-expire": on_platform("opening.expire", every=600.0),
    "heartbeat-urgent": on_platform("console.heartbeat", every=60.0, queue=URGENT, queue_name=URGENT),
    "heartbeat-default": on_platform("console.heartbeat", every=60.0, queue=DEFAULT, queue_name=DEFAULT),
    "heartbeat-bulk": on_platform("console.heartbeat", every=60.0, queue=BULK, queue_name=BULK),
    "console-inspect": everywhere("console.inspect", every=300.0),
    "console-drift": on_platform("console.read_drift", every=600.0, queue=BULK),
    "console-sizes": on_platform("console.measure_sizes", every=600.0, queue=BULK),
    "health-watch": on_platform("health.watch", every=60.0, queue=URGENT),
    "metering-measure": everywhere("metering.measure", every=900.0),
    "plans-look": everywhere("plans.look", every=900.0),
    "reciprocity-add-up": on_platform("reciprocity.add_up", every=21600.0, queue=BULK),
    "metering-forget": on_platform("metering.forget", every=21600.0, queue=BULK),
    "digests": in_spaces("notifications.send_digests", every=600.0),
    "closing-reminders": in_spaces("follows.recall_ends", every=1800.0),
    "invitations-forget": in_spaces("accounts.forget_invitations", every=3600.0),
    "mail-tidy": in_spaces("mail.tidy_space", every=3600.0),
    "mail-tidy-platform": on_platform("mail.tidy_platform", every=3600.0, queue=BULK),
    "authoring-forget": in_spaces("authoring.forget_files", every=3600.0),
    "archive-keep": in_spaces("archive.keep", every=60.0),
    "exports-keep": in_spaces("exports.keep", every=60.0),
    "announcements-tell": on_platform("announcements.tell", every=60.0, queue=BULK),
    "journals-seal": in_spaces("journals.seal", every=3600.0),
    "journals-seal-platform": on_platform("journals.seal_platform", every=3600.0, queue=BULK),
    "journals-purge": on_platform("journals.purge", every=86400.0, queue=BULK),
    "domains-look": on_platform("domains.look", every=60.0, queue=BULK),
    "lifecycle-dates": on_platform("lifecycle.keep_dates", every=900.0),
    "sweep": on_platform("worker.sweep", every=20.0),
}
