"""Writes of the console: what the worker saw, what is done again, what was downloaded."""

from tenants.console.operations.exporting import note_export
from tenants.console.operations.observing import inspect_space, measure_sizes, note_heartbeat, read_drift
from tenants.console.operations.retrying import retry_delivery, retry_kind, retry_kind_everywhere

__all__ = [
    "inspect_space",
    "measure_sizes",
    "note_export",
    "note_heartbeat",
    "read_drift",
    "retry_delivery",
    "retry_kind",
    "retry_kind_everywhere",
]
