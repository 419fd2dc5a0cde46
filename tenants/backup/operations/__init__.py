"""Writes: what operators ask, and what becomes of backups and restorations while files are made and read."""

from tenants.backup.operations.asking import approve_switch, ask_back, ask_backup, ask_restoration, ask_switch, give_up
from tenants.backup.operations.noting import (
    begin_backup,
    begin_restoration,
    end_restoration,
    fail_backup,
    fail_restoration,
    finish_backup,
    forget_backups,
    put_beside,
    switch_restoration,
)

__all__ = [
    "approve_switch",
    "ask_back",
    "ask_backup",
    "ask_restoration",
    "ask_switch",
    "begin_backup",
    "begin_restoration",
    "end_restoration",
    "fail_backup",
    "fail_restoration",
    "finish_backup",
    "forget_backups",
    "give_up",
    "put_beside",
    "switch_restoration",
]
