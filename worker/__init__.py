"""How background work runs: the Celery application, its schedule, the fan-out over spaces. No business."""
