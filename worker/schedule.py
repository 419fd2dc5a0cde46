"""What is done regularly. Each looks for what is due, so that a missed tick costs lateness only."""

SCHEDULE = {
    "sweep": {"task": "worker.sweep", "schedule": 20.0, "kwargs": {"schema": "platform"}, "options": {"expires": 20}},
}
