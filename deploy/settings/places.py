"""Where the platform reads and writes, and the keys that seal what leaves."""

from __future__ import annotations

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
RUN_DIR = Path(os.environ.get("RUN_DIR", BASE_DIR / ".run"))
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", RUN_DIR / "media"))  # never served as such: see platform_core.files
ARRIVALS_ROOT = Path(os.environ.get("ARRIVALS_ROOT", RUN_DIR / "arrivals"))  # archives that become new spaces
# Backups of each space: where, better on another disk; and the keys, the first seals, all open (64 hexadecimal digits each).
BACKUP_ROOT = Path(os.environ.get("BACKUP_ROOT", RUN_DIR / "backups"))
BACKUP_KEYS = os.environ.get("BACKUP_KEYS", "").split()
