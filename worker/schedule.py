"""What is done regularly. Each looks for what is due, so that a missed tick costs lateness only."""

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
    "sweep": {"task": "worker.sweep", "schedule": 20.0, "kwargs": {"schema": "platform"}, "options": {"expires": 20}},
}
