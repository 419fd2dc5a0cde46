"""What is done regularly. Each looks for what is due, so that a missed tick costs lateness only."""

from typing import Any


def in_spaces(name: str, *, every: float) -> dict[str, Any]:
    """Return the line of a task of spaces: sent, every so many seconds, where something is due for it."""
    return {
        "task": "worker.look",
        "schedule": every,
        "kwargs": {"schema": "platform", "name": name},
        "options": {"expires": every},
    }


SCHEDULE = {
    "opening-resume": {
        "task": "opening.resume",
        "schedule": 20.0,
        "kwargs": {"schema": "platform"},
        "options": {"expires": 20},
    },
    "opening-expire": {
        "task": "opening.expire",
        "schedule": 600.0,
        "kwargs": {"schema": "platform"},
        "options": {"expires": 600},
    },
    "heartbeat-urgent": {
        "task": "console.heartbeat",
        "schedule": 60.0,
        "kwargs": {"schema": "platform", "queue_name": "urgent"},
        "options": {"expires": 60, "queue": "urgent"},
    },
    "heartbeat-default": {
        "task": "console.heartbeat",
        "schedule": 60.0,
        "kwargs": {"schema": "platform", "queue_name": "default"},
        "options": {"expires": 60, "queue": "default"},
    },
    "heartbeat-bulk": {
        "task": "console.heartbeat",
        "schedule": 60.0,
        "kwargs": {"schema": "platform", "queue_name": "bulk"},
        "options": {"expires": 60, "queue": "bulk"},
    },
    "console-inspect": {
        "task": "worker.fan_out",
        "schedule": 300.0,
        "kwargs": {"schema": "platform", "task_name": "console.inspect"},
        "options": {"expires": 300},
    },
    "console-sizes": {
        "task": "console.measure_sizes",
        "schedule": 600.0,
        "kwargs": {"schema": "platform"},
        "options": {"expires": 600, "queue": "bulk"},
    },
    "metering-measure": {
        "task": "worker.fan_out",
        "schedule": 900.0,
        "kwargs": {"schema": "platform", "task_name": "metering.measure"},
        "options": {"expires": 900},
    },
    "metering-forget": {
        "task": "metering.forget",
        "schedule": 86400.0,
        "kwargs": {"schema": "platform"},
        "options": {"expires": 3600, "queue": "bulk"},
    },
    "digests": in_spaces("notifications.send_digests", every=600.0),
    "closing-reminders": in_spaces("follows.recall_ends", every=1800.0),
    "exports-keep": in_spaces("exports.keep", every=60.0),
    "sweep": {"task": "worker.sweep", "schedule": 20.0, "kwargs": {"schema": "platform"}, "options": {"expires": 20}},
}
